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

    /// <summary>A meeting ends in the session in which it begins.</summary>
    SessionEnds,

    /// <summary>A place has the equipment that its meetings need.</summary>
    Equipment,

    /// <summary>A meeting that needs an interpreter has one, and no other meeting has.</summary>
    InterpreterMissing,

    /// <summary>The interpreter exists and works between the languages of the meeting.</summary>
    InterpreterLanguages,

    /// <summary>An interpreter is at no meeting while away.</summary>
    InterpreterUnavailable,

    /// <summary>An interpreter is at one meeting at a time.</summary>
    InterpreterBusy,

    /// <summary>Between two meetings of a participant in two halls lie as many slots as the way takes.</summary>
    Walk,

    /// <summary>Two participants that are kept apart by place do not meet others at neighbouring places in one slot.</summary>
    Neighbours,

    /// <summary>The breaks per participant of two groups differ by no more than was asked for.</summary>
    GroupBreaks,

    /// <summary>The shares of scheduled requests of two groups differ by no more than was asked for.</summary>
    GroupServed,
}

/// <summary>A rule that a schedule breaks.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Meeting">The meeting that breaks it; -1 where the rule is about no single meeting.</param>
/// <param name="OtherMeeting">The meeting that it stands against.</param>
/// <param name="Participant">The participant concerned.</param>
/// <param name="Slot">The slot concerned.</param>
/// <param name="Place">The place concerned.</param>
public sealed record Breach(
    Rule Rule, int Meeting, int? OtherMeeting = null, int? Participant = null, int? Slot = null, int? Place = null)
{
    /// <summary>The interpreter concerned.</summary>
    public int? Interpreter { get; init; }
}
