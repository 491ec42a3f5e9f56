using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;

namespace Paceline.Data.Mappings;

internal sealed class FollowUpActionMapping : IEntityTypeConfiguration<FollowUpAction>
{
    public void Configure(EntityTypeBuilder<FollowUpAction> builder)
    {
        builder.HasOne<Meeting>().WithMany().HasForeignKey(a => a.MeetingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(a => a.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.OrganisationId, a.State, a.DueOn });
        builder.HasIndex(a => new { a.HomeClusterId, a.State, a.DueOn });
    }
}

internal sealed class BusinessDealMapping : IEntityTypeConfiguration<BusinessDeal>
{
    public void Configure(EntityTypeBuilder<BusinessDeal> builder)
    {
        builder.Property(d => d.Counterpart).HasMaxLength(200);
        builder.Property(d => d.CounterpartCountry).HasMaxLength(2);
        builder.Property(d => d.Currency).HasMaxLength(3);
        builder.HasOne<Programme>().WithMany().HasForeignKey(d => d.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(d => d.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Activity>().WithMany().HasForeignKey(d => d.ActivityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Meeting>().WithMany().HasForeignKey(d => d.MeetingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.ProgrammeId, d.Number }).IsUnique();
        builder.HasIndex(d => d.CompanyId);
        builder.HasIndex(d => d.HomeClusterId);
    }
}

internal sealed class EvidenceItemMapping : IEntityTypeConfiguration<EvidenceItem>
{
    public void Configure(EntityTypeBuilder<EvidenceItem> builder)
    {
        builder.HasIndex(e => new { e.RecordKind, e.RecordId });
        builder.Property(e => e.Locator).HasMaxLength(60);
    }
}

internal sealed class VerificationMapping : IEntityTypeConfiguration<Verification>
{
    public void Configure(EntityTypeBuilder<Verification> builder) => builder.HasIndex(v => new { v.RecordKind, v.RecordId });
}

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder) => builder.HasKey(s => s.Key);
}
