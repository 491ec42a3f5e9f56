namespace Paceline.Domain.Monitoring;

/// <summary>The programme's figures as they stood at a moment; never changed afterwards.</summary>
public sealed class ReportSnapshot
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The programme.</summary>
    public required Guid ProgrammeId { get; init; }
    /// <summary>Number, from 1.</summary>
    public required int Number { get; init; }
    /// <summary>What the report is called.</summary>
    public required string Title { get; init; }
    /// <summary>When the figures were frozen.</summary>
    public required DateTimeOffset FrozenAt { get; init; }
    /// <summary>Who froze them, as shown.</summary>
    public required string FrozenBy { get; init; }
    /// <summary>The figures and their rows, as canonical JSON: the bytes that the hash is of.</summary>
    public required byte[] Content { get; init; }
    /// <summary>SHA-256 of <see cref="Content"/>, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
