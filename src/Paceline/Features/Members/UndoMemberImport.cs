using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Imports;
using Paceline.Platform.Audit;

namespace Paceline.Features.Members;

/// <summary>Takes an import of members back as a whole, while nothing relies on it.</summary>
public sealed class UndoMemberImport(PacelineDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Why it cannot be taken back; null when it is.</summary>
    public async Task<Refusal?> Run(Guid id, CancellationToken stop)
    {
        var batch = await db.OrganisationImports.SingleAsync(b => b.Id == id, stop);
        if (batch.State is not ImportState.Imported) return batch.State is ImportState.Undone ? null : new Refusal("This file was not imported yet.");
        if ((await Use(batch, stop)).Refusal is { } refusal) return refusal;
        foreach (var change in RowChanges.Read<List<RowChange>>(batch.Before))
            if (await RowChanges.Find(db, change, stop) is { } row) RowChanges.PutBack(db, row, change);
        var made = await db.Organisations.Where(o => o.ImportId == id).ToListAsync(stop);
        var ids = db.Organisations.Where(o => o.ImportId == id).Select(o => o.Id);
        db.Contacts.RemoveRange(await db.Contacts.Where(c => c.ImportId == id).ToListAsync(stop));
        db.Memberships.RemoveRange(await db.Memberships.Where(m => m.ImportId == id).ToListAsync(stop));
        db.NotDuplicates.RemoveRange(await db.NotDuplicates.Where(n => ids.Contains(n.FirstId) || ids.Contains(n.SecondId)).ToListAsync(stop));
        db.CompanyProfiles.RemoveRange(await db.CompanyProfiles.Where(p => ids.Contains(p.OrganisationId)).ToListAsync(stop));
        db.Organisations.RemoveRange(made);
        (batch.State, batch.DecidedAt) = (ImportState.Undone, clock.GetUtcNow());
        audit.Add("Undid an import of companies and people", RecordKind.OrganisationImport, batch.Id, batch.FileName, string.Create(CultureInfo.InvariantCulture, $"{made.Count} taken away, {batch.Changed} put back"), cluster: batch.ClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException)
        {
            // Somebody used a record in the same moment, or undid it as well.
            db.ChangeTracker.Clear();
            var state = await db.OrganisationImports.Where(b => b.Id == id).Select(b => b.State).SingleAsync(stop);
            return state is ImportState.Undone ? null : new Refusal("Somebody else changed one of these records at the same moment. Try again.");
        }
    }

    /// <summary>What relies on it by now.</summary>
    public async Task<MemberImportUse> Use(OrganisationImport batch, CancellationToken stop)
    {
        using var house = db.AsTheHouse("An import is kept when anybody relies on it.");
        HashSet<Guid> used = [], changed = [];
        foreach (var column in OrganisationRows.Following) used.UnionWith(await column.UsedOf(db, batch.Id, stop));
        used.UnionWith(await db.OrganisationMerges.Where(m => m.UndoneAt == null && db.Organisations.Any(o => o.ImportId == batch.Id && (o.Id == m.KeptId || o.Id == m.MergedId))).Select(m => m.KeptId).Take(20).ToListAsync(stop));
        changed.UnionWith(await db.Organisations.Where(o => o.ImportId == batch.Id && o.Version > 0).Select(o => o.Id).Take(20).ToListAsync(stop));
        changed.UnionWith(await db.CompanyProfiles.Where(p => p.Version > 0 && db.Organisations.Any(o => o.ImportId == batch.Id && o.Id == p.OrganisationId)).Select(p => p.OrganisationId).Take(20).ToListAsync(stop));
        changed.UnionWith(await db.Contacts.Where(c => c.ImportId == batch.Id && c.Version > 0).Select(c => c.OrganisationId).Take(20).ToListAsync(stop));
        changed.UnionWith(await db.Memberships.Where(m => m.ImportId == batch.Id && m.Version > 0).Select(m => m.OrganisationId).Take(20).ToListAsync(stop));
        var before = batch.Before is "" ? [] : RowChanges.Read<List<RowChange>>(batch.Before);
        foreach (var kind in before.GroupBy(c => c.Entity))
        {
            var versions = kind.ToDictionary(c => c.Id, c => c.Version);
            var now = await Versions(kind.Key, versions.Keys, stop);
            changed.UnionWith(now.Where(n => n.Version != versions[n.Id]).Select(n => n.Organisation).Take(20));
        }

        async Task<IReadOnlyList<string>> Names(HashSet<Guid> ids) => ids.Count == 0 ? [] : await db.Organisations.Where(o => ids.Contains(o.Id)).OrderBy(o => o.Name).Select(o => o.Name).Take(20).ToListAsync(stop);
        return new MemberImportUse(await Names(used), await Names(changed));
    }

    private async Task<List<(Guid Id, int Version, Guid Organisation)>> Versions(string entity, IEnumerable<Guid> ids, CancellationToken stop)
    {
        List<(Guid, int, Guid)> versions = [];
        foreach (var some in ids.Chunk(500))
        {
            var rows = entity switch
            {
                nameof(Organisation) => db.Organisations.Where(o => some.Contains(o.Id)).Select(o => new { o.Id, o.Version, Organisation = o.Id }),
                nameof(CompanyProfile) => db.CompanyProfiles.Where(p => some.Contains(p.OrganisationId)).Select(p => new { Id = p.OrganisationId, p.Version, Organisation = p.OrganisationId }),
                nameof(Contact) => db.Contacts.Where(c => some.Contains(c.Id)).Select(c => new { c.Id, c.Version, Organisation = c.OrganisationId }),
                nameof(ClusterMembership) => db.Memberships.Where(m => some.Contains(m.Id)).Select(m => new { m.Id, m.Version, Organisation = m.OrganisationId }),
                _ => throw new InvalidOperationException($"An import does not change {entity}."),
            };
            versions.AddRange((await rows.ToListAsync(stop)).Select(r => (r.Id, r.Version, r.Organisation)));
        }

        return versions;
    }
}
