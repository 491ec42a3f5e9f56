namespace Paceline.Scheduling;

/// <summary>
/// Evaluates the multipliers of a counting bound from the problem's record alone. Uses fewer of the rules than the search
/// does, so it may find less, but never more than is true.
/// </summary>
internal static class CountingCheck
{
    private const long Break = 1000, Never = long.MaxValue / 4;

    /// <summary>No schedule of all meetings has fewer breaks than this.</summary>
    public static long Bound(Problem problem, IReadOnlyList<long> multipliers)
    {
        // A meeting of several slots is not counted.
        if (multipliers.Any(m => m < 0) || problem.Meetings.Any(m => m.Length > 1)) return 0;
        var parties = problem.Meetings.Select(m => m.Parties.Length).OrderDescending().ToList();
        var total = 0L;
        for (var slot = 0; slot < problem.Slots.Count; slot++)
        {
            var places = problem.Places.Where(p => !p.Unavailable.Contains(slot)).Select(p => (long)(p.Capacity ?? problem.Meetings.Count)).Sum();
            total -= multipliers[slot] * parties.Take((int)Math.Min(places, parties.Count)).Sum();
        }

        for (var p = 0; p < problem.Participants.Count; p++)
        {
            if (problem.Participants[p].Delegates > 1) continue;
            var meetings = problem.Meetings.Where(m => m.Parties.Contains(p)).ToList();
            var cost = Cheapest(problem, p, meetings, multipliers);
            if (cost < Never) total += cost;
        }

        return Math.Max(0, (total + Break - 1) / Break);
    }

    /// <summary>Whether the mandatory meetings named are all of one participant, and more than the slots that suit any of them.</summary>
    public static bool Crowded(Problem problem, IEnumerable<Premise> premises)
    {
        var meetings = premises.Where(p => p.Kind == PremiseKind.Mandatory).Select(p => problem.Meetings[p.Meeting!.Value]).ToList();
        return meetings.Count > 0
            && meetings.TrueForAll(m => m.Mandatory)
            && meetings[0].Parties.Any(party => problem.Participants[party].Delegates == 1 && meetings.TrueForAll(m => m.Parties.Contains(party)))
            && Enumerable.Range(0, problem.Slots.Count).Count(t => meetings.Exists(m => Suits(problem, m, t))) < meetings.Count;
    }

    /// <summary>
    /// Whether the mandatory meetings named are more than the places, of those that any of them may use, in all slots that suit
    /// any of them.
    /// </summary>
    public static bool Overfull(Problem problem, IEnumerable<Premise> premises)
    {
        var meetings = premises.Where(p => p.Kind == PremiseKind.Mandatory).Select(p => problem.Meetings[p.Meeting!.Value]).ToList();
        if (meetings.Count == 0 || !meetings.TrueForAll(m => m.Mandatory)) return false;
        var owned = problem.Places.Where(p => p.Owner is not null).Select(p => p.Owner!.Value).ToHashSet();
        var places = new HashSet<int>();
        foreach (var meeting in meetings)
        {
            if (meeting.FixedPlace is { } only) places.Add(only);
            else if (meeting.Parties.Any(owned.Contains)) places.UnionWith(Enumerable.Range(0, problem.Places.Count));
            else places.UnionWith(Enumerable.Range(0, problem.Places.Count).Where(p => problem.Places[p].Owner is null));
        }

        long Room(int slot) => places.Where(p => !problem.Places[p].Unavailable.Contains(slot)).Sum(p => (long)(problem.Places[p].Capacity ?? meetings.Count));
        return Enumerable.Range(0, problem.Slots.Count).Where(t => meetings.Exists(m => Suits(problem, m, t))).Sum(Room) < meetings.Count;
    }

    // The cheapest way for one participant to be busy in as many slots as it has meetings, by a memo over
    // (slot, meetings still to hold, how many slots ago it was last busy in this stretch: 0 never, 1 just now, 2 before).
    private static long Cheapest(Problem problem, int participant, List<Meeting> meetings, IReadOnlyList<long> multipliers)
    {
        var memo = new Dictionary<(int, int, int), long>();
        bool May(int slot) => meetings.Exists(m => Suits(problem, m, slot));
        bool Must(int slot) => meetings.Exists(m => m.FixedSlot == slot);
        // So many meetings must have been held before a slot, and no more can have been.
        int Least(int slot) => meetings.Count(m => !Enumerable.Range(slot, problem.Slots.Count - slot).Any(t => Suits(problem, m, t)));
        int Most(int slot) => meetings.Count(m => Enumerable.Range(0, slot).Any(t => Suits(problem, m, t)));
        var least = Enumerable.Range(0, problem.Slots.Count + 1).Select(Least).ToArray();
        var most = Enumerable.Range(0, problem.Slots.Count + 1).Select(Most).ToArray();
        return From(0, meetings.Count, 0);

        long From(int slot, int left, int last)
        {
            var held = meetings.Count - left;
            if (held < least[slot] || held > most[slot]) return Never;
            if (slot == problem.Slots.Count) return left == 0 ? 0 : Never;
            if (memo.TryGetValue((slot, left, last), out var known)) return known;
            if (slot > 0 && problem.Breaks == BreakRule.WithinSession && problem.Slots[slot].Session != problem.Slots[slot - 1].Session) last = 0;
            var best = Never;
            if (!Must(slot)) best = From(slot + 1, left, last == 0 ? 0 : 2);
            if (left > 0 && May(slot))
                best = Math.Min(best, multipliers[slot] + (last == 2 ? Break : 0) + From(slot + 1, left - 1, 1));
            return memo[(slot, left, last)] = Math.Min(best, Never);
        }
    }

    private static bool Suits(Problem problem, Meeting meeting, int slot) =>
        (meeting.FixedSlot is not { } only || only == slot)
        && (meeting.AllowedSessions is not { } sessions || sessions.Contains(problem.Slots[slot].Session))
        && meeting.Parties.All(p => !problem.Participants[p].Unavailable.Contains(slot));
}
