using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>
/// A problem as flat arrays, for the searches. A unit is whatever can be in one meeting per slot: a participant, a place
/// that somebody keeps or some meeting is fixed to, a pair that is kept apart. A pool is whatever can be in a number of meetings per slot:
/// pool 0 is the common places together.
/// </summary>
internal sealed class Model
{
    public Model(Problem problem)
    {
        Problem = problem;
        Meetings = problem.Meetings.Count;
        Slots = problem.Slots.Count;
        Participants = problem.Participants.Count;
        var rooms = new List<int[]> { CommonPlaces(problem) };
        var placeUnit = new Dictionary<int, int>();
        var placePool = new Dictionary<int, int>();
        var keptBy = new int[Participants];
        Array.Fill(keptBy, -1);
        for (var place = problem.Places.Count - 1; place >= 0; place--)
        {
            if (problem.Places[place].Owner is { } owner) keptBy[owner] = place;
        }

        var delegatesPool = new int[Participants];
        for (var p = 0; p < Participants; p++)
        {
            if (problem.Participants[p].Delegates == 1) continue;
            delegatesPool[p] = rooms.Count;
            rooms.Add([.. Enumerable.Repeat(problem.Participants[p].Delegates, Slots)]);
        }

        Delegates = delegatesPool;
        Place = new int[Meetings];
        Allowed = new bool[Meetings * Slots];
        MeetingUnits = new int[Meetings][];
        MeetingPools = new int[Meetings][];
        After = new int[Meetings][];
        var before = new List<int>[Meetings];
        for (var m = 0; m < Meetings; m++)
        {
            var meeting = problem.Meetings[m];
            List<int> units = [], pools = [];
            foreach (var party in meeting.Parties) (delegatesPool[party] == 0 ? units : pools).Add(delegatesPool[party] == 0 ? party : delegatesPool[party]);
            Place[m] = meeting.FixedPlace ?? KeptPlace(keptBy, meeting);
            if (Place[m] < 0 || problem.Places[Place[m]].Owner is null) pools.Add(0);
            if (Place[m] >= 0 && problem.Places[Place[m]].Capacity is { } capacity)
            {
                if (capacity == 1)
                {
                    if (!placeUnit.TryGetValue(Place[m], out var unit)) placeUnit[Place[m]] = unit = Participants + problem.Apart.Count + placeUnit.Count;
                    units.Add(unit);
                }
                else
                {
                    if (!placePool.TryGetValue(Place[m], out var pool))
                    {
                        placePool[Place[m]] = pool = rooms.Count;
                        rooms.Add([.. Enumerable.Repeat(capacity, Slots)]);
                    }

                    pools.Add(pool);
                }
            }

            // A pair that is kept apart is like one more participant of all meetings of the two.
            foreach (var (index, pair) in problem.Apart.Index())
            {
                if (meeting.Parties.Contains(pair.First) || meeting.Parties.Contains(pair.Second)) units.Add(Participants + index);
            }

            MeetingUnits[m] = [.. units];
            MeetingPools[m] = [.. pools];
            After[m] = [.. meeting.After.Distinct()];
            foreach (var earlier in After[m]) (before[earlier] ??= []).Add(m);
            for (var t = 0; t < Slots; t++) Allowed[m * Slots + t] = Allows(problem, meeting, t) && (Place[m] < 0 || !problem.Places[Place[m]].Unavailable.Contains(t));
            if (meeting.FixedPlace is { } fixedPlace && !MayBeHeldAt(problem, keptBy, meeting, fixedPlace))
                Array.Fill(Allowed, false, m * Slots, Slots);
        }

        Before = [.. before.Select(b => b?.ToArray() ?? [])];
        Units = Participants + problem.Apart.Count + placeUnit.Count;
        Pools = rooms.Count;
        Room = [.. rooms.SelectMany(r => r)];
        Most = [.. problem.Participants.Select(p => p.MaxMeetings ?? int.MaxValue)];
        HasMost = problem.Participants.Any(p => p.MaxMeetings is not null);
        Stretch = new int[Slots];
        for (var t = 1; t < Slots; t++)
        {
            var border = problem.Breaks == BreakRule.WithinSession && problem.Slots[t].Session != problem.Slots[t - 1].Session;
            Stretch[t] = Stretch[t - 1] + (border ? 1 : 0);
        }
    }

    public Problem Problem { get; }

    public int Meetings { get; }

    public int Slots { get; }

    public int Participants { get; }

    /// <summary>Participants first, then pairs that are kept apart, then single places.</summary>
    public int Units { get; }

    public int Pools { get; }

    /// <summary>[pool * Slots + slot]: how many meetings the pool holds.</summary>
    public int[] Room { get; }

    /// <summary>The pool of a participant with several delegates, or 0.</summary>
    public int[] Delegates { get; }

    /// <summary>The most meetings of each participant.</summary>
    public int[] Most { get; }

    public bool HasMost { get; }

    /// <summary>[meeting * Slots + slot]: by its own rules and those of its parties alone.</summary>
    public bool[] Allowed { get; }

    public int[][] MeetingUnits { get; }

    public int[][] MeetingPools { get; }

    /// <summary>The meetings that come before each meeting.</summary>
    public int[][] After { get; }

    /// <summary>The meetings that each meeting comes before.</summary>
    public int[][] Before { get; }

    /// <summary>The place that a meeting must have, or -1.</summary>
    public int[] Place { get; }

    /// <summary>Slots of one stretch count breaks together.</summary>
    public int[] Stretch { get; }

    /// <summary>The breaks of somebody who is busy in the slots given.</summary>
    public int BreaksOf(ReadOnlySpan<bool> busy)
    {
        int breaks = 0, last = -1;
        for (var slot = 0; slot < busy.Length; slot++)
        {
            if (!busy[slot]) continue;
            if (last >= 0 && slot > last + 1 && Stretch[last] == Stretch[slot]) breaks++;
            last = slot;
        }

        return breaks;
    }

    // No slot ever holds more meetings than there are, so this many places are as good as no limit.
    private static int[] CommonPlaces(Problem problem)
    {
        var rooms = new int[problem.Slots.Count];
        for (var t = 0; t < rooms.Length; t++)
        {
            var open = problem.Places.Where(p => p.Owner is null && !p.Unavailable.Contains(t)).ToList();
            rooms[t] = open.Exists(p => p.Capacity is null)
                ? problem.Meetings.Count
                : (int)Math.Min(problem.Meetings.Count, open.Sum(p => (long)p.Capacity!.Value));
        }

        return rooms;
    }

    // The place of the first party that keeps one, or -1.
    private static int KeptPlace(int[] keptBy, Meeting meeting)
    {
        foreach (var party in meeting.Parties)
        {
            if (keptBy[party] >= 0) return keptBy[party];
        }

        return -1;
    }

    private static bool MayBeHeldAt(Problem problem, int[] keptBy, Meeting meeting, int place) =>
        problem.Places[place].Owner is { } owner ? meeting.Parties.Contains(owner) : KeptPlace(keptBy, meeting) < 0;

    private static bool Allows(Problem problem, Meeting meeting, int slot)
    {
        if (meeting.FixedSlot is { } only && only != slot) return false;
        if (meeting.AllowedSessions is { } sessions && !sessions.Contains(problem.Slots[slot].Session)) return false;
        foreach (var party in meeting.Parties)
        {
            if (problem.Participants[party].Unavailable.Contains(slot)) return false;
        }

        return true;
    }
}
