using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>What is known about a schedule.</summary>
public enum SolutionStatus
{
    /// <summary>No schedule yet that holds every mandatory meeting and the fairness asked for; neither is it shown that there is none.</summary>
    Searching,

    /// <summary>A schedule by all rules; a better one may exist.</summary>
    Feasible,

    /// <summary>A schedule by all rules, and the proof that none is better by any objective that the problem asks for.</summary>
    Optimal,

    /// <summary>The proof that no schedule holds every mandatory meeting by all rules.</summary>
    Infeasible,
}

/// <summary>How far a search has come.</summary>
/// <param name="Best">The best schedule so far. Nothing in it breaks a rule.</param>
/// <param name="Scheduled">How many meetings it holds.</param>
/// <param name="Breaks">The sum of its participants' breaks.</param>
/// <param name="BreaksBound">No schedule with as many meetings has fewer breaks than this.</param>
/// <param name="Status">What is known about it.</param>
/// <param name="Elapsed">The time since the search began.</param>
/// <param name="Note">What the search does now, for people.</param>
public sealed record Progress(
    Schedule Best, int Scheduled, int Breaks, int BreaksBound, SolutionStatus Status, TimeSpan Elapsed, string? Note);

/// <summary>Why a reason stands.</summary>
public enum ReasonKind
{
    /// <summary>The meeting's own rules leave it no slot.</summary>
    NoSlotAllowed,

    /// <summary>In every slot that the meeting allows, a party meets somebody else or all places are taken.</summary>
    NoSlotFree,

    /// <summary>Rules of the problem that cannot hold together.</summary>
    RulesInConflict,

    /// <summary>The breaks cannot be as even as was asked for, or no such schedule was found.</summary>
    Fairness,

    /// <summary>No schedule was found that is as even between groups as was asked for.</summary>
    GroupFairness,

    /// <summary>No schedule was found in which a participant has its minimum of meetings.</summary>
    Minimum,
}

/// <summary>How the search for a change that would help ended.</summary>
public enum ReasonEnd
{
    /// <summary>A change was found, or the reason is of another kind.</summary>
    Told,

    /// <summary>Changes were tried, and none of them alone helps.</summary>
    NoneFound,

    /// <summary>There was no time to try.</summary>
    NotTried,
}

/// <summary>Why a meeting is not scheduled, or why a problem has no solution.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Meeting">The meeting; null where the reason is about the whole problem.</param>
/// <param name="Text">The reason in words that name participants and slots.</param>
public sealed record Reason(ReasonKind Kind, int? Meeting, string Text)
{
    /// <summary>A smallest change found that would make the meeting possible beside all others; null where none was found.</summary>
    public Change? Change { get; init; }

    /// <summary>How the search for a change ended; with the kind, the change and the premises it says all that the text does.</summary>
    public ReasonEnd End { get; init; }

    /// <summary>The participant that the reason is about; null where it is about a meeting or the whole problem.</summary>
    public int? Participant { get; init; }

    /// <summary>
    /// Rules of the problem that cannot hold together, none of which can be spared, unless <see cref="End"/> says that there was no
    /// time to try; empty for other reasons.
    /// </summary>
    public ImmutableArray<Premise> Premises { get; init; } = [];
}

/// <summary>The end of a search.</summary>
/// <param name="Schedule">The best schedule found; null where none exists. Nothing in it breaks a rule.</param>
/// <param name="Status">What is known about it.</param>
/// <param name="Scheduled">How many meetings it holds.</param>
/// <param name="Breaks">The sum of its participants' breaks.</param>
/// <param name="BreaksBound">No schedule with as many meetings has fewer breaks than this.</param>
/// <param name="FairnessSpread">The largest difference between the breaks of two participants.</param>
/// <param name="Elapsed">How long the search took.</param>
/// <param name="Reasons">Why meetings are not scheduled, or why nothing can be.</param>
public sealed record Solution(
    Schedule? Schedule,
    SolutionStatus Status,
    int Scheduled,
    int Breaks,
    int BreaksBound,
    int FairnessSpread,
    TimeSpan Elapsed,
    ImmutableArray<Reason> Reasons)
{
    /// <summary>The sum of the priorities of the meetings that are not mandatory and not scheduled.</summary>
    public int PriorityLost { get; init; }

    /// <summary>No solution loses less priority than this.</summary>
    public int PriorityLostBound { get; init; }

    /// <summary>All objectives in their order, each for the best by those before it; empty where there is no solution.</summary>
    public ImmutableArray<Objective> Objectives { get; init; } = [];
}

/// <summary>What a schedule is judged by, the most important first.</summary>
public enum ObjectiveKind
{
    /// <summary>The sum of the priorities of the meetings left out, of those that are not mandatory.</summary>
    Priority,

    /// <summary>The sum of breaks.</summary>
    Breaks,

    /// <summary>The largest difference between the breaks of two participants.</summary>
    Evenness,

    /// <summary>Changes of place, summed over participants of one delegate.</summary>
    PlaceChanges,

    /// <summary>Metres walked from meeting to meeting, summed likewise.</summary>
    Walking,
}

/// <summary>How good a schedule is by one objective. Less is better.</summary>
/// <param name="Kind">The objective.</param>
/// <param name="Value">What the schedule has.</param>
/// <param name="Bound">No schedule that is the best by all objectives before has less.</param>
/// <param name="IsSought">Whether the problem asks for it; else it is only told.</param>
/// <param name="IsProven">Whether it is shown that no schedule is better by this objective and all before.</param>
public sealed record Objective(ObjectiveKind Kind, long Value, long Bound, bool IsSought, bool IsProven);

/// <summary>How to search.</summary>
public sealed record SolverOptions
{
    /// <summary>How long to search at most; the search ends sooner with a proof.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to search at most for what comes after few breaks, once these are proven the fewest; null for the rest of the budget.</summary>
    public TimeSpan? FurtherBudget { get; init; }

    /// <summary>
    /// How many slices of work to do at most, each some hundredths of a second long; null for no limit but the time. On one
    /// thread the same input, seed and number of steps give the same schedule wherever they run.
    /// </summary>
    public long? Steps { get; init; }

    /// <summary>Where the random choices begin. The same seed gives the same choices.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many threads to use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>A schedule to begin with. What breaks a rule in it is left out.</summary>
    public Schedule? Start { get; init; }
}
