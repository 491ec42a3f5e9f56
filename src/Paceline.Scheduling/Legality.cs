namespace Paceline.Scheduling;

/// <summary>
/// Checks schedules against the rules of their problem. Shares nothing with the search but the problem's record, so that
/// an error there cannot hide here.
/// </summary>
public static partial class Legality
{
    /// <summary>Every rule that the scheduled meetings break; each clash of two meetings once. Empty for a legal schedule.</summary>
    public static IReadOnlyList<Breach> Check(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        if (schedule.Placements.Length != problem.Meetings.Count)
            throw new ArgumentException("The schedule belongs to a problem with another number of meetings.", nameof(schedule));
        var breaches = new List<Breach>();
        var atSlot = new List<int>[problem.Slots.Count];
        var several = false;
        for (var meeting = 0; meeting < schedule.Placements.Length; meeting++)
        {
            if (schedule.Placements[meeting] is not { } at) continue;
            OwnRules(problem, schedule, meeting, at, breaches);
            several |= problem.Meetings[meeting].Length > 1;
            foreach (var slot in Slots(problem, meeting, at)) (atSlot[slot] ??= []).Add(meeting);
        }

        Totals(problem, schedule, breaches);
        Walks(problem, schedule, breaches);
        foreach (var (slot, together) in atSlot.Index())
        {
            if (together is not null) Together(problem, schedule, slot, together, breaches);
        }

        // Two long meetings may clash in several slots: the first of them is told.
        return several ? [.. breaches.DistinctBy(b => b with { Slot = null })] : breaches;
    }

    /// <summary>What a legal schedule still lacks to be a solution: mandatory meetings, minima, and the fairness asked for.</summary>
    public static IReadOnlyList<Breach> Shortfalls(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        var breaches = new List<Breach>();
        for (var meeting = 0; meeting < problem.Meetings.Count; meeting++)
        {
            if (problem.Meetings[meeting].Mandatory && schedule.Placements[meeting] is null)
                breaches.Add(new Breach(Rule.Mandatory, meeting));
        }

        for (var p = 0; p < problem.Participants.Count; p++)
        {
            if (problem.Participants[p].MinMeetings > 0 && Meetings(problem, schedule, p).Count() < problem.Participants[p].MinMeetings)
                breaches.Add(new Breach(Rule.Minimum, -1, null, p));
        }

        if (problem.GroupFairness?.Breaks is { } gap && ScheduleMeasures.GroupBreaksGap(problem, schedule) > gap)
            breaches.Add(new Breach(Rule.GroupBreaks, -1));
        if (problem.GroupFairness?.Served is { } points && ScheduleMeasures.GroupServedGap(problem, schedule) > points)
            breaches.Add(new Breach(Rule.GroupServed, -1));
        if (problem.Fairness is not { } most) return breaches;
        var breaks = ScheduleMeasures.BreaksByParticipant(problem, schedule);
        if (breaks.Length > 0 && breaks.Max() - breaks.Min() > most)
        {
            var worst = breaks.IndexOf(breaks.Max());
            breaches.Add(new Breach(Rule.Fairness, -1, null, worst));
        }

        return breaches;
    }

    // What the meetings of one slot break.
    private static void Together(Problem problem, Schedule schedule, int slot, List<int> together, List<Breach> breaches)
    {
        foreach (var pair in problem.Apart)
        {
            if (pair.ByPlace)
            {
                foreach (var (i, one) in together.Index())
                {
                    foreach (var other in together.Skip(i + 1).Where(o => TooNear(problem, schedule, pair, one, schedule.Placements[one]!.Value.Place, o)))
                        breaches.Add(new Breach(Rule.Neighbours, other, one, pair.First, slot, schedule.Placements[other]!.Value.Place));
                }

                continue;
            }

            foreach (var (i, one) in together.Index().Skip(1))
            {
                if (together.Take(i).Where(other => Opposes(problem, pair, one, other)).Select(other => (int?)other).FirstOrDefault() is { } beside)
                    breaches.Add(new Breach(Rule.Apart, one, beside, pair.First, slot));
            }
        }

        var holder = new Dictionary<int, (int Count, int First)>();
        var held = new Dictionary<int, (int Count, int First)>();
        var interpreting = new Dictionary<int, int>();
        var shared = 0;
        foreach (var meeting in together)
        {
            var at = schedule.Placements[meeting]!.Value;
            foreach (var party in problem.Meetings[meeting].Parties)
            {
                var (taken, other) = holder.GetValueOrDefault(party, (0, meeting));
                holder[party] = (taken + 1, other);
                if (taken + 1 > problem.Participants[party].Delegates)
                    breaches.Add(new Breach(Rule.ParticipantBusy, meeting, other, party, slot));
            }

            if (at.Interpreter is { } interpreter && !interpreting.TryAdd(interpreter, meeting))
                breaches.Add(new Breach(Rule.InterpreterBusy, meeting, interpreting[interpreter], null, slot) { Interpreter = interpreter });
            if (at.Place < 0 || at.Place >= problem.Places.Count) continue;
            var (count, first) = held.GetValueOrDefault(at.Place, (0, meeting));
            held[at.Place] = (count + 1, first);
            if (count + 1 > (problem.Places[at.Place].Capacity ?? int.MaxValue))
                breaches.Add(new Breach(Rule.PlaceTaken, meeting, first, null, slot, at.Place));
            if (problem.Places[at.Place].Owner is null && ++shared > CommonPlaces(problem, slot))
                breaches.Add(new Breach(Rule.SlotFull, meeting, null, null, slot));
        }
    }

    private static void Walks(Problem problem, Schedule schedule, List<Breach> breaches)
    {
        if (!problem.Walks.Any(w => w.Slots > 0)) return;
        for (var p = 0; p < problem.Participants.Count; p++)
        {
            var own = Meetings(problem, schedule, p).OrderBy(m => schedule.Placements[m]!.Value.Slot).ToList();
            for (var i = 0; i < own.Count; i++)
            {
                foreach (var later in own.Skip(i + 1).Where(l => TooFar(problem, schedule, p, own[i], schedule.Placements[own[i]]!.Value, l)))
                    breaches.Add(new Breach(Rule.Walk, later, own[i], p, schedule.Placements[later]!.Value.Slot, schedule.Placements[later]!.Value.Place));
            }
        }
    }

    // Whether a participant cannot walk between a meeting placed there and another.
    private static bool TooFar(Problem problem, Schedule schedule, int participant, int meeting, Placement at, int other)
    {
        var to = schedule.Placements[other]!.Value;
        if (problem.Participants[participant].Delegates > 1 || !Exists(problem, at) || !Exists(problem, to)) return false;
        if (problem.Slots[at.Slot].Session != problem.Slots[to.Slot].Session) return false;
        var between = at.Slot < to.Slot ? to.Slot - at.Slot - problem.Meetings[meeting].Length : at.Slot - to.Slot - problem.Meetings[other].Length;
        // Meetings at one time are a clash of another kind.
        return between >= 0 && between < problem.WalkingSlots(at.Place, to.Place);
    }

    // Whether two meetings of one slot bring the two of a pair too near each other.
    private static bool TooNear(Problem problem, Schedule schedule, Apart pair, int meeting, int place, int other)
    {
        if (!Opposes(problem, pair, meeting, other)) return false;
        var beside = schedule.Placements[other]!.Value.Place;
        if (place < 0 || place >= problem.Places.Count || beside < 0 || beside >= problem.Places.Count) return false;
        return place == beside || problem.Places[place].Neighbours.Contains(beside) || problem.Places[beside].Neighbours.Contains(place);
    }

    private static void Totals(Problem problem, Schedule schedule, List<Breach> breaches)
    {
        for (var p = 0; p < problem.Participants.Count; p++)
        {
            if (problem.Participants[p].MaxMeetings is not { } most) continue;
            breaches.AddRange(Meetings(problem, schedule, p).Skip(most).Select(m => new Breach(Rule.Maximum, m, null, p)));
        }
    }

    // Whether one of two meetings is of the first of a pair, and the other of the second: two of the same company do not oppose.
    private static bool Opposes(Problem problem, Apart pair, int meeting, int other)
    {
        var (one, two) = (problem.Meetings[meeting].Parties, problem.Meetings[other].Parties);
        return (one.Contains(pair.First) && two.Contains(pair.Second)) || (one.Contains(pair.Second) && two.Contains(pair.First));
    }

    private static bool Exists(Problem problem, Placement at) =>
        at.Slot >= 0 && at.Slot < problem.Slots.Count && at.Place >= 0 && at.Place < problem.Places.Count;

    // The slots that a meeting takes, as far as they exist.
    private static IEnumerable<int> Slots(Problem problem, int meeting, Placement at) =>
        Enumerable.Range(at.Slot, problem.Meetings[meeting].Length).Where(t => t >= 0 && t < problem.Slots.Count);

    private static IEnumerable<int> Meetings(Problem problem, Schedule schedule, int participant) =>
        Enumerable.Range(0, problem.Meetings.Count)
            .Where(m => schedule.Placements[m] is not null && problem.Meetings[m].Parties.Contains(participant));

    private static long CommonPlaces(Problem problem, int slot)
    {
        var count = 0L;
        foreach (var place in problem.Places)
        {
            if (place.Owner is not null || place.Unavailable.Contains(slot)) continue;
            if (place.Capacity is not { } capacity) return long.MaxValue;
            count += capacity;
        }

        return count;
    }
}
