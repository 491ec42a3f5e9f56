using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Paceline.Scheduling;

/// <summary>When and where a meeting is held.</summary>
/// <param name="Slot">Index of the slot, the first where the meeting takes several.</param>
/// <param name="Place">Index of the place.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Placement(int Slot, int Place)
{
    /// <summary>Index of the interpreter; null where the meeting needs none.</summary>
    public int? Interpreter { get; init; }
}

/// <summary>The placement of every meeting of a problem, by the meeting's index; null where it is not scheduled.</summary>
/// <param name="Placements">One entry per meeting.</param>
public sealed record Schedule(ImmutableArray<Placement?> Placements)
{
    /// <summary>How many meetings are scheduled.</summary>
    public int Scheduled
    {
        get
        {
            var count = 0;
            foreach (var placement in Placements) count += placement is null ? 0 : 1;
            return count;
        }
    }

    /// <summary>The schedule of a problem in which nothing is scheduled yet.</summary>
    public static Schedule Empty(Problem problem) => new([.. new Placement?[problem.Meetings.Count]]);

    /// <summary>The same schedule with one meeting placed elsewhere, or taken out.</summary>
    public Schedule With(int meeting, Placement? to) => new(Placements.SetItem(meeting, to));

    /// <inheritdoc/>
    public bool Equals(Schedule? other) => other is not null && Placements.AsSpan().SequenceEqual(other.Placements.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var placement in Placements) hash.Add(placement);
        return hash.ToHashCode();
    }
}
