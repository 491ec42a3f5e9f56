using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;

namespace Paceline.Data.Mappings;

internal sealed class MatchmakingEventMapping : IEntityTypeConfiguration<MatchmakingEvent>
{
    public void Configure(EntityTypeBuilder<MatchmakingEvent> builder)
    {
        builder.HasMany(e => e.Sessions).WithOne().HasForeignKey(s => s.EventId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(e => e.Breaks).WithOne().HasForeignKey(b => b.EventId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(e => e.Sessions).AutoInclude();
        builder.Navigation(e => e.Breaks).AutoInclude();
    }
}

internal sealed class EventSessionMapping : IEntityTypeConfiguration<EventSession>
{
    // The key is ours: without this, a session added to a loaded event would be taken for a changed one.
    public void Configure(EntityTypeBuilder<EventSession> builder) => builder.Property(s => s.Id).ValueGeneratedNever();
}

internal sealed class EventBreakMapping : IEntityTypeConfiguration<EventBreak>
{
    public void Configure(EntityTypeBuilder<EventBreak> builder) => builder.Property(b => b.Id).ValueGeneratedNever();
}

internal sealed class ParticipantMapping : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> builder)
    {
        builder.Property(p => p.Name).HasMaxLength(Participant.LongestName);
        builder.Property(p => p.Code).HasMaxLength(12);
        builder.Property(p => p.Country).HasMaxLength(2);
        builder.Property(p => p.UnavailableSlots).AsJson();
        builder.HasOne<MatchmakingEvent>().WithMany().HasForeignKey(p => p.EventId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.EventId, p.Number }).IsUnique();
        builder.HasIndex(p => p.OrganisationId);
    }
}

internal sealed class MeetingMapping : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.Ignore(m => m.Parties);
        builder.Property(m => m.After).AsJson();
        builder.HasOne<MatchmakingEvent>().WithMany().HasForeignKey(m => m.EventId);
        builder.HasOne<Participant>().WithMany().HasForeignKey(m => m.FirstId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(m => m.SecondId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.EventId, m.Number }).IsUnique();
    }
}

internal sealed class MeetingOutcomeMapping : IEntityTypeConfiguration<MeetingOutcome>
{
    public void Configure(EntityTypeBuilder<MeetingOutcome> builder)
    {
        builder.HasOne<Meeting>().WithMany().HasForeignKey(o => o.MeetingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(o => o.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.MeetingId, o.ParticipantId }).IsUnique();
    }
}

internal sealed class SchedulingRunMapping : IEntityTypeConfiguration<SchedulingRun>
{
    public void Configure(EntityTypeBuilder<SchedulingRun> builder)
    {
        builder.HasOne<MatchmakingEvent>().WithMany().HasForeignKey(r => r.EventId);
        builder.HasIndex(r => new { r.EventId, r.StartedAt });
    }
}

internal sealed class ScheduleChangeMapping : IEntityTypeConfiguration<ScheduleChange>
{
    public void Configure(EntityTypeBuilder<ScheduleChange> builder)
    {
        builder.Property(c => c.Before).AsJson();
        builder.Property(c => c.After).AsJson();
        builder.HasOne<MatchmakingEvent>().WithMany().HasForeignKey(c => c.EventId);
    }
}

internal sealed class ImportBatchMapping : IEntityTypeConfiguration<ImportBatch>
{
    public void Configure(EntityTypeBuilder<ImportBatch> builder) => builder.HasOne<MatchmakingEvent>().WithMany().HasForeignKey(i => i.EventId);
}
