namespace Paceline.Scheduling;

/// <summary>What would have to be different.</summary>
public enum ChangeKind
{
    /// <summary>Nothing: the search ended before it placed the meeting.</summary>
    MoreTime,

    /// <summary>One more common place in the slot.</summary>
    OneMorePlace,

    /// <summary>The participant is available in the slot.</summary>
    Available,

    /// <summary>The participant can have one meeting more.</summary>
    HigherMaximum,

    /// <summary>The meeting may lie in any session.</summary>
    AnySession,

    /// <summary>The meeting may lie in any slot.</summary>
    AnySlot,

    /// <summary>The meeting may be held at any place.</summary>
    AnyPlace,

    /// <summary>The meeting need not come after others.</summary>
    NoPrecedence,

    /// <summary>Another meeting is given up.</summary>
    GiveUp,

    /// <summary>One more interpreter for the meeting's languages in the slot.</summary>
    OneMoreInterpreter,

    /// <summary>The meeting does without an interpreter.</summary>
    NoInterpreter,

    /// <summary>The meeting does without equipment.</summary>
    NoEquipment,

    /// <summary>The meeting takes one slot less.</summary>
    Shorter,

    /// <summary>The participant's own place is open in the slot.</summary>
    OwnPlaceOpen,

    /// <summary>The participant need not be kept apart from the other one.</summary>
    NotApart,

    /// <summary>The ways between halls take no time.</summary>
    NoWalks,

    /// <summary>The breaks of two participants may differ by one more.</summary>
    WiderFairness,
}

/// <summary>A change to a problem that makes a meeting possible.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Participant">The participant concerned.</param>
/// <param name="Slot">The slot concerned.</param>
/// <param name="OtherMeeting">The meeting that is given up.</param>
/// <param name="OtherParticipant">The participant that need not be kept apart from the first.</param>
public sealed record Change(ChangeKind Kind, int? Participant = null, int? Slot = null, int? OtherMeeting = null, int? OtherParticipant = null);
