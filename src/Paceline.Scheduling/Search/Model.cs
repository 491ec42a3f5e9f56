using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>
/// A problem as flat arrays, for the searches. A unit is whatever can be in one meeting per slot: a participant, a place
/// that somebody keeps or some meeting is fixed to, a pair that is kept apart. A pool is whatever can be in a number of meetings per slot:
/// pool 0 is the common places together.
/// </summary>
internal sealed partial class Model
{
    /// <summary>Requests of each group that were made but are no meetings here; they count where groups are compared.</summary>
    public IReadOnlyDictionary<string, int> AlsoAsked { get; init; } = ImmutableDictionary<string, int>.Empty;

    public Model(Problem problem)
    {
        Problem = problem;
        Meetings = problem.Meetings.Count;
        Slots = problem.Slots.Count;
        Participants = problem.Participants.Count;
        var rooms = new List<int[]> { CommonPlaces(problem) };
        var placeUnit = new Dictionary<int, int>();
        var placePool = new Dictionary<int, int>();
        MeetingsOf = OwnMeetings(problem);
        var keptBy = Enumerable.Range(0, problem.Places.Count).Where(l => problem.Places[l].Owner is not null).ToLookup(l => problem.Places[l].Owner!.Value);
        _kept = new int[Meetings][];

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
            _kept[m] = KeptPlaces(keptBy, meeting);
            Place[m] = meeting.FixedPlace ?? (_kept[m].Length == 1 ? _kept[m][0] : -1);
            if (Place[m] < 0 ? _kept[m].Length == 0 : problem.Places[Place[m]].Owner is null) pools.Add(0);
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

            // A pair that is kept apart is like one more participant of all meetings of the two, where neither can be in two at once.
            foreach (var (index, pair) in problem.Apart.Index())
            {
                if (!IsUnit(pair)) continue;
                if (meeting.Parties.Contains(pair.First) || meeting.Parties.Contains(pair.Second)) units.Add(Participants + index);
            }

            MeetingUnits[m] = [.. units];
            MeetingPools[m] = [.. pools];
            After[m] = [.. meeting.After.Distinct()];
            foreach (var earlier in After[m]) (before[earlier] ??= []).Add(m);
            for (var t = 0; t < Slots; t++) Allowed[m * Slots + t] = Allows(problem, meeting, t) && (Place[m] < 0 || !problem.Places[Place[m]].Unavailable.Contains(t));
            if (meeting.FixedPlace is { } fixedPlace && !MayBeHeldAt(problem, _kept[m], meeting, fixedPlace))
                Array.Fill(Allowed, false, m * Slots, Slots);
        }

        Length = [.. problem.Meetings.Select(m => m.Length)];
        IsLong = Array.Exists(Length, n => n > 1);
        Suits = SuitingPlaces();
        Interpreters = SuitingInterpreters();
        Open = new bool[problem.Places.Count * Slots];
        for (var place = 0; place < problem.Places.Count; place++)
        {
            Open.AsSpan(place * Slots, Slots).Fill(true);
            foreach (var t in problem.Places[place].Unavailable) Open[place * Slots + t] = false;
        }

        (_hall, _halls) = Halls(problem);
        _walkSlots = Ways(problem.WalkingSlots);
        _walkMetres = Ways(problem.Metres);
        LongestWalk = _walkSlots.DefaultIfEmpty().Max();
        HasDistances = _walkMetres.Any(w => w > 0) || LieApart(problem);
        var byPlace = problem.Apart.Where(a => a.ByPlace).ToList();
        Rivals = Opponents(byPlace);
        Opposed = Opponents([.. problem.Apart.Where(a => !a.ByPlace && !IsUnit(a))]);
        Beside = [.. problem.Places.Select((place, l) => byPlace.Count == 0 ? [] : place.Neighbours.Concat(Enumerable.Range(0, problem.Places.Count).Where(o => problem.Places[o].Neighbours.Contains(l))).Distinct().ToArray())];
        HasRivals = byPlace.Count > 0 || Array.Exists(Opposed, o => o.Length > 0);
        NeedsSeats = IsLong || LongestWalk > 0 || HasRivals
            || Enumerable.Range(0, Meetings).Any(m => !problem.Meetings[m].Languages.IsEmpty || (Place[m] < 0 && (!problem.Meetings[m].Equipment.IsEmpty || _kept[m].Length > 1)));
        if (NeedsSeats || problem.Meetings.Any(m => !m.Equipment.IsEmpty))
        {
            NarrowToSeats();
            CountTogether(rooms);
        }

        Before = [.. before.Select(b => b?.ToArray() ?? [])];
        Units = Participants + problem.Apart.Count + placeUnit.Count;
        Pools = rooms.Count;
        Room = [.. rooms.SelectMany(r => r)];
        Most = [.. problem.Participants.Select(p => p.MaxMeetings ?? int.MaxValue)];
        HasMost = problem.Participants.Any(p => p.MaxMeetings is not null);
        HasLeast = problem.Participants.Any(p => p.MinMeetings > 0);
        Stretch = new int[Slots];
        Bit = new ulong[Slots];
        for (var t = 1; t < Slots; t++)
        {
            var border = problem.Breaks == BreakRule.WithinSession && problem.Slots[t].Session != problem.Slots[t - 1].Session;
            Stretch[t] = Stretch[t - 1] + (border ? 1 : 0);
        }

        for (int t = 0, from = 0; t < Slots; t++)
        {
            if (Stretch[t] != Stretch[from]) from = t;
            Bit[t] = 1UL << (t - from);
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

    /// <summary>Whether somebody is to have a minimum of meetings.</summary>
    public bool HasLeast { get; }

    /// <summary>[meeting * Slots + slot]: by its own rules and those of its parties alone.</summary>
    public bool[] Allowed { get; }

    public int[][] MeetingUnits { get; }

    public int[][] MeetingPools { get; }

    /// <summary>The meetings of each participant, in their order.</summary>
    public int[][] MeetingsOf { get; }

    /// <summary>The meetings that come before each meeting.</summary>
    public int[][] After { get; }

    /// <summary>The meetings that each meeting comes before.</summary>
    public int[][] Before { get; }

    /// <summary>The place that a meeting must have, or -1.</summary>
    public int[] Place { get; }

    /// <summary>Slots of one stretch count breaks together.</summary>
    public int[] Stretch { get; }

    /// <summary>The bit of each slot within its stretch.</summary>
    public ulong[] Bit { get; }

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

    /// <summary>Whether no two meetings of the pair are ever in one slot; false where companies with several delegates may have some of their own side by side.</summary>
    private bool IsUnit(Apart pair) => !pair.ByPlace && Problem.Participants[pair.First].Delegates == 1 && Problem.Participants[pair.Second].Delegates == 1;

    private int[][] Opponents(List<Apart> pairs) =>
        [.. Enumerable.Range(0, Participants).Select(p => pairs.Count == 0 ? [] : pairs.Where(a => a.First == p || a.Second == p).Select(a => a.First == p ? a.Second : a.First).Distinct().ToArray())];

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

    private static int[][] OwnMeetings(Problem problem)
    {
        var own = new List<int>[problem.Participants.Count];
        for (var p = 0; p < own.Length; p++) own[p] = [];
        for (var m = 0; m < problem.Meetings.Count; m++)
        {
            foreach (var party in problem.Meetings[m].Parties) own[party].Add(m);
        }

        return Array.ConvertAll(own, meetings => meetings.ToArray());
    }

    // The places that the parties keep.
    private static int[] KeptPlaces(ILookup<int, int> keptBy, Meeting meeting) =>
        keptBy.Count == 0 ? [] : [.. meeting.Parties.SelectMany(party => keptBy[party]).Order()];

    private static bool MayBeHeldAt(Problem problem, int[] kept, Meeting meeting, int place) =>
        problem.Places[place].Owner is { } owner ? meeting.Parties.Contains(owner) : kept.Length == 0;

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
