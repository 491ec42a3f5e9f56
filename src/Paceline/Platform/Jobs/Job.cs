using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;

namespace Paceline.Platform.Jobs;

/// <summary>Work to do later, written in the same transaction as the change that asked for it.</summary>
public sealed class Job
{
    public Guid Id { get; init; } = Ids.New();
    public required string Kind { get; init; }
    public required string Payload { get; init; }
    /// <summary>When it may start, in milliseconds since 1970: compared in SQL that both engines share.</summary>
    public long DueAt { get; set; }
    public int Attempts { get; set; }
    public string? LeaseOwner { get; set; }
    public long LeaseUntil { get; set; }
    public long? DoneAt { get; set; }
    public string? LastError { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> builder)
        {
            builder.Property(j => j.Kind).HasMaxLength(40);
            builder.HasIndex(j => new { j.DoneAt, j.DueAt });
        }
    }
}
