namespace Paceline.Scheduling;

// The rules for one meeting against all others.
public static partial class Legality
{
    /// <summary>
    /// Every rule that would be broken if a meeting, scheduled or not, were placed there: its own and those in which it
    /// stands against another meeting. Empty for a move that may be made.
    /// </summary>
    public static IReadOnlyList<Breach> OfMove(Problem problem, Schedule schedule, int meeting, Placement to)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        var breaches = new List<Breach>();
        OwnRules(problem, schedule, meeting, to, breaches);
        var end = to.Slot + problem.Meetings[meeting].Length;
        foreach (var party in problem.Meetings[meeting].Parties) OfParty(problem, schedule, meeting, to, party, breaches);
        var beside = new List<int>();
        for (var other = 0; other < schedule.Placements.Length; other++)
        {
            if (other == meeting || schedule.Placements[other] is not { } at) continue;
            if (problem.Meetings[other].After.Contains(meeting) && at.Slot < end)
                breaches.Add(new Breach(Rule.Precedence, meeting, other, null, to.Slot));
            if (at.Slot >= end || to.Slot >= at.Slot + problem.Meetings[other].Length) continue;
            beside.Add(other);
            var first = Math.Max(at.Slot, to.Slot);
            foreach (var pair in problem.Apart)
            {
                if (pair.ByPlace)
                {
                    if (TooNear(problem, schedule, pair, meeting, to.Place, other))
                        breaches.Add(new Breach(Rule.Neighbours, meeting, other, pair.First, first, to.Place));
                }
                else if (Opposes(problem, pair, meeting, other))
                {
                    breaches.Add(new Breach(Rule.Apart, meeting, other, pair.First, first));
                }
            }

            if (to.Interpreter is { } interpreter && at.Interpreter == interpreter)
                breaches.Add(new Breach(Rule.InterpreterBusy, meeting, other, null, first) { Interpreter = interpreter });
        }

        if (to.Place < 0 || to.Place >= problem.Places.Count) return breaches;
        var place = problem.Places[to.Place];
        var full = FirstOf(problem, meeting, to, t => Beside(t).Count(m => schedule.Placements[m]!.Value.Place == to.Place) + 1L > (place.Capacity ?? long.MaxValue));
        if (full is { } taken)
            breaches.Add(new Breach(Rule.PlaceTaken, meeting, Beside(taken).First(m => schedule.Placements[m]!.Value.Place == to.Place), null, taken, to.Place));
        if (place.Owner is null && FirstOf(problem, meeting, to, t => Beside(t).Count(IsShared) + 1L > CommonPlaces(problem, t)) is { } crowded)
            breaches.Add(new Breach(Rule.SlotFull, meeting, null, null, crowded));
        return breaches;

        IEnumerable<int> Beside(int slot) => beside.Where(m => Slots(problem, m, schedule.Placements[m]!.Value).Contains(slot));
        bool IsShared(int m) => schedule.Placements[m]!.Value.Place is var l && l >= 0 && l < problem.Places.Count && problem.Places[l].Owner is null;
    }

    /// <summary>
    /// What the schedule would lack after a move and does not lack before: the fairness asked for, between participants and between
    /// groups. Such a move is legal; it makes a schedule that the search would not give.
    /// </summary>
    public static IReadOnlyList<Breach> ShortfallsOfMove(Problem problem, Schedule schedule, int meeting, Placement to)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        if (problem.Fairness is null && problem.GroupFairness is null) return [];
        var before = Shortfalls(problem, schedule).Select(b => b.Rule).ToHashSet();
        return [.. Shortfalls(problem, schedule.With(meeting, to)).Where(b => b.Rule is Rule.Fairness or Rule.GroupBreaks or Rule.GroupServed && !before.Contains(b.Rule))];
    }

    private static void OfParty(Problem problem, Schedule schedule, int meeting, Placement to, int party, List<Breach> breaches)
    {
        var own = Meetings(problem, schedule, party).Where(m => m != meeting).ToList();
        if (own.Count >= (problem.Participants[party].MaxMeetings ?? int.MaxValue))
            breaches.Add(new Breach(Rule.Maximum, meeting, null, party));
        var told = new HashSet<int>();
        foreach (var slot in Slots(problem, meeting, to))
        {
            var clashes = own.FindAll(m => Slots(problem, m, schedule.Placements[m]!.Value).Contains(slot));
            if (clashes.Count >= problem.Participants[party].Delegates)
                breaches.AddRange(clashes.Where(told.Add).Select(m => new Breach(Rule.ParticipantBusy, meeting, m, party, slot)));
        }

        if (!problem.Walks.Any(w => w.Slots > 0)) return;
        foreach (var other in own.Where(m => TooFar(problem, schedule, party, meeting, to, m)))
            breaches.Add(new Breach(Rule.Walk, meeting, other, party, to.Slot, to.Place));
    }
}
