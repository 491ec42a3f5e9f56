using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>What a schedule is measured by.</summary>
public static class ScheduleMeasures
{
    /// <summary>The number of breaks of each participant; 0 for one without meetings.</summary>
    public static ImmutableArray<int> BreaksByParticipant(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        var slots = problem.Slots.Count;
        var busy = new bool[problem.Participants.Count * slots];
        for (var meeting = 0; meeting < schedule.Placements.Length; meeting++)
        {
            if (schedule.Placements[meeting] is not { } at) continue;
            foreach (var party in problem.Meetings[meeting].Parties) busy[party * slots + at.Slot] = true;
        }

        var breaks = ImmutableArray.CreateBuilder<int>(problem.Participants.Count);
        for (var participant = 0; participant < problem.Participants.Count; participant++)
        {
            int count = 0, last = -1;
            for (var slot = 0; slot < slots; slot++)
            {
                if (!busy[participant * slots + slot]) continue;
                var sameStretch = last >= 0 && (problem.Breaks == BreakRule.AcrossSessions
                    || problem.Slots[last].Session == problem.Slots[slot].Session);
                if (sameStretch && slot > last + 1) count++;
                last = slot;
            }

            breaks.Add(count);
        }

        return breaks.MoveToImmutable();
    }

    /// <summary>The sum of all participants' breaks.</summary>
    public static int Breaks(Problem problem, Schedule schedule) => BreaksByParticipant(problem, schedule).Sum();

    /// <summary>The largest difference between the breaks of two participants.</summary>
    public static int Spread(Problem problem, Schedule schedule)
    {
        var breaks = BreaksByParticipant(problem, schedule);
        return breaks.IsEmpty ? 0 : breaks.Max() - breaks.Min();
    }

    /// <summary>How often a participant holds a meeting at another place than its meeting before, summed over participants.</summary>
    public static int PlaceChanges(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        var last = new int[problem.Participants.Count];
        Array.Fill(last, -1);
        var changes = 0;
        foreach (var (meeting, at) in schedule.Placements.Index().Where(p => p.Item is not null).OrderBy(p => p.Item!.Value.Slot))
        {
            foreach (var party in problem.Meetings[meeting].Parties)
            {
                if (last[party] >= 0 && last[party] != at!.Value.Place) changes++;
                last[party] = at!.Value.Place;
            }
        }

        return changes;
    }

    /// <summary>The sum of the priorities of the scheduled meetings.</summary>
    public static long Priority(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        return problem.Meetings.Where((_, meeting) => schedule.Placements[meeting] is not null).Sum(m => (long)m.Priority);
    }
}
