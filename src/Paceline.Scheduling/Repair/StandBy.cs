namespace Paceline.Scheduling;

/// <summary>Somebody to meet for a participant who is left alone.</summary>
/// <param name="Meeting">The wanted meeting that is not scheduled.</param>
/// <param name="At">Where it can be held.</param>
public sealed record Suggestion(int Meeting, Placement At);

/// <summary>Finds who could meet a participant that is left alone in a slot.</summary>
public static class StandBy
{
    /// <summary>
    /// The meetings of the participant that are not scheduled and could be held in the slot without moving anybody: the most
    /// wanted first, and of equally wanted ones those that leave the fewest breaks.
    /// </summary>
    public static IReadOnlyList<Suggestion> For(Problem problem, Schedule schedule, int participant, int slot)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        var found = new List<(Suggestion Suggestion, int Breaks)>();
        for (var m = 0; m < problem.Meetings.Count; m++)
        {
            if (schedule.Placements[m] is not null || !problem.Meetings[m].Parties.Contains(participant)) continue;
            foreach (var at in Everywhere(problem, m, slot))
            {
                if (Legality.OfMove(problem, schedule, m, at).Count > 0) continue;
                found.Add((new Suggestion(m, at), ScheduleMeasures.Breaks(problem, schedule.With(m, at))));
                break;
            }
        }

        return [.. found.OrderByDescending(f => problem.Meetings[f.Suggestion.Meeting].Mandatory)
            .ThenByDescending(f => problem.Meetings[f.Suggestion.Meeting].Priority).ThenBy(f => f.Breaks).Select(f => f.Suggestion)];
    }

    private static IEnumerable<Placement> Everywhere(Problem problem, int meeting, int slot)
    {
        int?[] interpreters = problem.Meetings[meeting].Languages.IsEmpty ? [null] : [.. Enumerable.Range(0, problem.Interpreters.Count)];
        return Enumerable.Range(0, problem.Places.Count).SelectMany(_ => interpreters, (place, who) => new Placement(slot, place) { Interpreter = who });
    }
}
