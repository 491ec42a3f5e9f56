using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;

namespace Paceline.Data.Mappings;

internal sealed class ProgrammeMapping : IEntityTypeConfiguration<Programme>
{
    public void Configure(EntityTypeBuilder<Programme> builder)
    {
        builder.Property(p => p.Title).AsJson();
        builder.Property(p => p.Summary).AsJson();
        builder.Property(p => p.FundingStatement).AsJson();
        builder.Property(p => p.Disclaimer).AsJson();
        builder.Property(p => p.TargetMarkets).AsJson();
        builder.ComplexProperty(p => p.Grant);
    }
}

internal sealed class ConsortiumPartnerMapping : IEntityTypeConfiguration<ConsortiumPartner>
{
    public void Configure(EntityTypeBuilder<ConsortiumPartner> builder)
    {
        builder.HasOne<Programme>().WithMany().HasForeignKey(p => p.ProgrammeId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.ProgrammeId, p.Number }).IsUnique();
    }
}

internal sealed class ReportingPeriodMapping : IEntityTypeConfiguration<ReportingPeriod>
{
    public void Configure(EntityTypeBuilder<ReportingPeriod> builder) => builder.HasOne<Programme>().WithMany().HasForeignKey(p => p.ProgrammeId);
}

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.HasDiscriminator<string>("Type").HasValue<Activity>("activity").HasValue<Domain.Matchmaking.MatchmakingEvent>("event");
        builder.Property<string>("Type").HasMaxLength(20);
        builder.Property(a => a.Title).AsJson();
        builder.Property(a => a.Summary).AsJson();
        builder.Property(a => a.TargetGroup).AsJson();
        builder.Property(a => a.Accessibility).AsJson();
        builder.Property(a => a.Languages).AsJson();
        builder.Property(a => a.CoOrganiserIds).AsJson();
        builder.Property(a => a.Details).AsJson(new NoDetails());
        builder.Property(a => a.Country).HasMaxLength(2);
        builder.HasOne<Programme>().WithMany().HasForeignKey(a => a.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.LeadClusterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.ProgrammeId, a.StartsOn });
    }
}

internal sealed class ProgrammeItemMapping : IEntityTypeConfiguration<ProgrammeItem>
{
    public void Configure(EntityTypeBuilder<ProgrammeItem> builder)
    {
        builder.Property(i => i.Title).AsJson();
        builder.Property(i => i.Description).AsJson();
        builder.Property(i => i.Speakers).AsJson();
        builder.Property(i => i.OnlyFor).AsJson();
        builder.HasOne<Activity>().WithMany().HasForeignKey(i => i.ActivityId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(i => i.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.ActivityId, i.Date, i.From });
    }
}

internal sealed class ActivityTemplateMapping : IEntityTypeConfiguration<ActivityTemplate>
{
    public void Configure(EntityTypeBuilder<ActivityTemplate> builder)
    {
        builder.Property(t => t.Plan).AsJson();
        builder.HasOne<Programme>().WithMany().HasForeignKey(t => t.ProgrammeId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(t => t.ClusterId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IndicatorMapping : IEntityTypeConfiguration<IndicatorDefinition>
{
    public void Configure(EntityTypeBuilder<IndicatorDefinition> builder)
    {
        builder.ToTable("Indicators");
        builder.Property(i => i.Name).AsJson();
        builder.Property(i => i.Code).HasMaxLength(10);
        builder.HasOne<Programme>().WithMany().HasForeignKey(i => i.ProgrammeId);
        builder.HasIndex(i => new { i.ProgrammeId, i.Code }).IsUnique();
    }
}

internal sealed class ReportSnapshotMapping : IEntityTypeConfiguration<ReportSnapshot>
{
    public void Configure(EntityTypeBuilder<ReportSnapshot> builder)
    {
        builder.HasOne<Programme>().WithMany().HasForeignKey(r => r.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.ProgrammeId, r.Number }).IsUnique();
    }
}
