using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling;

/// <summary>
/// Finds for a meeting that is not scheduled the smallest change that makes it possible, beside all meetings that are. Each
/// change is tried: only one for which a schedule was found is named.
/// </summary>
internal static class WhyNot
{
    private const int Patience = 150, LargestExact = 12_000;
    private const long Propagations = 3_000_000;

    // Where it is shown that no schedule leaves out less, more time would not help.
    public static Reason Of(Problem problem, Schedule schedule, int meeting, bool isBest, CancellationToken stop)
    {
        if (stop.IsCancellationRequested) return Plain(problem, meeting, ReasonEnd.NotTried);
        var name = Wording.Meeting(problem, meeting);
        var lacks = Lacks(problem, schedule);
        foreach (var (change, changed) in Changes(problem, schedule, meeting))
        {
            if (stop.IsCancellationRequested) return Plain(problem, meeting, ReasonEnd.NotTried);
            if (isBest && change.Kind is ChangeKind.MoreTime) continue;
            var without = change.OtherMeeting is { } other ? schedule.With(other, null) : schedule;
            if (!CanAdd(changed, without, meeting, lacks, stop)) continue;
            return new Reason(Kind(problem, meeting), meeting, $"{name}: {Wording.Change(problem, meeting, change)}.") { Change = change };
        }

        return Plain(problem, meeting, ReasonEnd.NoneFound);
    }

    private static Reason Plain(Problem problem, int meeting, ReasonEnd end)
    {
        var kind = Kind(problem, meeting);
        var why = kind == ReasonKind.NoSlotAllowed
            ? "no slot suits all of them"
            : "in every slot that suits all, one of them meets somebody else or no place is free";
        var rest = end == ReasonEnd.NotTried
            ? "whether a single change would help was not tried for lack of time"
            : "no single change that helps was found";
        return new Reason(kind, meeting, $"{Wording.Meeting(problem, meeting)}: {why}; {rest}.") { End = end };
    }

    private static ReasonKind Kind(Problem problem, int meeting)
    {
        for (var slot = 0; slot < problem.Slots.Count; slot++)
        {
            if (Suits(problem, meeting, slot)) return ReasonKind.NoSlotFree;
        }

        return ReasonKind.NoSlotAllowed;
    }

    private static bool Suits(Problem problem, int index, int slot)
    {
        var meeting = problem.Meetings[index];
        if (meeting.FixedSlot is { } only && only != slot) return false;
        if (meeting.AllowedSessions is { } sessions && !sessions.Contains(problem.Slots[slot].Session)) return false;
        foreach (var party in meeting.Parties)
        {
            if (problem.Participants[party].Unavailable.Contains(slot)) return false;
        }

        return true;
    }

    private static IEnumerable<(Change Change, Problem Changed)> Changes(Problem problem, Schedule schedule, int index)
    {
        var meeting = problem.Meetings[index];
        yield return (new Change(ChangeKind.MoreTime), problem);
        for (var t = 0; t < problem.Slots.Count; t++)
        {
            if (!Suits(problem, index, t)) continue;
            var onlyHere = Enumerable.Range(0, problem.Slots.Count).Where(other => other != t);
            yield return (new Change(ChangeKind.OneMorePlace, Slot: t),
                problem with { Places = [.. problem.Places, new Place("one more") { Unavailable = [.. onlyHere.Where(other => other < t || other >= t + meeting.Length)], Equipment = meeting.Equipment }] });
            if (meeting.Languages.IsEmpty) continue;
            yield return (new Change(ChangeKind.OneMoreInterpreter, Slot: t), problem with
            {
                Interpreters = [.. problem.Interpreters, new Interpreter { Name = "one more", Languages = meeting.Languages, Unavailable = [.. onlyHere.Where(other => other < t || other >= t + meeting.Length)] }],
            });
        }

        foreach (var party in meeting.Parties)
        {
            var participant = problem.Participants[party];
            if (participant.MaxMeetings is { } most)
                yield return (new Change(ChangeKind.HigherMaximum, party), With(problem, party, participant with { MaxMeetings = most + 1 }));
            foreach (var slot in participant.Unavailable)
            {
                yield return (new Change(ChangeKind.Available, party, slot),
                    With(problem, party, participant with { Unavailable = participant.Unavailable.Remove(slot) }));
            }
        }

        Problem Without(Meeting changed) => problem with { Meetings = [.. problem.Meetings.Select((m, i) => i == index ? changed : m)] };
        if (meeting.AllowedSessions is not null) yield return (new Change(ChangeKind.AnySession), Without(meeting with { AllowedSessions = null }));
        if (meeting.FixedSlot is not null) yield return (new Change(ChangeKind.AnySlot), Without(meeting with { FixedSlot = null }));
        if (meeting.FixedPlace is not null) yield return (new Change(ChangeKind.AnyPlace), Without(meeting with { FixedPlace = null }));
        if (!meeting.Languages.IsEmpty) yield return (new Change(ChangeKind.NoInterpreter), Without(meeting with { Languages = [] }));
        if (!meeting.Equipment.IsEmpty) yield return (new Change(ChangeKind.NoEquipment), Without(meeting with { Equipment = [] }));
        if (meeting.Length > 1) yield return (new Change(ChangeKind.Shorter), Without(meeting with { Length = meeting.Length - 1 }));
        if (!meeting.After.IsEmpty) yield return (new Change(ChangeKind.NoPrecedence), Without(meeting with { After = [] }));
        foreach (var (change, changed) in OfOthers(problem, meeting)) yield return (change, changed);
        var rivals = Enumerable.Range(0, problem.Meetings.Count)
            .Where(m => schedule.Placements[m] is not null && !problem.Meetings[m].Mandatory)
            .Where(m => problem.Meetings[m].Parties.Intersect(meeting.Parties).Any())
            .OrderBy(m => problem.Meetings[m].Priority);
        foreach (var rival in rivals) yield return (new Change(ChangeKind.GiveUp, OtherMeeting: rival), problem);
    }

    // Rules that are not the meeting's own: booths, pairs, ways, fairness.
    private static IEnumerable<(Change Change, Problem Changed)> OfOthers(Problem problem, Meeting meeting)
    {
        foreach (var (l, place) in problem.Places.Index().Where(p => p.Item.Owner is { } owner && meeting.Parties.Contains(owner)))
        {
            foreach (var slot in place.Unavailable)
            {
                yield return (new Change(ChangeKind.OwnPlaceOpen, place.Owner, slot),
                    problem with { Places = [.. problem.Places.Select((p, i) => i == l ? p with { Unavailable = p.Unavailable.Remove(slot) } : p)] });
            }
        }

        foreach (var (a, pair) in problem.Apart.Index().Where(p => meeting.Parties.Contains(p.Item.First) || meeting.Parties.Contains(p.Item.Second)))
            yield return (new Change(ChangeKind.NotApart, pair.First) { OtherParticipant = pair.Second }, problem with { Apart = [.. problem.Apart.Where((_, i) => i != a)] });
        if (problem.Walks.Any(w => w.Slots > 0)) yield return (new Change(ChangeKind.NoWalks), problem with { Walks = [.. problem.Walks.Select(w => w with { Slots = 0 })] });
        if (problem.Fairness is { } most) yield return (new Change(ChangeKind.WiderFairness), problem with { Fairness = most + 1 });
    }

    private static Problem With(Problem problem, int index, Participant changed) =>
        problem with { Participants = [.. problem.Participants.Select((p, i) => i == index ? changed : p)] };

    // What a schedule lacks besides meetings: minima and fairness.
    private static int Lacks(Problem problem, Schedule schedule) => Legality.Shortfalls(problem, schedule).Count(b => b.Rule is not Rule.Mandatory);

    // Whether a meeting goes in while all others stay in, each wherever it likes, and nobody falls below what was kept to.
    private static bool CanAdd(Problem problem, Schedule schedule, int meeting, int lacks, CancellationToken stop)
    {
        bool[] wanted = [.. schedule.Placements.Select((at, m) => at is not null || m == meeting)];
        var equal = problem with
        {
            Meetings = [.. problem.Meetings.Select((m, i) => wanted[i] ? m with { Mandatory = true } : m with { Mandatory = false })],
        };
        var model = new Model(equal);
        var table = Timetable.Of(model, schedule);
        // Who lost its place to the change is inserted again too.
        var waiting = Enumerable.Range(0, wanted.Length).Where(m => wanted[m] && table.SlotOf[m] < 0).ToList();
        var insertion = new Insertion(model, table, new Random(meeting));
        if (!insertion.Insert(waiting, Patience)) return false;
        var found = table.ToSchedule(model);
        if (Legality.Check(problem, found).Count > 0) return false;
        return Lacks(problem, found) <= lacks || CanBeFair(model, stop);
    }

    // Insertion does not look at minima and fairness: where it fell short of them, the exact search is asked.
    private static bool CanBeFair(Model model, CancellationToken stop)
    {
        if ((long)model.Meetings * model.Slots > LargestExact || (model.NeedsSeats && !ScheduleEncoding.CanSeat(model))) return false;
        var domains = new Domains(model, [.. model.Problem.Meetings.Select(m => m.Mandatory)]);
        return domains.Emptied is null && new ExactMember(model, domains, BusyBound.None, focusOnRecent: false).Ask(null, null, Propagations, stop, out _) == Verdict.Satisfiable;
    }
}
