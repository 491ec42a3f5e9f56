using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>Turns the end of a search into what the caller gets.</summary>
internal static class Ending
{
    public static Solution Of(Model model, Incumbent incumbent)
    {
        var problem = model.Problem;
        var schedule = Seating.Assign(model, incumbent.SlotOf);
        return new Solution(
            incumbent.Infeasible ? null : schedule,
            incumbent.Status,
            schedule.Scheduled,
            incumbent.Worth.Breaks,
            incumbent.BreaksBound,
            ScheduleMeasures.Spread(problem, schedule),
            incumbent.Elapsed,
            Reasons(model, schedule));
    }

    private static ImmutableArray<Reason> Reasons(Model model, Schedule schedule)
    {
        var problem = model.Problem;
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        for (var m = 0; m < model.Meetings; m++)
        {
            if (schedule.Placements[m] is not null) continue;
            var names = string.Join(" with ", problem.Meetings[m].Parties.Select(p => problem.Participants[p].Name));
            reasons.Add(model.Allowed.AsSpan(m * model.Slots, model.Slots).Contains(true)
                ? new Reason(ReasonKind.NoSlotFree, m, $"{names}: in every slot that suits both, one of them meets somebody else or all places are taken.")
                : new Reason(ReasonKind.NoSlotAllowed, m, $"{names}: no slot suits all of them."));
        }

        if (Legality.Shortfalls(problem, schedule).Any(b => b.Rule == Rule.Fairness))
            reasons.Add(new Reason(ReasonKind.Fairness, null, "No schedule with breaks as even as asked for was found."));
        return reasons.ToImmutable();
    }
}
