using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Search;
using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>An entry and its texts, ready for an index.</summary>
public sealed record PreparedEntry(DirectoryEntry Entry, IReadOnlyList<(EntryField Field, string Text)> Texts)
{
    public void AddTo(TextSegment.Builder builder)
    {
        builder.Begin();
        foreach (var (field, text) in Texts) builder.Add((int)field, text);
    }
}

/// <summary>Reads organisations as the directory needs them, some hundred at a time.</summary>
public static class ReadDirectory
{
    private const int Batch = 500;

    /// <summary>All that are in use.</summary>
    public static async Task All(PacelineDb db, FacetValues values, Texts texts, Action<PreparedEntry> each, CancellationToken stop)
    {
        var ids = await db.Organisations.Where(o => o.State == OrganisationState.Active).Select(o => o.Id).ToListAsync(stop);
        foreach (var some in ids.Chunk(Batch)) (await Some(db, some, values, texts, stop)).ForEach(each);
    }

    /// <summary>Those of the given ids that are in use.</summary>
    public static async Task<List<PreparedEntry>> Some(PacelineDb db, IReadOnlyCollection<Guid> ids, FacetValues values, Texts texts, CancellationToken stop)
    {
        var found = new List<PreparedEntry>(ids.Count);
        foreach (var some in ids.Chunk(Batch))
        {
            using var house = db.AsTheHouse("The directory is one for all: it takes the valid class of size of every company, and ProfileSight decides who is shown it.");
            var sizes = (await db.SmeDeclarations.Where(d => some.Contains(d.OrganisationId) && d.State == SmeDeclarationState.Validated && d.ValidFrom != null && d.ValidTo != null)
                .OrderByDescending(d => d.ValidFrom).Select(d => new { d.OrganisationId, Claim = new SizeClaim(d.Category, d.ValidFrom!.Value, d.ValidTo!.Value) }).ToListAsync(stop)).ToLookup(d => d.OrganisationId, d => d.Claim);
            foreach (var record in await Records(db, some, stop))
                found.Add(new PreparedEntry(new DirectoryEntry(record, sizes[record.Organisation.Id], values), [.. DirectoryTexts.Of(record, texts).Select(t => (t.Field, t.Text))]));
        }

        return found;
    }

    /// <summary>Organisations in use with their profiles, in no order.</summary>
    public static async Task<IReadOnlyList<EntryRecord>> Records(PacelineDb db, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        var organisations = await db.Organisations.AsNoTracking().Where(o => ids.Contains(o.Id) && o.State == OrganisationState.Active).ToListAsync(stop);
        var companies = await db.CompanyProfiles.AsNoTracking().Where(p => ids.Contains(p.OrganisationId)).ToDictionaryAsync(p => p.OrganisationId, stop);
        var clusters = organisations.Exists(o => o.Kind is OrganisationKind.ClusterOrganisation)
            ? await db.ClusterProfiles.AsNoTracking().Where(p => ids.Contains(p.OrganisationId)).ToDictionaryAsync(p => p.OrganisationId, stop) : [];
        return [.. organisations.Select(o => new EntryRecord(o, companies.GetValueOrDefault(o.Id), clusters.GetValueOrDefault(o.Id)))];
    }
}
