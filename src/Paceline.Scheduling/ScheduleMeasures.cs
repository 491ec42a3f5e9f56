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
            foreach (var party in problem.Meetings[meeting].Parties)
                busy.AsSpan(party * slots + at.Slot, Math.Min(problem.Meetings[meeting].Length, slots - at.Slot)).Fill(true);
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

    /// <summary>
    /// How often a participant holds a meeting at another place than its meeting before, summed over participants. Those
    /// with several delegates count for nothing, since nobody knows who of them goes where.
    /// </summary>
    public static int PlaceChanges(Problem problem, Schedule schedule) => Moves(problem, schedule).Count(m => m.From != m.To);

    /// <summary>The way from each meeting to the participant's next, in metres, summed as the changes of place are.</summary>
    public static long Walking(Problem problem, Schedule schedule) => Moves(problem, schedule).Sum(m => (long)problem.Metres(m.From, m.To));

    /// <summary>The sum of the priorities of the scheduled meetings.</summary>
    public static long Priority(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        return problem.Meetings.Where((_, meeting) => schedule.Placements[meeting] is not null).Sum(m => (long)m.Priority);
    }

    /// <summary>The largest difference between two groups' breaks per participant, in hundredths of a break, rounded up.</summary>
    public static int GroupBreaksGap(Problem problem, Schedule schedule)
    {
        var breaks = BreaksByParticipant(problem, schedule);
        return Gap(problem, Enumerable.Range(0, breaks.Length).Select(p => (p, breaks[p], 1)));
    }

    /// <summary>The largest difference between two groups' shares of requests that are scheduled, in percentage points, rounded up.</summary>
    public static int GroupServedGap(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        return Gap(problem, problem.Meetings.SelectMany((m, i) => m.Parties.Select(p => (p, schedule.Placements[i] is null ? 0 : 1, 1))));
    }

    // The largest difference between two groups' averages, in hundredths.
    private static int Gap(Problem problem, IEnumerable<(int Participant, int Value, int Weight)> items)
    {
        var groups = items.Where(x => problem.Participants[x.Participant].Group is not null)
            .GroupBy(x => problem.Participants[x.Participant].Group!, StringComparer.Ordinal)
            .Select(g => (Value: g.Sum(x => (long)x.Value), Weight: g.Sum(x => (long)x.Weight))).ToList();
        var gap = 0L;
        foreach (var (value, weight) in groups)
        {
            foreach (var other in groups)
            {
                var product = weight * other.Weight;
                gap = Math.Max(gap, (100 * (value * other.Weight - other.Value * weight) + product - 1) / product);
            }
        }

        return (int)gap;
    }

    // From each meeting of a participant to its next.
    private static IEnumerable<(int From, int To)> Moves(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        var last = new int[problem.Participants.Count];
        Array.Fill(last, -1);
        foreach (var meeting in Enumerable.Range(0, schedule.Placements.Length).Where(m => schedule.Placements[m] is not null).OrderBy(m => schedule.Placements[m]!.Value.Slot))
        {
            var place = schedule.Placements[meeting]!.Value.Place;
            foreach (var party in problem.Meetings[meeting].Parties)
            {
                if (problem.Participants[party].Delegates > 1) continue;
                if (last[party] >= 0) yield return (last[party], place);
                last[party] = place;
            }
        }
    }
}
