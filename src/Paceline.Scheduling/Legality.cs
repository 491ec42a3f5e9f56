namespace Paceline.Scheduling;

/// <summary>The rules of a schedule.</summary>
public enum Rule
{
    /// <summary>The slot exists.</summary>
    SlotExists,

    /// <summary>The place exists.</summary>
    PlaceExists,

    /// <summary>A participant is in no more meetings at a time than it has delegates.</summary>
    ParticipantBusy,

    /// <summary>A slot holds no more meetings than there are places.</summary>
    SlotFull,

    /// <summary>A place holds no more meetings at once than it has room for.</summary>
    PlaceTaken,

    /// <summary>A participant that keeps a place meets there, and nobody else does.</summary>
    PlaceOwner,

    /// <summary>A participant meets nobody while it is unavailable.</summary>
    Unavailable,

    /// <summary>A meeting lies in a session that it allows.</summary>
    WrongSession,

    /// <summary>A meeting lies later than the meetings that it comes after.</summary>
    Precedence,

    /// <summary>A meeting with a fixed slot lies in it.</summary>
    FixedSlot,

    /// <summary>A meeting with a fixed place is held there.</summary>
    FixedPlace,

    /// <summary>A place is not used while it is unavailable.</summary>
    PlaceUnavailable,

    /// <summary>Two participants that are kept apart are not in different meetings of one slot.</summary>
    Apart,

    /// <summary>A participant has no more meetings than its maximum.</summary>
    Maximum,

    /// <summary>A participant has no fewer meetings than its minimum.</summary>
    Minimum,

    /// <summary>A mandatory meeting is scheduled.</summary>
    Mandatory,

    /// <summary>The breaks of two participants differ by no more than was asked for.</summary>
    Fairness,
}

/// <summary>A rule that a schedule breaks.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Meeting">The meeting that breaks it; -1 where the rule is about no single meeting.</param>
/// <param name="OtherMeeting">The meeting that it stands against.</param>
/// <param name="Participant">The participant concerned.</param>
/// <param name="Slot">The slot concerned.</param>
/// <param name="Place">The place concerned.</param>
public sealed record Breach(
    Rule Rule, int Meeting, int? OtherMeeting = null, int? Participant = null, int? Slot = null, int? Place = null);

/// <summary>
/// Checks schedules against the rules of their problem. Shares nothing with the search but the problem's record, so that
/// an error there cannot hide here.
/// </summary>
public static class Legality
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
        for (var meeting = 0; meeting < schedule.Placements.Length; meeting++)
        {
            if (schedule.Placements[meeting] is not { } at) continue;
            OwnRules(problem, schedule, meeting, at, breaches);
            if (at.Slot >= 0 && at.Slot < problem.Slots.Count) (atSlot[at.Slot] ??= []).Add(meeting);
        }

        Totals(problem, schedule, breaches);
        foreach (var together in atSlot)
        {
            if (together is null) continue;
            foreach (var pair in problem.Apart)
            {
                var own = together.FindAll(m => Concerns(problem.Meetings[m], pair));
                breaches.AddRange(own.Skip(1).Select(m => new Breach(Rule.Apart, m, own[0], pair.First, schedule.Placements[m]!.Value.Slot)));
            }

            var holder = new Dictionary<int, (int Count, int First)>();
            var held = new Dictionary<int, (int Count, int First)>();
            var shared = 0;
            foreach (var meeting in together)
            {
                var at = schedule.Placements[meeting]!.Value;
                foreach (var party in problem.Meetings[meeting].Parties)
                {
                    var (taken, other) = holder.GetValueOrDefault(party, (0, meeting));
                    holder[party] = (taken + 1, other);
                    if (taken + 1 > problem.Participants[party].Delegates)
                        breaches.Add(new Breach(Rule.ParticipantBusy, meeting, other, party, at.Slot));
                }

                if (at.Place < 0 || at.Place >= problem.Places.Count) continue;
                var (count, first) = held.GetValueOrDefault(at.Place, (0, meeting));
                held[at.Place] = (count + 1, first);
                if (count + 1 > (problem.Places[at.Place].Capacity ?? int.MaxValue))
                    breaches.Add(new Breach(Rule.PlaceTaken, meeting, first, null, at.Slot, at.Place));
                if (problem.Places[at.Place].Owner is null && ++shared > CommonPlaces(problem, at.Slot))
                    breaches.Add(new Breach(Rule.SlotFull, meeting, null, null, at.Slot));
            }
        }

        return breaches;
    }

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
        var place = to.Place >= 0 && to.Place < problem.Places.Count ? problem.Places[to.Place] : null;
        int shared = 0, held = 0, first = -1;
        var parties = problem.Meetings[meeting].Parties;
        foreach (var party in parties)
        {
            var most = problem.Participants[party].MaxMeetings ?? int.MaxValue;
            if (Meetings(problem, schedule, party).Count(m => m != meeting) >= most)
                breaches.Add(new Breach(Rule.Maximum, meeting, null, party));
            var clashes = Meetings(problem, schedule, party).Where(m => m != meeting && schedule.Placements[m]!.Value.Slot == to.Slot).ToList();
            if (clashes.Count >= problem.Participants[party].Delegates)
                breaches.AddRange(clashes.Select(m => new Breach(Rule.ParticipantBusy, meeting, m, party, to.Slot)));
        }

        for (var other = 0; other < schedule.Placements.Length; other++)
        {
            if (other == meeting || schedule.Placements[other] is not { } at) continue;
            if (problem.Meetings[other].After.Contains(meeting) && at.Slot <= to.Slot)
                breaches.Add(new Breach(Rule.Precedence, meeting, other, null, to.Slot));
            if (at.Slot != to.Slot) continue;
            foreach (var pair in problem.Apart)
            {
                if (Concerns(problem.Meetings[meeting], pair) && Concerns(problem.Meetings[other], pair))
                    breaches.Add(new Breach(Rule.Apart, meeting, other, pair.First, to.Slot));
            }

            if (at.Place >= 0 && at.Place < problem.Places.Count && problem.Places[at.Place].Owner is null) shared++;
            if (at.Place == to.Place && held++ == 0) first = other;
        }

        if (place is null) return breaches;
        if (held + 1 > (place.Capacity ?? int.MaxValue))
            breaches.Add(new Breach(Rule.PlaceTaken, meeting, first, null, to.Slot, to.Place));
        if (place.Owner is null && shared + 1 > CommonPlaces(problem, to.Slot))
            breaches.Add(new Breach(Rule.SlotFull, meeting, null, null, to.Slot));
        return breaches;
    }

    /// <summary>What a legal schedule still lacks to be a solution: mandatory meetings, and the fairness asked for.</summary>
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

        if (problem.Fairness is not { } most) return breaches;
        var breaks = ScheduleMeasures.BreaksByParticipant(problem, schedule);
        if (breaks.Length > 0 && breaks.Max() - breaks.Min() > most)
        {
            var worst = breaks.IndexOf(breaks.Max());
            breaches.Add(new Breach(Rule.Fairness, -1, null, worst));
        }

        return breaches;
    }

    private static void OwnRules(Problem problem, Schedule schedule, int index, Placement at, List<Breach> breaches)
    {
        var meeting = problem.Meetings[index];
        if (at.Slot < 0 || at.Slot >= problem.Slots.Count)
        {
            breaches.Add(new Breach(Rule.SlotExists, index, null, null, at.Slot));
            return;
        }

        if (at.Place < 0 || at.Place >= problem.Places.Count)
            breaches.Add(new Breach(Rule.PlaceExists, index, null, null, at.Slot, at.Place));
        else
            PlaceRules(problem, index, at, breaches);
        if (meeting.AllowedSessions is { } sessions && !sessions.Contains(problem.Slots[at.Slot].Session))
            breaches.Add(new Breach(Rule.WrongSession, index, null, null, at.Slot));
        if (meeting.FixedSlot is { } slot && slot != at.Slot)
            breaches.Add(new Breach(Rule.FixedSlot, index, null, null, at.Slot));
        if (meeting.FixedPlace is { } place && place != at.Place)
            breaches.Add(new Breach(Rule.FixedPlace, index, null, null, at.Slot, at.Place));
        foreach (var party in meeting.Parties)
        {
            if (problem.Participants[party].Unavailable.Contains(at.Slot))
                breaches.Add(new Breach(Rule.Unavailable, index, null, party, at.Slot));
        }

        foreach (var before in meeting.After)
        {
            if (schedule.Placements[before] is { } earlier && earlier.Slot >= at.Slot)
                breaches.Add(new Breach(Rule.Precedence, index, before, null, at.Slot));
        }
    }

    private static bool Concerns(Meeting meeting, Apart pair) =>
        meeting.Parties.Contains(pair.First) || meeting.Parties.Contains(pair.Second);

    private static void Totals(Problem problem, Schedule schedule, List<Breach> breaches)
    {
        for (var p = 0; p < problem.Participants.Count; p++)
        {
            if (problem.Participants[p].MaxMeetings is not { } most) continue;
            breaches.AddRange(Meetings(problem, schedule, p).Skip(most).Select(m => new Breach(Rule.Maximum, m, null, p)));
        }
    }

    private static IEnumerable<int> Meetings(Problem problem, Schedule schedule, int participant) =>
        Enumerable.Range(0, problem.Meetings.Count)
            .Where(m => schedule.Placements[m] is not null && problem.Meetings[m].Parties.Contains(participant));

    private static void PlaceRules(Problem problem, int index, Placement at, List<Breach> breaches)
    {
        var parties = problem.Meetings[index].Parties;
        if (problem.Places[at.Place].Unavailable.Contains(at.Slot))
            breaches.Add(new Breach(Rule.PlaceUnavailable, index, null, null, at.Slot, at.Place));
        if (problem.Places[at.Place].Owner is { } owner)
        {
            if (!parties.Contains(owner))
                breaches.Add(new Breach(Rule.PlaceOwner, index, null, owner, at.Slot, at.Place));
            return;
        }

        // Whoever keeps a place is found there: a meeting with an owner is not held at a common table.
        foreach (var place in problem.Places)
        {
            if (place.Owner is not { } keeper || !parties.Contains(keeper)) continue;
            breaches.Add(new Breach(Rule.PlaceOwner, index, null, keeper, at.Slot, at.Place));
            return;
        }
    }

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
