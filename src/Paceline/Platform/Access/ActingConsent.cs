using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;
using Paceline.Domain.Organisations;

namespace Paceline.Platform.Access;

/// <summary>How a company said yes.</summary>
public enum ConsentGivenBy
{
    /// <summary>On its own page.</summary>
    OwnPage,
    /// <summary>In a letter or a message that the cluster keeps.</summary>
    Writing,
    /// <summary>Aloud, on the telephone or in person.</summary>
    Word,
}

/// <summary>A company lets the managers of its cluster act for it, for a time; it may take that back at any moment.</summary>
public sealed class ActingConsent
{
    public Guid Id { get; init; } = Ids.New();
    public required Guid CompanyId { get; init; }
    public required Guid ClusterId { get; init; }
    /// <summary>Who of the company said yes.</summary>
    public required string GivenBy { get; init; }
    public required ConsentGivenBy How { get; init; }
    /// <summary>The day on which it was said.</summary>
    public required DateOnly GivenOn { get; init; }
    /// <summary>Who wrote it down.</summary>
    public required string RecordedBy { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? WithdrawnAt { get; set; }
    public string? WithdrawnBy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ActingConsent>
    {
        public void Configure(EntityTypeBuilder<ActingConsent> builder)
        {
            builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.ClusterId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(c => new { c.ClusterId, c.CompanyId });
        }
    }
}
