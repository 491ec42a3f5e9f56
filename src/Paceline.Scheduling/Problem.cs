using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>A time slot of an event. Slots are given in order of time; those with the same session are consecutive.</summary>
/// <param name="Session">The session that the slot belongs to, from 0.</param>
/// <param name="Name">How people call the slot, for instance "09:20".</param>
public sealed record Slot(int Session, string Name = "");

/// <summary>Where meetings are held.</summary>
/// <param name="Name">How people call the place, for instance "Table 4".</param>
public sealed record Place(string Name)
{
    /// <summary>How many meetings the place holds at once; null for no limit, as on-line.</summary>
    public int? Capacity { get; init; } = 1;

    /// <summary>The slots in which the place cannot be used.</summary>
    public ImmutableArray<int> Unavailable { get; init; } = [];

    /// <summary>The participant that keeps the place for itself; null for a place that all share.</summary>
    public int? Owner { get; init; }

    /// <summary>What the place has, for instance "screen"; compared letter by letter.</summary>
    public ImmutableArray<string> Equipment { get; init; } = [];

    /// <summary>The places beside it, by index. Who is named by one of two is beside the other.</summary>
    public ImmutableArray<int> Neighbours { get; init; } = [];

    /// <summary>Number of the hall in which the place is; <see cref="Problem.Walks"/> says how far halls are apart.</summary>
    public int Hall { get; init; }

    /// <summary>Where the place is in its hall, in metres from a corner; the way between two is along both axes.</summary>
    public int X { get; init; }

    /// <summary>Where the place is in its hall along the other axis, in metres.</summary>
    public int Y { get; init; }
}

/// <summary>Somebody who meets others: a person, or a company with its delegates.</summary>
public sealed record Participant
{
    /// <summary>How people call the participant.</summary>
    public required string Name { get; init; }

    /// <summary>The slots in which the participant cannot meet anybody.</summary>
    public ImmutableArray<int> Unavailable { get; init; } = [];

    /// <summary>How many people the participant sends: as many meetings it can have at once. It is idle where it has none.</summary>
    public int Delegates { get; init; } = 1;

    /// <summary>The fewest meetings that a solution gives the participant.</summary>
    public int MinMeetings { get; init; }

    /// <summary>The most meetings that the participant can have; null for no limit.</summary>
    public int? MaxMeetings { get; init; }

    /// <summary>The group, for instance a cluster, whose participants are to fare no worse than others; null for none.</summary>
    public string? Group { get; init; }
}

/// <summary>A wanted meeting of two or more participants.</summary>
public sealed record Meeting
{
    /// <summary>The participants that meet, as indices; two or more, all different.</summary>
    public required ImmutableArray<int> Parties { get; init; }

    /// <summary>The sessions in which the meeting may lie; null for any.</summary>
    public ImmutableArray<int>? AllowedSessions { get; init; }

    /// <summary>The one slot in which the meeting may lie.</summary>
    public int? FixedSlot { get; init; }

    /// <summary>The one place at which the meeting may be held.</summary>
    public int? FixedPlace { get; init; }

    /// <summary>Meetings that must lie in an earlier slot than this one, where both are scheduled.</summary>
    public ImmutableArray<int> After { get; init; } = [];

    /// <summary>How much the meeting is wanted, from 1 to 5.</summary>
    public int Priority { get; init; } = 3;

    /// <summary>Whether a schedule without the meeting is no solution.</summary>
    public bool Mandatory { get; init; }

    /// <summary>How many consecutive slots of one session the meeting takes. Its slot is the first of them.</summary>
    public int Length { get; init; } = 1;

    /// <summary>What the place must have. A place that a party keeps is held to it too.</summary>
    public ImmutableArray<string> Equipment { get; init; } = [];

    /// <summary>The languages between which an interpreter is needed; empty where none is.</summary>
    public ImmutableArray<string> Languages { get; init; } = [];
}

/// <summary>Two participants, competitors for instance, that are never in meetings of the same slot, unless it is one meeting.</summary>
/// <param name="First">Index of the one participant.</param>
/// <param name="Second">Index of the other.</param>
public sealed record Apart(int First, int Second)
{
    /// <summary>
    /// Whether the two may be in meetings of the same slot, but not at neighbouring places, nor at one place that holds several
    /// meetings at once.
    /// </summary>
    public bool ByPlace { get; init; }
}

/// <summary>What counts as a break of a participant, that is a maximal run of idle slots between two of its meetings.</summary>
public enum BreakRule
{
    /// <summary>Only runs between two meetings of one session: the pause between sessions is no idle time.</summary>
    WithinSession,

    /// <summary>Runs between any two meetings, also over the border of sessions (Definition 2.3 of the published problem).</summary>
    AcrossSessions,
}

/// <summary>An event to schedule. Everything refers to everything else by its index in the lists.</summary>
public sealed record Problem
{
    /// <summary>The slots in order of time; at most 64 in one session (64 in all where breaks count across sessions).</summary>
    public required IReadOnlyList<Slot> Slots { get; init; }

    /// <summary>The places.</summary>
    public required IReadOnlyList<Place> Places { get; init; }

    /// <summary>The participants.</summary>
    public required IReadOnlyList<Participant> Participants { get; init; }

    /// <summary>The meetings that are wanted.</summary>
    public required IReadOnlyList<Meeting> Meetings { get; init; }

    /// <summary>Pairs of participants that are kept apart.</summary>
    public IReadOnlyList<Apart> Apart { get; init; } = [];

    /// <summary>What counts as a break.</summary>
    public BreakRule Breaks { get; init; }

    /// <summary>The most by which the numbers of breaks of two participants may differ; null where that is only an aim.</summary>
    public int? Fairness { get; init; }

    /// <summary>What holds between groups of participants; null for nothing.</summary>
    public GroupFairness? GroupFairness { get; init; }

    /// <summary>Who interprets at meetings that need it.</summary>
    public IReadOnlyList<Interpreter> Interpreters { get; init; } = [];

    /// <summary>The ways between halls.</summary>
    public IReadOnlyList<Walk> Walks { get; init; } = [];

    /// <summary>What to look for after most priority and fewest breaks.</summary>
    public Aims Aims { get; init; } = Aims.All;

    /// <summary>The way between two places in metres.</summary>
    public int Metres(int place, int other)
    {
        var (from, to) = (Places[place], Places[other]);
        return from.Hall == to.Hall ? Math.Abs(from.X - to.X) + Math.Abs(from.Y - to.Y) : WayBetween(from.Hall, to.Hall)?.Metres ?? 0;
    }

    /// <summary>How many slots must lie free between two meetings of one participant at the two places within a session.</summary>
    public int WalkingSlots(int place, int other) =>
        Places[place].Hall == Places[other].Hall ? 0 : WayBetween(Places[place].Hall, Places[other].Hall)?.Slots ?? 0;

    private Walk? WayBetween(int hall, int other)
    {
        foreach (var walk in Walks)
        {
            if ((walk.First == hall && walk.Second == other) || (walk.First == other && walk.Second == hall)) return walk;
        }

        return null;
    }
}
