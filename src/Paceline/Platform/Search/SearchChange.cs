using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain;

namespace Paceline.Platform.Search;

/// <summary>
/// A record that is searched was changed: written in the change's own transaction, read by every instance before it answers.
/// Lines are only added, so whoever counts them notices one more whatever the order in which transactions end.
/// </summary>
public sealed class SearchChange
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The organisation; it may be gone.</summary>
    public required Guid OrganisationId { get; init; }
    /// <summary>When, by the system's clock in whole milliseconds, as both databases keep them: instances compare it, nobody reads it.</summary>
    public DateTimeOffset At { get; init; } = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    internal sealed class Mapping : IEntityTypeConfiguration<SearchChange>
    {
        public void Configure(EntityTypeBuilder<SearchChange> builder) => builder.HasIndex(c => c.At);
    }
}
