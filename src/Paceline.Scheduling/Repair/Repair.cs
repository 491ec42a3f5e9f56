using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>What a repair starts from.</summary>
public sealed record RepairRequest
{
    /// <summary>The event as it is now: whoever left is unavailable from then on, lost places too, added meetings are at the end.</summary>
    public required Problem Problem { get; init; }

    /// <summary>The schedule before, with null for meetings that were not scheduled or are new.</summary>
    public required Schedule Before { get; init; }

    /// <summary>The first slot that can still be changed. What lies earlier has happened and stays.</summary>
    public int Now { get; init; }

    /// <summary>Meetings that are not to be moved, as far as the rules still allow where they are.</summary>
    public ImmutableArray<int> Locked { get; init; } = [];
}

/// <summary>A schedule after a repair.</summary>
/// <param name="Schedule">The new schedule. Nothing before now differs from the old one.</param>
/// <param name="Touched">The participants whose agenda changed, in order.</param>
/// <param name="TouchedBound">No repair that schedules as much touches fewer participants.</param>
/// <param name="Status">Whether it is shown that nothing better exists: by priority, then by fairness, then by participants touched.</param>
/// <param name="Breaks">The sum of breaks.</param>
public sealed record Repaired(Schedule Schedule, ImmutableArray<int> Touched, int TouchedBound, SolutionStatus Status, int Breaks)
{
    /// <summary>Mandatory meetings, minima and the fairness asked for that the repair could not keep to.</summary>
    public ImmutableArray<Breach> Shortfalls { get; init; } = [];
}
