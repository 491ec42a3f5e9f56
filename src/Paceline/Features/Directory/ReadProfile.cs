using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform;

namespace Paceline.Features.Directory;

/// <summary>An organisation as one reader sees it: what that reader may not see is not in it.</summary>
public sealed record ProfileView(Organisation Organisation, CompanyProfile? Company, ClusterProfile? Cluster, PublicFields Seen)
{
    /// <summary>The validated size and the day until which it holds.</summary>
    public (SmeCategory Category, DateOnly Until)? Size { get; init; }
    /// <summary>Clusters of which it is a member today; the one that counts it first.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Clusters { get; init; } = [];
    /// <summary>Where to read it, for the code in print and for those who pass it on.</summary>
    public string Address { get; init; } = "";
    /// <summary>Where its logo is.</summary>
    public string Logo { get; init; } = "";
}

/// <summary>Reads an organisation for its page.</summary>
public sealed class ReadProfile(PacelineDb db, TimeProvider clock)
{
    /// <summary>The record, whatever its state; null when there is none.</summary>
    public async Task<EntryRecord?> Find(Guid id, CancellationToken stop)
    {
        if (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, stop) is not { } organisation) return null;
        var company = await db.CompanyProfiles.AsNoTracking().FirstOrDefaultAsync(p => p.OrganisationId == id, stop);
        var cluster = organisation.Kind is OrganisationKind.ClusterOrganisation ? await db.ClusterProfiles.AsNoTracking().FirstOrDefaultAsync(p => p.OrganisationId == id, stop) : null;
        return new EntryRecord(organisation, company, cluster);
    }

    /// <summary>What a reader sees of it. The record is emptied of the rest, so that no page can show it.</summary>
    public async Task<ProfileView> Of(EntryRecord record, PublicFields seen, string address, string logo, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (o, company, _) = record;
        using var beyond = db.Beyond("The profile of another: its valid class of size where it is shown, and its clusters, which everybody knows.", companies: [o.Id]);
        var sizes = seen.HasFlag(PublicFields.Size) ? await db.SmeDeclarations.AsNoTracking().Where(d => d.OrganisationId == o.Id && d.State == SmeDeclarationState.Validated && d.ValidFrom <= today && d.ValidTo >= today).OrderByDescending(d => d.ValidFrom).Select(d => new { d.Category, d.ValidTo }).ToListAsync(stop) : [];
        var clusters = await db.Memberships.Where(m => m.OrganisationId == o.Id && m.From <= today && (m.To == null || m.To >= today)).Select(m => m.ClusterId).ToListAsync(stop);
        if (o.HomeClusterId is { } home) clusters.Add(home);
        var names = clusters.Count == 0 ? [] : await db.Organisations.Where(c => clusters.Contains(c.Id) && c.State == OrganisationState.Active).Select(c => new { c.Id, c.Name }).ToListAsync(stop);
        Empty(o, company, seen);
        return new ProfileView(o, company, record.Cluster, seen)
        {
            Size = sizes.Count > 0 ? (sizes[0].Category, sizes[0].ValidTo!.Value) : null,
            Clusters = [.. names.OrderByDescending(c => c.Id == o.HomeClusterId).ThenBy(c => c.Name, StringComparer.CurrentCulture).Select(c => (c.Id, c.Name))],
            Address = address,
            Logo = logo,
        };
    }

    private static void Empty(Organisation o, CompanyProfile? company, PublicFields seen)
    {
        if (!seen.HasFlag(PublicFields.Description)) (o.Description, o.NaceMain, o.NaceOther) = ([], "", []);
        if (!seen.HasFlag(PublicFields.Address)) (o.Street, o.PostalCode, o.City, o.Website, o.EccpProfile) = ("", "", "", null, null);
        if (seen is not PublicFields.All) (o.VatNumber, o.RegistrationNumber, o.Pic) = ("", "", "");
        if (company is null) return;
        if (!seen.HasFlag(PublicFields.Description)) (company.Products, company.HsCodes, company.Founded) = ([], [], null);
        if (!seen.HasFlag(PublicFields.OffersAndNeeds)) (company.Offers, company.Needs) = ([], []);
        if (!seen.HasFlag(PublicFields.Markets)) (company.CurrentMarkets, company.TargetMarkets, company.ExportExperience) = ([], [], ExportExperience.Unknown);
        if (!seen.HasFlag(PublicFields.Certifications)) (company.Certifications, company.Trl) = ([], null);
        if (!seen.HasFlag(PublicFields.Contact)) (company.ContactName, company.ContactEmail, company.ContactPhone) = ("", "", "");
        if (!seen.HasFlag(PublicFields.Size)) (company.Turnover, company.ExportShare) = (TurnoverBand.Unknown, ExportShareBand.Unknown);
    }
}
