namespace Paceline.Scheduling;

/// <summary>The kinds of rules that the user of a problem sets.</summary>
public enum PremiseKind
{
    /// <summary>The meeting is mandatory.</summary>
    Mandatory,

    /// <summary>The participant has at least its minimum of meetings.</summary>
    Minimum,

    /// <summary>The participant has at most its maximum of meetings.</summary>
    Maximum,

    /// <summary>The participant is not available in some slots.</summary>
    Unavailable,

    /// <summary>The meeting's sessions.</summary>
    Session,

    /// <summary>The meeting's fixed slot.</summary>
    FixedSlot,

    /// <summary>The meeting's fixed place.</summary>
    FixedPlace,

    /// <summary>The meeting comes after others.</summary>
    After,

    /// <summary>There are only so many places.</summary>
    Places,

    /// <summary>Two participants are kept apart.</summary>
    Apart,

    /// <summary>Breaks are even.</summary>
    Fairness,

    /// <summary>The meeting takes several slots.</summary>
    Length,

    /// <summary>The meeting's equipment.</summary>
    Equipment,

    /// <summary>The meeting needs an interpreter, of whom there are only so many.</summary>
    Interpreter,

    /// <summary>The ways between halls take their time.</summary>
    Walks,

    /// <summary>The breaks of groups of participants are even.</summary>
    GroupBreaks,

    /// <summary>The shares of scheduled requests of groups are even.</summary>
    GroupServed,

    /// <summary>The participant keeps places of its own, which are open in some slots.</summary>
    OwnPlaces,
}

/// <summary>A rule of the problem.</summary>
/// <param name="Kind">The kind of rule.</param>
/// <param name="Meeting">The meeting that it is about.</param>
/// <param name="Participant">The participant that it is about.</param>
/// <param name="Pair">The pair of <see cref="Problem.Apart"/> that it is about.</param>
public sealed record Premise(PremiseKind Kind, int? Meeting = null, int? Participant = null, int? Pair = null);
