using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Organisations;

namespace Paceline.Data.Mappings;

internal sealed class RegistrationMapping : IEntityTypeConfiguration<Registration>
{
    public void Configure(EntityTypeBuilder<Registration> builder)
    {
        builder.Property(r => r.Name).HasMaxLength(Registration.LongestName);
        builder.Property(r => r.LatinName).HasMaxLength(Registration.LongestName);
        builder.Property(r => r.Country).HasMaxLength(2);
        builder.Property(r => r.Language).HasMaxLength(5);
        builder.Property(r => r.Answers).AsJson();
        builder.HasOne<Activity>().WithMany().HasForeignKey(r => r.ActivityId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.ActivityId, r.Number }).IsUnique();
        // Registering twice finds the first; whoever cancelled may come again.
        builder.HasIndex(r => new { r.ActivityId, r.EmailKey }).IsUnique().HasFilter("email_key IS NOT NULL AND state <> 'Cancelled'");
        builder.HasIndex(r => new { r.ActivityId, r.State });
    }
}

internal sealed class RegistrationBookMapping : IEntityTypeConfiguration<RegistrationBook>
{
    public void Configure(EntityTypeBuilder<RegistrationBook> builder)
    {
        builder.HasKey(b => b.ActivityId);
        builder.Ignore(b => b.Asked);
        builder.Property(b => b.Questions).AsJson();
        builder.Property(b => b.Evaluation).AsJson();
        builder.HasOne<Activity>().WithOne().HasForeignKey<RegistrationBook>(b => b.ActivityId);
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasOne<Activity>().WithMany().HasForeignKey(i => i.ActivityId);
        builder.HasIndex(i => new { i.ActivityId, i.EmailKey }).IsUnique();
    }
}

internal sealed class AttendanceRecordMapping : IEntityTypeConfiguration<AttendanceRecord>
{
    public void Configure(EntityTypeBuilder<AttendanceRecord> builder)
    {
        builder.HasOne<Activity>().WithMany().HasForeignKey(a => a.ActivityId);
        builder.HasOne<Registration>().WithMany().HasForeignKey(a => a.RegistrationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.RegistrationId, a.On }).IsUnique();
        builder.HasIndex(a => new { a.ActivityId, a.OrganisationId }).IsUnique().HasFilter("registration_id IS NULL");
    }
}

internal sealed class CheckInEventMapping : IEntityTypeConfiguration<CheckInEvent>
{
    public void Configure(EntityTypeBuilder<CheckInEvent> builder)
    {
        builder.HasOne<Registration>().WithMany().HasForeignKey(e => e.RegistrationId);
        builder.HasIndex(e => new { e.ActivityId, e.RegistrationId });
    }
}

internal sealed class AttendanceSheetMapping : IEntityTypeConfiguration<AttendanceSheet>
{
    public void Configure(EntityTypeBuilder<AttendanceSheet> builder)
    {
        builder.Property(s => s.Rows).AsJson();
        builder.HasOne<Activity>().WithMany().HasForeignKey(s => s.ActivityId);
        builder.HasIndex(s => new { s.ActivityId, s.Number }).IsUnique();
    }
}

internal sealed class EvaluationAnswerMapping : IEntityTypeConfiguration<EvaluationAnswer>
{
    public void Configure(EntityTypeBuilder<EvaluationAnswer> builder)
    {
        builder.HasOne<Activity>().WithMany().HasForeignKey(a => a.ActivityId);
        builder.HasIndex(a => new { a.ActivityId, a.QuestionId });
    }
}
