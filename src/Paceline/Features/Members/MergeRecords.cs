using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Merging;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Members;

/// <summary>Rows of a kind that follow a company, for the preview of a merge.</summary>
/// <param name="Label">What they are called.</param>
/// <param name="Moving">How many hang on the other record from then on.</param>
/// <param name="Staying">How many stay where they are, because the other record has the same already; they count once.</param>
public sealed record MovingRows(string Label, int Moving, int Staying);

/// <summary>Two records beside each other, and what a merge would move.</summary>
public sealed record MergePreview(MemberRecord Kept, MemberRecord Merged, IReadOnlyList<FieldComparison> Fields, IReadOnlyList<MovingRows> Rows, string KeptHome, string MergedHome)
{
    /// <summary>The two are counted by different clusters, so one of them has to be chosen.</summary>
    public bool HomesDiffer => Kept.Organisation.HomeClusterId != Merged.Organisation.HomeClusterId && Merged.Organisation.HomeClusterId is not null;
}

/// <summary>What somebody chose for a merge.</summary>
/// <param name="KeptVersion">Version of the record that carries on, as it was looked at.</param>
/// <param name="MergedVersion">Version of the other.</param>
/// <param name="FromMerged">Keys of the fields of which the other record's value stays.</param>
/// <param name="HomeOfMerged">The other record's cluster counts the company.</param>
public sealed record MergeWish(int KeptVersion, int MergedVersion, IReadOnlySet<string> FromMerged, bool HomeOfMerged);

/// <summary>Makes two records one: both ids stay, everything that hung on the one hangs on the other, and the way back is kept.</summary>
public sealed class MergeRecords(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What an undoing needs.</summary>
    /// <param name="Changes">Rows that were changed.</param>
    /// <param name="MadeProfile">The record that carries on had no profile before.</param>
    public sealed record Notes(List<RowChange> Changes, bool MadeProfile);

    /// <summary>The two records, tracked, if whoever asks looks after both; the first is the one that carries on.</summary>
    public async Task<(MemberRecord Kept, MemberRecord Merged)?> Find(Guid kept, Guid merged, CancellationToken stop)
    {
        var both = await db.Organisations.Where(o => (o.Id == kept || o.Id == merged) && o.Kind != OrganisationKind.ClusterOrganisation && o.State != OrganisationState.Merged).ToDictionaryAsync(o => o.Id, stop);
        if (both.Count != 2 || both.Values.Any(o => !access.May(Can.ManageMembers, new Scope(o.HomeClusterId)))) return null;
        return (await Record(both[kept], stop), await Record(both[merged], stop));
    }

    /// <summary>What a merge would do.</summary>
    public async Task<MergePreview> Preview(MemberRecord kept, MemberRecord merged, CancellationToken stop)
    {
        using var house = db.AsTheHouse("A merge counts every row that hangs on the two records.");
        List<MovingRows> rows = [];
        foreach (var column in OrganisationRows.Following)
        {
            var (moving, staying) = await Rows(column, kept.Organisation.Id, merged.Organisation.Id, stop);
            if (moving.Count + staying.Count > 0) rows.Add(new MovingRows(column.Label, moving.Count, staying.Count));
        }

        async Task<string> Home(Organisation organisation) => organisation.HomeClusterId is { } home ? await db.Organisations.Where(o => o.Id == home).Select(o => o.Name).SingleAsync(stop) : "";
        return new MergePreview(kept, merged, MergeChoices.Between(kept, merged), rows, await Home(kept.Organisation), await Home(merged.Organisation));
    }

    /// <summary>Merges; the merge, or why nothing was done.</summary>
    public async Task<(OrganisationMerge? Merge, Refusal? Refusal)> Run(MemberRecord kept, MemberRecord merged, MergeWish wish, CancellationToken stop)
    {
        using var house = db.AsTheHouse("A merge takes along every row that hangs on the record, also at others' events.");
        if (MergeRules.Merging(kept.Organisation, merged.Organisation) is { } refusal) return (null, refusal);
        var changed = new Refusal("Somebody changed one of the two records since you looked at them. Nothing was merged. Look at them again.");
        if (kept.Organisation.Version != wish.KeptVersion || merged.Organisation.Version != wish.MergedVersion) return (null, changed);
        foreach (var field in MergeChoices.Between(kept, merged).Where(c => c.Differs && wish.FromMerged.Contains(c.Field.Key))) field.Field.Take(merged, kept);
        var makesProfile = db.Entry(kept.Profile).State is EntityState.Detached && wish.FromMerged.Count > 0 && kept.Organisation.Kind is OrganisationKind.Company;
        if (makesProfile) db.CompanyProfiles.Add(kept.Profile);
        var home = wish.HomeOfMerged || kept.Organisation.HomeClusterId is null ? merged.Organisation.HomeClusterId ?? kept.Organisation.HomeClusterId : kept.Organisation.HomeClusterId;
        var moved = await Move(kept.Organisation, merged.Organisation, home, stop);
        kept.Organisation.HomeClusterId = home;
        // Even where no value is taken over: whoever has the record open must learn that it is another one now.
        db.Entry(kept.Organisation).Property(o => o.Version).IsModified = true;
        (merged.Organisation.State, merged.Organisation.MergedIntoId) = (OrganisationState.Merged, kept.Organisation.Id);
        var merge = new OrganisationMerge { KeptId = kept.Organisation.Id, MergedId = merged.Organisation.Id, At = clock.GetUtcNow(), ById = access.PersonId ?? Guid.Empty, Before = RowChanges.Write(new Notes(RowChanges.Of(db), makesProfile)) };
        db.OrganisationMerges.Add(merge);
        audit.Add("Merged two records", RecordKind.Organisation, kept.Organisation.Id, kept.Organisation.Name, string.Create(CultureInfo.InvariantCulture, $"{merged.Organisation.Name} ({merged.Organisation.Id}) into it, {moved} rows"), cluster: home);
        audit.Add("Merged into another record", RecordKind.Organisation, merged.Organisation.Id, merged.Organisation.Name, $"into {kept.Organisation.Name} ({kept.Organisation.Id})", cluster: merged.Organisation.HomeClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return (merge, null);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return (null, changed);
        }
    }

    private async Task<int> Move(Organisation kept, Organisation merged, Guid? home, CancellationToken stop)
    {
        var moved = 0;
        foreach (var column in OrganisationRows.Following)
        {
            if (column.Entity == typeof(ClusterMembership))
            {
                moved += await MoveMemberships(kept.Id, merged.Id, kept.HomeClusterId != home, stop);
                continue;
            }

            foreach (var row in (await Rows(column, kept.Id, merged.Id, stop)).Moving)
            {
                db.Entry(row).Property(column.Column).CurrentValue = kept.Id;
                moved++;
            }

            if (column.Home is not { } copy) continue;
            foreach (var row in (await column.Rows(db, kept.Id, stop)).Concat(await column.Rows(db, merged.Id, stop))) db.Entry(row).Property(copy).CurrentValue = home;
        }

        return moved;
    }

    // Of two memberships of one cluster in the same days one stays where it is, and the other lasts as long as both did.
    private async Task<int> MoveMemberships(Guid kept, Guid merged, bool homeOfMerged, CancellationToken stop)
    {
        var there = await db.Memberships.Where(m => m.OrganisationId == kept).ToListAsync(stop);
        var moved = 0;
        foreach (var membership in await db.Memberships.Where(m => m.OrganisationId == merged).ToListAsync(stop))
        {
            if (there.Find(m => m.ClusterId == membership.ClusterId && Overlap(m, membership)) is { } same)
            {
                if (membership.From < same.From && !there.Exists(m => m != same && m.ClusterId == same.ClusterId && m.From == membership.From)) same.From = membership.From;
                if (same.To is not null && (membership.To is null || membership.To > same.To)) same.To = membership.To;
                if (membership.HomeProgrammeId is not null && (homeOfMerged || same.HomeProgrammeId is null && !there.Exists(m => m.HomeProgrammeId == membership.HomeProgrammeId && Overlap(m, membership)))) same.HomeProgrammeId = membership.HomeProgrammeId;
                continue;
            }

            if (membership.HomeProgrammeId is { } programme)
                foreach (var rival in there.Where(m => m.HomeProgrammeId == programme && Overlap(m, membership)).ToList())
                {
                    if (homeOfMerged) rival.HomeProgrammeId = null;
                    else membership.HomeProgrammeId = null;
                }

            db.Entry(membership).Property(m => m.OrganisationId).CurrentValue = kept;
            there.Add(membership);
            moved++;
        }

        return moved;
    }

    private async Task<(List<object> Moving, List<object> Staying)> Rows(OrganisationColumn column, Guid kept, Guid merged, CancellationToken stop)
    {
        var all = await column.Rows(db, merged, stop);
        if (all.Count == 0) return ([], []);
        if (column.Entity == typeof(ClusterMembership))
        {
            var memberships = (await column.Rows(db, kept, stop)).Cast<ClusterMembership>().ToList();
            return (all.FindAll(r => !memberships.Exists(m => m.ClusterId == ((ClusterMembership)r).ClusterId && Overlap(m, (ClusterMembership)r))), all.FindAll(r => memberships.Exists(m => m.ClusterId == ((ClusterMembership)r).ClusterId && Overlap(m, (ClusterMembership)r))));
        }

        if (column.Once is not { } once) return (all, []);
        var taken = (await column.Rows(db, kept, stop)).Select(once).ToHashSet();
        return (all.FindAll(r => !taken.Contains(once(r))), all.FindAll(r => taken.Contains(once(r))));
    }

    private static bool Overlap(ClusterMembership a, ClusterMembership b) => (a.To is not { } to || b.From <= to) && (b.To is not { } until || a.From <= until);

    private async Task<MemberRecord> Record(Organisation organisation, CancellationToken stop) =>
        new(organisation, await db.CompanyProfiles.FirstOrDefaultAsync(p => p.OrganisationId == organisation.Id, stop) ?? new CompanyProfile { OrganisationId = organisation.Id });
}
