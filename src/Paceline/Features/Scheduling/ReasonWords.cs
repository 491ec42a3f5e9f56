using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Paceline.Domain;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>
/// Says why the search left a meeting out or found no schedule at all, in sentences that are translated when they are read:
/// the search runs without any reader, so sentences are kept with their arguments.
/// </summary>
public static class ReasonWords
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is kept of reasons.</summary>
    public static string Stored(Engine.Problem problem, IEnumerable<Engine.Reason> reasons) =>
        JsonSerializer.Serialize(reasons.SelectMany(r => Of(problem, r)).Select(r => new { r.Sentence, r.Arguments }), Readable);

    /// <summary>The sentences of what was kept; null for a text of another kind.</summary>
    public static IReadOnlyList<Refusal>? Read(string? stored)
    {
        if (stored is null || !stored.StartsWith("[{", StringComparison.Ordinal)) return null;
        using var document = JsonDocument.Parse(stored);
        return [.. document.RootElement.EnumerateArray().Select(s => new Refusal(s.GetProperty("Sentence").GetString()!,
            [.. s.GetProperty("Arguments").EnumerateArray().Select(a => a.ValueKind == JsonValueKind.Number ? (object)a.GetInt32() : a.GetString()!)]))];
    }

    /// <summary>The sentences of one reason.</summary>
    public static IReadOnlyList<Refusal> Of(Engine.Problem problem, Engine.Reason reason)
    {
        if (reason is { Change: { } change, Meeting: { } meeting }) return [Change(problem, meeting, change)];
        var said = new List<Refusal>
        {
            reason.Kind switch
            {
                Engine.ReasonKind.NoSlotAllowed => new Refusal("No slot suits both."),
                Engine.ReasonKind.NoSlotFree => new Refusal("In every slot that suits both, one of them meets somebody else or no table is free."),
                Engine.ReasonKind.RulesInConflict when reason.Premises.IsEmpty => new Refusal("The rules cannot all hold; which of them stand against each other was not found in time."),
                Engine.ReasonKind.RulesInConflict => new Refusal("These cannot all hold."),
                Engine.ReasonKind.Minimum => new Refusal("No schedule was found in which {0} has at least {1} meetings.", Name(problem, reason.Participant!.Value), problem.Participants[reason.Participant.Value].MinMeetings),
                _ => new Refusal("No schedule with breaks as even as asked for was found."),
            },
        };
        said.AddRange(reason.Premises.Select(p => Premise(problem, p)));
        if (reason.Meeting is not null && reason.End is Engine.ReasonEnd.NoneFound) said.Add(new Refusal("No single change that helps was found."));
        if (reason.Meeting is not null && reason.End is Engine.ReasonEnd.NotTried) said.Add(new Refusal("There was no time to try whether a single change would help."));
        return said;
    }

    private static Refusal Change(Engine.Problem problem, int meeting, Engine.Change change) => change.Kind switch
    {
        Engine.ChangeKind.MoreTime => new Refusal("It is possible; the search ended before."),
        Engine.ChangeKind.OneMorePlace => new Refusal("Possible with one more table at {0}.", problem.Slots[change.Slot!.Value].Name),
        Engine.ChangeKind.Available => new Refusal("Possible if {0} were available at {1}.", Name(problem, change.Participant!.Value), problem.Slots[change.Slot!.Value].Name),
        Engine.ChangeKind.HigherMaximum => new Refusal("Possible if {0} could have {1} meetings.", Name(problem, change.Participant!.Value), problem.Participants[change.Participant.Value].MaxMeetings!.Value + 1),
        Engine.ChangeKind.AnySession => new Refusal("Possible in another session."),
        Engine.ChangeKind.AnySlot => new Refusal("Possible at another time than {0}.", problem.Slots[problem.Meetings[meeting].FixedSlot!.Value].Name),
        Engine.ChangeKind.AnyPlace => new Refusal("Possible at another table."),
        Engine.ChangeKind.NoPrecedence => new Refusal("Possible if it need not come after other meetings."),
        Engine.ChangeKind.GiveUp => new Refusal("Possible if {0} with {1} is given up.", Party(problem, change.OtherMeeting!.Value, 0), Party(problem, change.OtherMeeting.Value, 1)),
        Engine.ChangeKind.OneMoreInterpreter => new Refusal("Possible with one more interpreter at {0}.", problem.Slots[change.Slot!.Value].Name),
        Engine.ChangeKind.NoInterpreter => new Refusal("Possible without an interpreter."),
        Engine.ChangeKind.NoEquipment => new Refusal("Possible without the equipment."),
        Engine.ChangeKind.Shorter => new Refusal("Possible if it took {0} slots.", problem.Meetings[meeting].Length - 1),
        Engine.ChangeKind.OwnPlaceOpen => new Refusal("Possible if the table of {0} were open at {1}.", Name(problem, change.Participant!.Value), problem.Slots[change.Slot!.Value].Name),
        Engine.ChangeKind.NotApart => new Refusal("Possible if {0} and {1} need not be kept apart.", Name(problem, change.Participant!.Value), Name(problem, change.OtherParticipant!.Value)),
        Engine.ChangeKind.NoWalks => new Refusal("Possible if the ways between halls took no time."),
        Engine.ChangeKind.WiderFairness => new Refusal("Possible if the breaks of two participants could differ by {0}.", problem.Fairness!.Value + 1),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, null),
    };

    private static Refusal Premise(Engine.Problem problem, Engine.Premise premise)
    {
        var (first, second) = premise.Meeting is { } m ? (Party(problem, m, 0), Party(problem, m, 1)) : ("", "");
        var meeting = premise.Meeting is { } index ? problem.Meetings[index] : null;
        var participant = premise.Participant is { } p ? problem.Participants[p] : null;
        var name = premise.Participant is { } who ? Name(problem, who) : "";
        return premise.Kind switch
        {
            Engine.PremiseKind.Mandatory => new Refusal("{0} meets {1}.", first, second),
            Engine.PremiseKind.Minimum => new Refusal("{0} has at least {1} meetings.", name, participant!.MinMeetings),
            Engine.PremiseKind.Maximum => new Refusal("{0} has at most {1} meetings.", name, participant!.MaxMeetings!.Value),
            Engine.PremiseKind.Unavailable => new Refusal("{0} is not available at {1}.", name, string.Join(", ", participant!.Unavailable.Select(t => problem.Slots[t].Name))),
            Engine.PremiseKind.Session => new Refusal("{0} meets {1} in session {2}.", first, second, string.Join(", ", meeting!.AllowedSessions!.Value.Select(s => (s + 1).ToString(CultureInfo.InvariantCulture)))),
            Engine.PremiseKind.FixedSlot => new Refusal("{0} meets {1} at {2}.", first, second, problem.Slots[meeting!.FixedSlot!.Value].Name),
            Engine.PremiseKind.FixedPlace => new Refusal("{0} meets {1} at table {2}.", first, second, meeting!.FixedPlace!.Value + 1),
            Engine.PremiseKind.After => new Refusal("{0} meets {1} after other meetings.", first, second),
            Engine.PremiseKind.Places => new Refusal("There are only {0} tables.", problem.Places.Count),
            Engine.PremiseKind.Apart => new Refusal("{0} and {1} are kept apart.", Name(problem, problem.Apart[premise.Pair!.Value].First), Name(problem, problem.Apart[premise.Pair.Value].Second)),
            Engine.PremiseKind.Fairness => new Refusal("Nobody has more than {0} breaks more than somebody else.", problem.Fairness!.Value),
            Engine.PremiseKind.Length => new Refusal("{0} meets {1} for {2} slots.", first, second, meeting!.Length),
            Engine.PremiseKind.Equipment => new Refusal("{0} meets {1} where there is {2}.", first, second, string.Join(", ", meeting!.Equipment)),
            Engine.PremiseKind.Interpreter => new Refusal("{0} meets {1} with an interpreter.", first, second),
            Engine.PremiseKind.OwnPlaces => new Refusal("{0} has a table of its own.", name),
            Engine.PremiseKind.Walks => new Refusal("The ways between halls take their time."),
            Engine.PremiseKind.GroupBreaks or Engine.PremiseKind.GroupServed => new Refusal("No cluster is worse off than another beyond the bound."),
            _ => throw new ArgumentOutOfRangeException(nameof(premise), premise.Kind, null),
        };
    }

    private static string Name(Engine.Problem problem, int participant) => BreachWords.Shortened(problem.Participants[participant].Name);

    private static string Party(Engine.Problem problem, int meeting, int index) => Name(problem, problem.Meetings[meeting].Parties[index]);
}
