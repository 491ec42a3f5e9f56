using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Merging;
using Paceline.Features.Contracts;
using Paceline.Features.Shared;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Members;

/// <summary>Records that may be one, and what was merged.</summary>
[Requires(Can.ManageMembers)]
public sealed class DuplicatesModel(PacelineDb db, CurrentAccess access, UndoMerge undo, AuditTrail audit, TimeProvider clock, Texts texts) : PageModel
{
    private const int PageSize = 50;

    /// <summary>One of two records, as far as the reader may know it: of another cluster's only what everybody sees.</summary>
    public sealed record Side(Guid Id, string? Name, string Country, string Cluster, bool IsOwn);

    /// <summary>Two records that may be one.</summary>
    public sealed record Pair(Side First, Side Second, IReadOnlyList<string> Reasons)
    {
        /// <summary>Whether whoever asks looks after both.</summary>
        public bool MayMerge => First.IsOwn && Second.IsOwn;
    }

    /// <summary>Two records that were made one.</summary>
    public sealed record Done(Guid Id, Guid KeptId, string Kept, string Merged, DateTimeOffset At, string By, DateTimeOffset? UndoneAt, Refusal? Refusal);

    [BindProperty(SupportsGet = true)] public int P { get; set; } = 1;

    public IReadOnlyList<Pair> Pairs { get; private set; } = [];
    public int Found { get; private set; }
    public int Pages => (Found + PageSize - 1) / PageSize;
    public IReadOnlyList<Done> Merges { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var all = await Read(stop);
        Found = all.Count;
        P = Math.Clamp(P, 1, Math.Max(1, Pages));
        Pairs = [.. all.Skip((P - 1) * PageSize).Take(PageSize)];
        Merges = await ReadMerges(stop);
    }

    public async Task<IActionResult> OnGetExport(string? format, CancellationToken stop)
    {
        ListColumn<Pair>[] columns =
        [
            new(texts["First record"], texts["The name of the one; empty where another cluster looks after it and it is not public."], p => p.First.Name),
            new(texts["Its cluster"], texts["The cluster that counts it."], p => p.First.Cluster),
            new(texts["Second record"], texts["The name of the other; empty where another cluster looks after it and it is not public."], p => p.Second.Name),
            new(texts["Its cluster"], texts["The cluster that counts it."], p => p.Second.Cluster),
            new(texts["Why"], texts["What the two share."], p => string.Join("; ", p.Reasons.Select(r => texts[r].Value))),
        ];
        return this.Export(format, "duplicates", texts["Duplicates"].Value, columns, await Read(stop));
    }

    public async Task<IActionResult> OnPostTwo(Guid first, Guid second, CancellationToken stop)
    {
        if (first.CompareTo(second) > 0) (first, second) = (second, first);
        var both = await db.Organisations.Where(o => o.Id == first || o.Id == second).Select(o => new { o.Id, o.Name, o.HomeClusterId }).ToListAsync(stop);
        // Whoever looks after one of them may say that it is not the other.
        if (both.Count != 2 || !both.Exists(o => access.May(Can.ManageMembers, new Scope(o.HomeClusterId)))) return NotFound();
        if (!await db.NotDuplicates.AnyAsync(n => n.FirstId == first && n.SecondId == second, stop))
        {
            db.NotDuplicates.Add(new NotADuplicate { FirstId = first, SecondId = second, ById = access.PersonId ?? Guid.Empty, At = clock.GetUtcNow() });
            audit.Add("Said that two records are two", RecordKind.Organisation, first, both.Single(o => o.Id == first).Name, $"and {second}", cluster: both.Single(o => o.Id == first).HomeClusterId);
            try
            {
                await db.SaveChangesAsync(stop);
            }
            catch (DbUpdateException) when (db.NotDuplicates.AsNoTracking().Any(n => n.FirstId == first && n.SecondId == second))
            {
                // Somebody else said so at the same moment.
            }
        }

        this.Say("Remembered: these are two. They are not proposed again.");
        return LocalRedirect(Urls.Duplicates);
    }

    public async Task<IActionResult> OnPostUndo(Guid merge, CancellationToken stop)
    {
        if (await undo.Find(merge, stop) is not var (found, kept, merged)) return NotFound();
        if (await undo.Run(found, kept, merged, stop) is { } refusal)
        {
            await OnGet(stop);
            return this.Refused("", refusal);
        }

        this.Say("Undone: “{0}” and “{1}” are two records again.", kept.Name, merged.Name);
        return LocalRedirect(Urls.Duplicates);
    }

    private async Task<List<Pair>> Read(CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageMembers);
        var records = await (
            from o in db.Organisations
            where o.Kind != OrganisationKind.ClusterOrganisation && (o.State == OrganisationState.Active || o.State == OrganisationState.Archived)
            join p in db.CompanyProfiles on o.Id equals p.OrganisationId into profiles
            from p in profiles.DefaultIfEmpty()
            select new { o.Id, o.Name, o.NameKey, o.Country, o.VatNumber, o.RegistrationKey, o.WebDomain, o.HomeClusterId, Public = p == null ? PublicFields.None : p.Public }).ToListAsync(stop);
        var distinct = (await db.NotDuplicates.Select(n => new { n.FirstId, n.SecondId }).ToListAsync(stop)).Select(n => (n.FirstId, n.SecondId)).ToHashSet();
        var names = await db.ClusterNames(stop);
        bool IsOwn(Likeness record) => reach.Covers(new Scope(record.HomeClusterId));
        Side Seen(Likeness record) => IsOwn(record) || record.IsPublic
            ? new Side(record.Id, record.Name, record.Country, record.HomeClusterId is { } home ? names.GetValueOrDefault(home, "") : "", IsOwn(record))
            : new Side(record.Id, null, "", "", false);
        return [.. MemberDuplicates.Find([.. records.Select(o => new Likeness(o.Id, o.Name, o.NameKey, o.Country, o.VatNumber, o.RegistrationKey, o.WebDomain, o.HomeClusterId, o.Public.HasFlag(PublicFields.Card)))], distinct)
            .Where(p => IsOwn(p.First) || IsOwn(p.Second)).Select(p => new Pair(Seen(p.First), Seen(p.Second), p.Reasons)).OrderByDescending(p => p.MayMerge)];
    }

    private async Task<List<Done>> ReadMerges(CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageMembers);
        List<Guid> clusters = [.. reach.Clusters];
        var rows = await (
            from m in db.OrganisationMerges.AsNoTracking()
            join kept in db.Organisations.AsNoTracking() on m.KeptId equals kept.Id
            join merged in db.Organisations.AsNoTracking() on m.MergedId equals merged.Id
            where reach.Everywhere || kept.HomeClusterId != null && clusters.Contains(kept.HomeClusterId.Value) && merged.HomeClusterId != null && clusters.Contains(merged.HomeClusterId.Value)
            orderby m.At descending
            select new { Merge = m, Kept = kept, Merged = merged.Name }).Take(50).ToListAsync(stop);
        var people = rows.Select(r => r.Merge.ById).Distinct().ToList();
        var by = await db.Users.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
        List<Done> done = [];
        foreach (var row in rows) done.Add(new Done(row.Merge.Id, row.Kept.Id, row.Kept.Name, row.Merged, row.Merge.At, by.GetValueOrDefault(row.Merge.ById, ""), row.Merge.UndoneAt, row.Merge.UndoneAt is null ? await undo.Refusal(row.Merge, row.Kept, stop) : null));
        return done;
    }
}
