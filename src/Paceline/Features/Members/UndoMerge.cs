using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Merging;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Members;

/// <summary>Makes two records of one again: what moved goes back, and values are as they were, unless somebody has changed them since.</summary>
public sealed class UndoMerge(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The merge and its two records, tracked, if whoever asks looks after them.</summary>
    public async Task<(OrganisationMerge Merge, Organisation Kept, Organisation Merged)?> Find(Guid id, CancellationToken stop)
    {
        if (await db.OrganisationMerges.FirstOrDefaultAsync(m => m.Id == id, stop) is not { } merge) return null;
        var both = await db.Organisations.Where(o => o.Id == merge.KeptId || o.Id == merge.MergedId).ToDictionaryAsync(o => o.Id, stop);
        return both.Values.All(o => access.May(Can.ManageMembers, new Scope(o.HomeClusterId))) ? (merge, both[merge.KeptId], both[merge.MergedId]) : null;
    }

    /// <summary>Why it cannot be undone; null while it can.</summary>
    public async Task<Refusal?> Refusal(OrganisationMerge merge, Organisation kept, CancellationToken stop)
    {
        var frozen = await db.ReportSnapshots.Where(r => r.FrozenAt > merge.At).OrderBy(r => r.FrozenAt).Select(r => (DateTimeOffset?)r.FrozenAt).FirstOrDefaultAsync(stop);
        return MergeRules.Undoing(merge, kept, frozen?.DayIn("Europe/Brussels"));
    }

    /// <summary>Undoes it; why not, or null.</summary>
    public async Task<Refusal?> Run(OrganisationMerge merge, Organisation kept, Organisation merged, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Undoing a merge puts back every row that it took along.");
        if (await Refusal(merge, kept, stop) is { } refusal) return refusal;
        List<string> stays = [];
        var notes = RowChanges.Read<MergeRecords.Notes>(merge.Before);
        if (notes.MadeProfile && await db.CompanyProfiles.FirstOrDefaultAsync(p => p.OrganisationId == kept.Id && p.Version == 0, stop) is { } profile) db.CompanyProfiles.Remove(profile);
        foreach (var change in notes.Changes)
            if (await RowChanges.Find(db, change, stop) is { } row) stays.AddRange(RowChanges.PutBack(db, row, change).Select(name => $"{change.Entity}.{name}"));
        // Nobody may take a merged record up again by half.
        if (merged.State is OrganisationState.Merged) (merged.State, merged.MergedIntoId) = (OrganisationState.Active, null);
        db.Entry(kept).Property(o => o.Version).IsModified = true;
        (merge.UndoneAt, merge.UndoneById) = (clock.GetUtcNow(), access.PersonId);
        audit.Add("Undid a merge", RecordKind.Organisation, kept.Id, kept.Name, $"{merged.Name} ({merged.Id}) stands by itself again{(stays.Count == 0 ? "" : "; changed since and left so: " + string.Join(", ", stays.Distinct(StringComparer.Ordinal)))}", cluster: kept.HomeClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return new Refusal("Somebody changed one of the two records at the same moment. Nothing was undone. Try again.");
        }
    }
}
