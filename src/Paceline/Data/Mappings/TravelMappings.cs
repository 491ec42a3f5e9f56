using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Organisations;

namespace Paceline.Data.Mappings;

internal sealed class PersonTransferBasisMapping : IEntityTypeConfiguration<PersonTransferBasis>
{
    public void Configure(EntityTypeBuilder<PersonTransferBasis> builder)
    {
        builder.Property(b => b.Country).HasMaxLength(2);
        builder.HasOne<Activity>().WithMany().HasForeignKey(b => b.ActivityId);
        builder.HasIndex(b => new { b.ActivityId, b.TravellerId, b.Country }).IsUnique().HasFilter("withdrawn_at IS NULL");
    }
}

internal sealed class MissionGateMapping : IEntityTypeConfiguration<MissionGate>
{
    public void Configure(EntityTypeBuilder<MissionGate> builder)
    {
        builder.HasOne<Activity>().WithMany().HasForeignKey(g => g.ActivityId);
        builder.HasIndex(g => new { g.ActivityId, g.Kind }).IsUnique();
    }
}

internal sealed class RestrictiveListMapping : IEntityTypeConfiguration<RestrictiveList>
{
    public void Configure(EntityTypeBuilder<RestrictiveList> builder)
    {
        builder.Property(l => l.Sha256).HasMaxLength(64);
        builder.HasIndex(l => l.Sha256).IsUnique();
    }
}

internal sealed class RestrictiveNameMapping : IEntityTypeConfiguration<RestrictiveName>
{
    public void Configure(EntityTypeBuilder<RestrictiveName> builder) => builder.HasOne<RestrictiveList>().WithMany().HasForeignKey(n => n.ListId);
}

internal sealed class RestrictiveCheckMapping : IEntityTypeConfiguration<RestrictiveCheck>
{
    public void Configure(EntityTypeBuilder<RestrictiveCheck> builder)
    {
        builder.Property(c => c.Candidates).AsJson();
        builder.HasOne<Activity>().WithMany().HasForeignKey(c => c.ActivityId);
        builder.HasOne<RestrictiveList>().WithMany().HasForeignKey(c => c.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ActivityId, c.CounterpartId, c.LookedAt });
    }
}

internal sealed class ListTransferMapping : IEntityTypeConfiguration<ListTransfer>
{
    public void Configure(EntityTypeBuilder<ListTransfer> builder)
    {
        builder.Property(t => t.Recipients).AsJson();
        builder.Property(t => t.People).AsJson();
        builder.Property(t => t.Country).HasMaxLength(2);
        // Chosen fields are read together: "Name, Organisation, Email".
        builder.Property(t => t.Fields).HasConversion<string>().HasMaxLength(80);
        builder.HasOne<Activity>().WithMany().HasForeignKey(t => t.ActivityId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BriefingVersionMapping : IEntityTypeConfiguration<BriefingVersion>
{
    public void Configure(EntityTypeBuilder<BriefingVersion> builder)
    {
        builder.Property(v => v.Content).AsJson();
        builder.Property(v => v.Changes).AsJson();
        builder.HasOne<Activity>().WithMany().HasForeignKey(v => v.ActivityId);
        builder.HasIndex(v => new { v.ActivityId, v.Number }).IsUnique();
    }
}

internal sealed class BriefingReaderMapping : IEntityTypeConfiguration<BriefingReader>
{
    public void Configure(EntityTypeBuilder<BriefingReader> builder)
    {
        builder.HasOne<Activity>().WithMany().HasForeignKey(r => r.ActivityId);
        builder.HasIndex(r => new { r.ActivityId, r.TravellerId }).IsUnique();
    }
}

internal sealed class MissionCheckInMapping : IEntityTypeConfiguration<MissionCheckIn>
{
    public void Configure(EntityTypeBuilder<MissionCheckIn> builder)
    {
        builder.HasOne<Activity>().WithMany().HasForeignKey(c => c.ActivityId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ActivityId, c.CompanyId, c.Month }).IsUnique();
        builder.HasIndex(c => new { c.HomeClusterId, c.State, c.DueOn });
    }
}
