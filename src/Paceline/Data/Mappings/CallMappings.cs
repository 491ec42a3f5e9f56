using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Data.Mappings;

internal sealed class CallMapping : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> builder)
    {
        builder.ToTable("Calls");
        builder.Property(c => c.Summary).AsJson();
        builder.Property(c => c.CoFinancing).AsJson();
        builder.Property(c => c.Languages).AsJson();
        builder.Property(c => c.Terms).AsJson();
        builder.Property(c => c.Questions).AsJson();
        builder.Property(c => c.Criteria).AsJson();
        builder.HasOne<Activity>().WithMany().HasForeignKey(c => c.ActivityId);
        builder.HasIndex(c => c.ActivityId).IsUnique();
    }
}

internal sealed class ApplicationMapping : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.ToTable("Applications");
        builder.Property(a => a.Answers).AsJson();
        builder.Property(a => a.Delegates).AsJson();
        builder.Property(a => a.RulesNotMet).AsJson();
        builder.Property(a => a.Language).HasMaxLength(2);
        builder.HasOne<Call>().WithMany().HasForeignKey(a => a.CallId);
        builder.HasOne<Activity>().WithMany().HasForeignKey(a => a.ActivityId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.HomeClusterId).OnDelete(DeleteBehavior.Restrict);
        // One application for each company, and one number for each application, whoever is first.
        builder.HasIndex(a => new { a.CallId, a.CompanyId }).IsUnique();
        builder.HasIndex(a => new { a.CallId, a.Number }).IsUnique();
        builder.HasIndex(a => a.CompanyId);
    }
}

internal sealed class ApplicationVersionMapping : IEntityTypeConfiguration<ApplicationVersion>
{
    public void Configure(EntityTypeBuilder<ApplicationVersion> builder)
    {
        builder.ToTable("ApplicationVersions");
        builder.Property(v => v.Sha256).HasMaxLength(64);
        builder.HasOne<Application>().WithMany().HasForeignKey(v => v.ApplicationId);
        builder.HasIndex(v => new { v.ApplicationId, v.Number }).IsUnique();
    }
}

internal sealed class AssessmentMapping : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.ToTable("Assessments");
        builder.Property(a => a.Scores).AsJson();
        builder.HasOne<Application>().WithMany().HasForeignKey(a => a.ApplicationId);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.AssessorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.ApplicationId, a.AssessorId }).IsUnique();
        builder.HasIndex(a => a.AssessorId);
    }
}

internal sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("Letters");
        builder.Property(l => l.Language).HasMaxLength(2);
        builder.HasOne<Application>().WithMany().HasForeignKey(l => l.ApplicationId);
        builder.HasIndex(l => new { l.ApplicationId, l.Kind }).IsUnique();
    }
}

internal sealed class SelectionDecisionMapping : IEntityTypeConfiguration<SelectionDecision>
{
    public void Configure(EntityTypeBuilder<SelectionDecision> builder)
    {
        builder.ToTable("SelectionDecisions");
        builder.Property(d => d.Sha256).HasMaxLength(64);
        builder.HasOne<Call>().WithMany().HasForeignKey(d => d.CallId);
        builder.HasIndex(d => d.CallId).IsUnique();
    }
}
