using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Files;

namespace Paceline.Data.Mappings;

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.Property(o => o.Name).HasMaxLength(Organisation.LongestName);
        builder.Property(o => o.NameKey).HasMaxLength(Organisation.LongestName);
        builder.Property(o => o.Country).HasMaxLength(2);
        builder.Property(o => o.Nuts).HasMaxLength(5);
        builder.Property(o => o.NaceOther).AsJson();
        builder.Property(o => o.Languages).AsJson();
        builder.Property(o => o.Summary).AsJson();
        builder.Property(o => o.Description).AsJson();
        builder.HasIndex(o => o.Name);
        builder.HasIndex(o => new { o.Country, o.NameKey });
        builder.HasIndex(o => o.VatNumber);
        builder.HasIndex(o => o.RegistrationKey);
        builder.HasIndex(o => o.WebDomain);
        builder.HasIndex(o => o.ImportId);
        builder.HasIndex(o => o.HomeClusterId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.HomeClusterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(o => o.LogoId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CompanyProfileMapping : IEntityTypeConfiguration<CompanyProfile>
{
    public void Configure(EntityTypeBuilder<CompanyProfile> builder)
    {
        builder.HasKey(p => p.OrganisationId);
        builder.HasOne<Organisation>().WithOne().HasForeignKey<CompanyProfile>(p => p.OrganisationId);
        builder.Property(p => p.CrossSectors).AsJson();
        builder.Property(p => p.Products).AsJson();
        builder.Property(p => p.Offers).AsJson();
        builder.Property(p => p.Needs).AsJson();
        builder.Property(p => p.HsCodes).AsJson();
        builder.Property(p => p.CurrentMarkets).AsJson();
        builder.Property(p => p.TargetMarkets).AsJson();
        builder.Property(p => p.Certifications).AsJson();
        // Several at once: kept as their number, which a list of words would only hide.
        builder.Property(p => p.Public).HasConversion<int>();
    }
}

internal sealed class ClusterProfileMapping : IEntityTypeConfiguration<ClusterProfile>
{
    public void Configure(EntityTypeBuilder<ClusterProfile> builder)
    {
        builder.HasKey(p => p.OrganisationId);
        builder.HasOne<Organisation>().WithOne().HasForeignKey<ClusterProfile>(p => p.OrganisationId);
        builder.Property(p => p.Ecosystems).AsJson();
        builder.Property(p => p.Priorities).AsJson();
        builder.Property(p => p.ValueChains).AsJson();
        builder.Property(p => p.Services).AsJson();
        builder.Property(p => p.ThirdCountries).AsJson();
    }
}

internal sealed class ClusterMembershipMapping : IEntityTypeConfiguration<ClusterMembership>
{
    public void Configure(EntityTypeBuilder<ClusterMembership> builder)
    {
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.ClusterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Programme>().WithMany().HasForeignKey(m => m.HomeProgrammeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(m => m.EvidenceFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.OrganisationId, m.ClusterId, m.From }).IsUnique();
        builder.HasIndex(m => m.ImportId);
    }
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Email);
        builder.HasIndex(c => c.ImportId);
    }
}

internal sealed class SmeDeclarationMapping : IEntityTypeConfiguration<SmeDeclaration>
{
    public void Configure(EntityTypeBuilder<SmeDeclaration> builder)
    {
        builder.HasOne<Organisation>().WithMany().HasForeignKey(d => d.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(d => d.EvidenceFileId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(d => d.Last).AsJson(YearFigures.Unknown);
        builder.Property(d => d.Before).AsJson(YearFigures.Unknown);
        builder.Property(d => d.Links).AsJson();
        builder.HasIndex(d => new { d.OrganisationId, d.State });
    }
}

internal sealed class OrganisationMergeMapping : IEntityTypeConfiguration<OrganisationMerge>
{
    public void Configure(EntityTypeBuilder<OrganisationMerge> builder)
    {
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.KeptId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.MergedId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NotADuplicateMapping : IEntityTypeConfiguration<NotADuplicate>
{
    public void Configure(EntityTypeBuilder<NotADuplicate> builder)
    {
        builder.HasOne<Organisation>().WithMany().HasForeignKey(n => n.FirstId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(n => n.SecondId);
        builder.HasIndex(n => new { n.FirstId, n.SecondId }).IsUnique();
    }
}

internal sealed class OrganisationImportMapping : IEntityTypeConfiguration<OrganisationImport>
{
    public void Configure(EntityTypeBuilder<OrganisationImport> builder)
    {
        builder.HasOne<Organisation>().WithMany().HasForeignKey(i => i.ClusterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(i => i.FileId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(i => i.Mapping).AsJson();
    }
}

internal sealed class ColumnMappingMapping : IEntityTypeConfiguration<ColumnMapping>
{
    public void Configure(EntityTypeBuilder<ColumnMapping> builder)
    {
        builder.HasKey(m => m.ClusterId);
        builder.HasOne<Organisation>().WithOne().HasForeignKey<ColumnMapping>(m => m.ClusterId);
        builder.Property(m => m.Fields).AsJson();
    }
}

internal sealed class ProfileShareMapping : IEntityTypeConfiguration<ProfileShare>
{
    public void Configure(EntityTypeBuilder<ProfileShare> builder)
    {
        builder.HasOne<Organisation>().WithMany().HasForeignKey(s => s.OrganisationId);
        builder.Property(s => s.Shows).HasConversion<int>();
    }
}
