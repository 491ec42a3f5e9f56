using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>Somebody who interprets at meetings, at one at a time.</summary>
public sealed record Interpreter
{
    /// <summary>How people call the interpreter.</summary>
    public required string Name { get; init; }

    /// <summary>The languages between which the interpreter works, for instance "fr"; compared letter by letter.</summary>
    public ImmutableArray<string> Languages { get; init; } = [];

    /// <summary>The slots in which the interpreter is away or has a break.</summary>
    public ImmutableArray<int> Unavailable { get; init; } = [];
}

/// <summary>The way between two halls, both ways. Halls without one are next door.</summary>
/// <param name="First">Number of the one hall.</param>
/// <param name="Second">Number of the other.</param>
/// <param name="Slots">
/// How many slots must lie free between two meetings of one participant in the two halls within one session: 0 where the
/// walk fits between two slots. A participant with several delegates is not held to it, since nobody knows who goes.
/// </param>
/// <param name="Metres">How far it is, in metres.</param>
public sealed record Walk(int First, int Second, int Slots, int Metres);

/// <summary>How much worse off the participants of one group (a cluster) may be than those of another.</summary>
public sealed record GroupFairness
{
    /// <summary>
    /// The most by which the breaks per participant of two groups may differ, in hundredths of a break; null where it does
    /// not matter. Participants without meetings count.
    /// </summary>
    public int? Breaks { get; init; }

    /// <summary>
    /// The most by which the shares of requests that are scheduled may differ between two groups, in percentage points;
    /// null where it does not matter. A meeting is one request of each of its parties.
    /// </summary>
    public int? Served { get; init; }
}

/// <summary>What a search looks for after most priority, then fewest breaks, in this order.</summary>
[Flags]
public enum Aims
{
    /// <summary>Nothing more, as in the published problem.</summary>
    None = 0,

    /// <summary>The least spread of breaks, where <see cref="Problem.Fairness"/> asks for no hard bound.</summary>
    Evenness = 1,

    /// <summary>The fewest changes of place.</summary>
    PlaceChanges = 2,

    /// <summary>The fewest metres walked.</summary>
    Walking = 4,

    /// <summary>All of them.</summary>
    All = Evenness | PlaceChanges | Walking,
}
