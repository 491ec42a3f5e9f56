using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>A part of a problem that refers to nothing or contradicts itself.</summary>
/// <param name="Field">Where it stands, for instance <c>Meetings[4].Parties</c>.</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record ProblemFault(string Field, string Message);

/// <summary>Finds what is wrong in a problem before it is solved: every fault at once.</summary>
public static partial class ProblemFaults
{
    /// <summary>The most slots over which one participant's breaks are counted together.</summary>
    public const int LongestSession = 64;

    private const int MostDelegates = 10_000;

    /// <summary>Every fault of a problem. A problem without faults can be solved, though it may be infeasible.</summary>
    public static IReadOnlyList<ProblemFault> Of(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var faults = new List<ProblemFault>();
        OfSlots(problem, faults);
        for (var p = 0; p < problem.Participants.Count; p++)
        {
            foreach (var slot in problem.Participants[p].Unavailable.Where(t => t < 0 || t >= problem.Slots.Count))
                faults.Add(new ProblemFault($"Participants[{p}].Unavailable", $"There is no slot {slot}."));
            if (problem.Participants[p].Delegates < 1)
                faults.Add(new ProblemFault($"Participants[{p}].Delegates", "A participant sends at least one person."));
            if (problem.Participants[p].Delegates > MostDelegates)
                faults.Add(new ProblemFault($"Participants[{p}].Delegates", $"A participant sends at most {MostDelegates} people."));
            if (problem.Participants[p].MinMeetings < 0 || problem.Participants[p].MaxMeetings < problem.Participants[p].MinMeetings)
                faults.Add(new ProblemFault($"Participants[{p}].MinMeetings", "The fewest meetings lie between 0 and the most."));
        }

        for (var l = 0; l < problem.Places.Count; l++)
        {
            foreach (var slot in problem.Places[l].Unavailable.Where(t => t < 0 || t >= problem.Slots.Count))
                faults.Add(new ProblemFault($"Places[{l}].Unavailable", $"There is no slot {slot}."));
            if (problem.Places[l].Capacity < 1)
                faults.Add(new ProblemFault($"Places[{l}].Capacity", "A place holds at least one meeting."));
            if (problem.Places[l].Owner is { } owner && (owner < 0 || owner >= problem.Participants.Count))
                faults.Add(new ProblemFault($"Places[{l}].Owner", $"There is no participant {owner}."));
        }

        for (var a = 0; a < problem.Apart.Count; a++)
        {
            var pair = problem.Apart[a];
            foreach (var party in ((int[])[pair.First, pair.Second]).Where(p => p < 0 || p >= problem.Participants.Count))
                faults.Add(new ProblemFault($"Apart[{a}]", $"There is no participant {party}."));
            if (pair.First == pair.Second) faults.Add(new ProblemFault($"Apart[{a}]", "A participant cannot be kept apart from itself."));
        }

        OfResources(problem, faults);
        for (var m = 0; m < problem.Meetings.Count; m++) OfMeeting(problem, m, faults);
        if (problem.Fairness < 0) faults.Add(new ProblemFault("Fairness", "The difference cannot be negative."));
        if (Cycle(problem.Meetings) is { } cycle)
            faults.Add(new ProblemFault("Meetings.After", $"Meetings {string.Join(", ", cycle)} come before each other in a circle."));
        return faults;
    }

    private static void OfSlots(Problem problem, List<ProblemFault> faults)
    {
        if (problem.Slots.Count == 0) faults.Add(new ProblemFault("Slots", "An event needs a slot."));
        var seen = new HashSet<int>();
        for (var t = 0; t < problem.Slots.Count; t++)
        {
            var session = problem.Slots[t].Session;
            if ((t == 0 || problem.Slots[t - 1].Session != session) && !seen.Add(session))
                faults.Add(new ProblemFault($"Slots[{t}].Session", $"The slots of session {session} are not consecutive."));
        }

        var longest = problem.Breaks == BreakRule.AcrossSessions
            ? problem.Slots.Count
            : problem.Slots.GroupBy(s => s.Session).Select(g => g.Count()).DefaultIfEmpty().Max();
        if (longest > LongestSession)
            faults.Add(new ProblemFault("Slots", $"More than {LongestSession} slots in one session are not supported."));
    }

    private static void OfMeeting(Problem problem, int index, List<ProblemFault> faults)
    {
        var meeting = problem.Meetings[index];
        void Wrong(string field, string message) => faults.Add(new ProblemFault($"Meetings[{index}].{field}", message));
        foreach (var party in meeting.Parties.Where(p => p < 0 || p >= problem.Participants.Count))
            Wrong("Parties", $"There is no participant {party}.");
        if (meeting.Parties.Length < 2) Wrong("Parties", "A meeting needs two participants or more.");
        foreach (var twice in meeting.Parties.GroupBy(p => p).Where(g => g.Count() > 1))
            Wrong("Parties", $"Participant {twice.Key} would meet itself.");
        foreach (var before in meeting.After)
        {
            if (before < 0 || before >= problem.Meetings.Count) Wrong("After", $"There is no meeting {before}.");
            else if (before == index) Wrong("After", "The meeting would come before itself.");
        }

        if (meeting.FixedSlot is { } slot && (slot < 0 || slot >= problem.Slots.Count))
            Wrong("FixedSlot", $"There is no slot {slot}.");
        if (meeting.FixedPlace is { } place && (place < 0 || place >= problem.Places.Count))
            Wrong("FixedPlace", $"There is no place {place}.");
        if (meeting.Priority is < 1 or > 5) Wrong("Priority", "A priority lies between 1 and 5.");
        OfNeeds(problem, meeting, Wrong);
    }

    /// <summary>
    /// Sessions that meetings name and the event lacks: a slip of whoever wrote a file. A problem with them can be solved; the
    /// meetings just have no slot there.
    /// </summary>
    internal static IEnumerable<ProblemFault> OfSessions(Problem problem)
    {
        var known = problem.Slots.Select(s => s.Session).ToHashSet();
        return problem.Meetings.Index().SelectMany(m => (m.Item.AllowedSessions ?? []).Where(s => !known.Contains(s)).Select(s => new ProblemFault($"Meetings[{m.Index}].AllowedSessions", $"There is no session {s}.")));
    }

    /// <summary>A circle of precedences, in order; null where there is none.</summary>
    internal static ImmutableArray<int>? Cycle(IReadOnlyList<Meeting> meetings)
    {
        // 0 = not seen, 1 = on the present path, 2 = done. An explicit stack: chains may be long.
        var state = new byte[meetings.Count];
        var path = new Stack<(int Meeting, int Next)>();
        for (var start = 0; start < meetings.Count; start++)
        {
            if (state[start] != 0) continue;
            path.Push((start, 0));
            state[start] = 1;
            while (path.TryPop(out var at))
            {
                if (at.Next == meetings[at.Meeting].After.Length)
                {
                    state[at.Meeting] = 2;
                    continue;
                }

                path.Push((at.Meeting, at.Next + 1));
                var before = meetings[at.Meeting].After[at.Next];
                // What refers to nothing, or to itself, is a fault of another kind.
                if (before < 0 || before >= meetings.Count || before == at.Meeting) continue;
                if (state[before] == 1)
                    return [before, .. path.Select(s => s.Meeting).TakeWhile(m => m != before)];
                if (state[before] != 0) continue;
                state[before] = 1;
                path.Push((before, 0));
            }
        }

        return null;
    }
}
