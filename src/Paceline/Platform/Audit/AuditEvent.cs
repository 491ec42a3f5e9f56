using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;

namespace Paceline.Platform.Audit;

/// <summary>Who did what, when, on whose behalf. Written with the change, never altered: the database refuses it.</summary>
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

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEvent>
    {
        public void Configure(EntityTypeBuilder<AuditEvent> builder)
        {
            builder.HasIndex(a => a.At);
            builder.HasIndex(a => new { a.RecordKind, a.RecordId });
        }
    }
}
