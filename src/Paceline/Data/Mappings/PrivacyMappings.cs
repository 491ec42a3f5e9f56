using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain.Activities;
using Paceline.Domain.Privacy;

namespace Paceline.Data.Mappings;

internal sealed class ConsentTextMapping : IEntityTypeConfiguration<ConsentText>
{
    public void Configure(EntityTypeBuilder<ConsentText> builder)
    {
        builder.Property(t => t.Language).HasMaxLength(2);
        builder.Property(t => t.Text).HasMaxLength(1000);
        builder.HasIndex(t => new { t.Purpose, t.Version, t.Language, t.Text }).IsUnique();
    }
}

internal sealed class ConsentRecordMapping : IEntityTypeConfiguration<ConsentRecord>
{
    public void Configure(EntityTypeBuilder<ConsentRecord> builder)
    {
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.HasOne<ConsentText>().WithMany().HasForeignKey(c => c.TextId).OnDelete(DeleteBehavior.Restrict);
        // However often a button is pressed: one consent holds.
        builder.HasIndex(c => new { c.SubjectId, c.Purpose }).IsUnique().HasFilter("withdrawn_at IS NULL");
    }
}

internal sealed class PrivacyRequestMapping : IEntityTypeConfiguration<PrivacyRequest>
{
    public void Configure(EntityTypeBuilder<PrivacyRequest> builder)
    {
        builder.Property(r => r.Name).HasMaxLength(200);
        builder.Property(r => r.Email).HasMaxLength(320);
        builder.HasIndex(r => new { r.State, r.DueOn });
        builder.HasIndex(r => r.SubjectId);
    }
}

internal sealed class SpecialCareMapping : IEntityTypeConfiguration<SpecialCare>
{
    public void Configure(EntityTypeBuilder<SpecialCare> builder)
    {
        builder.HasOne<Activity>().WithMany().HasForeignKey(c => c.ActivityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ActivityId, c.SubjectId }).IsUnique();
    }
}

internal sealed class SealedIdentityMapping : IEntityTypeConfiguration<SealedIdentity>
{
    public void Configure(EntityTypeBuilder<SealedIdentity> builder)
    {
        builder.Property(s => s.Pseudonym).HasMaxLength(12);
        builder.HasIndex(s => s.SubjectId).IsUnique();
    }
}

internal sealed class LegalHoldMapping : IEntityTypeConfiguration<LegalHold>
{
    public void Configure(EntityTypeBuilder<LegalHold> builder) => builder.HasIndex(h => h.RecordId).IsUnique().HasFilter("lifted_at IS NULL");
}

internal sealed class RetentionRunMapping : IEntityTypeConfiguration<RetentionRun>
{
    public void Configure(EntityTypeBuilder<RetentionRun> builder)
    {
        builder.Property(r => r.Sha256).HasMaxLength(64);
        builder.HasIndex(r => r.Number).IsUnique();
    }
}
