using System.Globalization;

namespace Paceline.Scheduling;

/// <summary>Names things of a problem for people.</summary>
internal static class Wording
{
    public static string Slot(Problem problem, int slot) =>
        problem.Slots[slot].Name is { Length: > 0 } name ? name : $"slot {(slot + 1).ToString(CultureInfo.InvariantCulture)}";

    public static string Meeting(Problem problem, int meeting) =>
        string.Join(" with ", problem.Meetings[meeting].Parties.Select(p => problem.Participants[p].Name));

    public static string Slots(Problem problem, IEnumerable<int> slots) => string.Join(", ", slots.Select(t => Slot(problem, t)));

    public static string Change(Problem problem, int meeting, Change change) => change.Kind switch
    {
        ChangeKind.MoreTime => "possible; the search ended before",
        ChangeKind.OneMorePlace => $"possible with one more place in {Slot(problem, change.Slot!.Value)}",
        ChangeKind.Available => $"possible if {problem.Participants[change.Participant!.Value].Name} were available in {Slot(problem, change.Slot!.Value)}",
        ChangeKind.HigherMaximum => string.Create(CultureInfo.InvariantCulture,
            $"possible if {problem.Participants[change.Participant!.Value].Name} could have {problem.Participants[change.Participant.Value].MaxMeetings + 1} meetings"),
        ChangeKind.AnySession => "possible in another session",
        ChangeKind.AnySlot => $"possible in another slot than {Slot(problem, problem.Meetings[meeting].FixedSlot!.Value)}",
        ChangeKind.AnyPlace => $"possible at another place than {problem.Places[problem.Meetings[meeting].FixedPlace!.Value].Name}",
        ChangeKind.NoPrecedence => "possible if it need not come after other meetings",
        ChangeKind.GiveUp => $"possible if {Meeting(problem, change.OtherMeeting!.Value)} is given up",
        ChangeKind.OneMoreInterpreter => $"possible with one more interpreter between {string.Join(" and ", problem.Meetings[meeting].Languages)} in {Slot(problem, change.Slot!.Value)}",
        ChangeKind.NoInterpreter => "possible without an interpreter",
        ChangeKind.NoEquipment => $"possible without {string.Join(" and ", problem.Meetings[meeting].Equipment)}",
        ChangeKind.Shorter => string.Create(CultureInfo.InvariantCulture, $"possible if it took {problem.Meetings[meeting].Length - 1} slots"),
        ChangeKind.OwnPlaceOpen => $"possible if the place of {problem.Participants[change.Participant!.Value].Name} were open in {Slot(problem, change.Slot!.Value)}",
        ChangeKind.NotApart => $"possible if {problem.Participants[change.Participant!.Value].Name} and {problem.Participants[change.OtherParticipant!.Value].Name} need not be kept apart",
        ChangeKind.NoWalks => "possible if the ways between halls took no time",
        ChangeKind.WiderFairness => string.Create(CultureInfo.InvariantCulture, $"possible if the breaks of two participants could differ by {problem.Fairness + 1}"),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, null),
    };
}
