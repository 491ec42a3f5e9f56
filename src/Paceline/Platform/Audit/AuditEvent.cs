using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Data.Mappings;
using Paceline.Domain;

namespace Paceline.Platform.Audit;

/// <summary>
/// Who did what, when, on whose behalf. Written with the change, never altered: the database refuses it, and each entry is
/// chained to the one before, so that whoever altered the tables by hand is found out.
/// </summary>
public sealed class AuditEvent
{
    /// <summary>Key; in order of time.</summary>
    public Guid Id { get; init; } = Ids.New();
    public required DateTimeOffset At { get; init; }
    /// <summary>The account; null for a link, a job or the command line.</summary>
    public Guid? ActorId { get; init; }
    /// <summary>The name at that time.</summary>
    public required string Actor { get; init; }
    /// <summary>For whom, where it was not for oneself.</summary>
    public string? OnBehalfOf { get; init; }
    /// <summary>The company for which somebody who is not of it acted. The name above may change, or be another's too; this does not.</summary>
    public Guid? OnBehalfOfId { get; init; }
    /// <summary>An English sentence, the key of its translations: "Moved a meeting".</summary>
    public required string Action { get; init; }
    public required RecordKind RecordKind { get; init; }
    public required Guid RecordId { get; init; }
    /// <summary>What the record was called then.</summary>
    public string Subject { get; init; } = "";
    /// <summary>Before and after, as people read it.</summary>
    public string Details { get; init; } = "";
    /// <summary>The cluster whose record it is.</summary>
    public Guid? ClusterId { get; init; }
    /// <summary>The network that it came from, without its last part; null for jobs and the command line.</summary>
    public string? Address { get; init; }
    /// <summary>Each field that changed, before and after.</summary>
    public List<AuditChange> Changes { get; set; } = [];
    /// <summary>Place in the chain, from 1; 0 until it is written.</summary>
    public long Sequence { get; set; }
    /// <summary>What proves each text: a salt while the text stands, its digest once the text was redacted.</summary>
    public Dictionary<string, string> Seals { get; set; } = [];
    /// <summary>SHA-256 over the hash before and everything here.</summary>
    public string Hash { get; set; } = "";
    /// <summary>When personal texts were taken out.</summary>
    public DateTimeOffset? RedactedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEvent>
    {
        public void Configure(EntityTypeBuilder<AuditEvent> builder)
        {
            builder.HasIndex(a => a.At);
            builder.HasIndex(a => new { a.RecordKind, a.RecordId });
            builder.HasIndex(a => a.ActorId);
            builder.HasIndex(a => a.OnBehalfOfId);
            builder.HasIndex(a => a.Sequence).IsUnique();
            builder.Property(a => a.Hash).HasMaxLength(64);
            builder.Property(a => a.Changes).AsJson();
            builder.Property(a => a.Seals).AsJson();
        }
    }
}

/// <summary>A field of a record before and after.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Before">As it was; null for nothing.</param>
/// <param name="After">As it is; null for nothing.</param>
/// <param name="Personal">It says something of a person, so that it goes when the person's data are erased.</param>
public sealed record AuditChange(string Field, string? Before, string? After, bool Personal = false);

/// <summary>How long the chain is and where it ends; one row, which is also what writers queue for.</summary>
public sealed class AuditHead
{
    /// <summary>The only key there is.</summary>
    public const int Only = 1;

    public int Id { get; init; } = Only;
    /// <summary>Entries.</summary>
    public long Length { get; set; }
    /// <summary>Hash of the last.</summary>
    public string Hash { get; set; } = AuditChain.Start;

    internal sealed class Mapping : IEntityTypeConfiguration<AuditHead>
    {
        public void Configure(EntityTypeBuilder<AuditHead> builder)
        {
            builder.Property(h => h.Id).ValueGeneratedNever();
            builder.Property(h => h.Hash).HasMaxLength(64);
        }
    }
}
