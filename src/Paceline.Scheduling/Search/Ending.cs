using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>Turns the end of a search into what the caller gets.</summary>
internal static class Ending
{
    // Explaining takes time of its own, since a search that was stopped has most to explain.
    private static readonly TimeSpan ForReasons = TimeSpan.FromSeconds(3);

    public static Solution Of(Model model, Incumbent incumbent, CancellationToken stop)
    {
        var problem = model.Problem;
        var schedule = Seating.Assign(model, incumbent.SlotOf);
        var elapsed = incumbent.Elapsed;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(ForReasons);
        return new Solution(
            incumbent.Infeasible ? null : schedule,
            incumbent.Status,
            schedule.Scheduled,
            incumbent.Worth.Breaks,
            incumbent.BreaksBound,
            ScheduleMeasures.Spread(problem, schedule),
            elapsed,
            incumbent.Infeasible ? WhyNothing(problem, limit.Token) : WhyNotAll(problem, schedule, limit.Token))
        {
            PriorityLost = incumbent.Worth.Lost,
            PriorityLostBound = incumbent.LostBound,
        };
    }

    private static ImmutableArray<Reason> WhyNothing(Problem problem, CancellationToken stop) =>
    [
        Conflict.Of(problem, stop) ?? new Reason(ReasonKind.RulesInConflict, null, "The rules cannot all hold; which of them stand against each other was not found in time."),
    ];

    private static ImmutableArray<Reason> WhyNotAll(Problem problem, Schedule schedule, CancellationToken stop)
    {
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        var order = Enumerable.Range(0, problem.Meetings.Count).Where(m => schedule.Placements[m] is null)
            .OrderByDescending(m => problem.Meetings[m].Mandatory).ThenByDescending(m => problem.Meetings[m].Priority);
        foreach (var meeting in order) reasons.Add(WhyNot.Of(problem, schedule, meeting, stop));
        if (Legality.Shortfalls(problem, schedule).Any(b => b.Rule == Rule.Fairness))
            reasons.Add(new Reason(ReasonKind.Fairness, null, "No schedule with breaks as even as asked for was found."));
        return reasons.ToImmutable();
    }
}
