using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Features.Contracts;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Members;

/// <summary>Where a company's size stands.</summary>
public enum SizeStanding
{
    /// <summary>Declared, and waits for somebody to check it.</summary>
    Waits,
    /// <summary>Nothing declared, or only begun.</summary>
    Missing,
    /// <summary>Sent back to the company.</summary>
    SentBack,
    /// <summary>Was valid, and has run out.</summary>
    Expired,
    /// <summary>Checked and valid.</summary>
    Valid,
}

/// <summary>A member as the list shows it.</summary>
public sealed record MemberLine(Guid Id, string Name, string LatinName, string City, string Country, OrganisationKind Kind, OrganisationState State, Guid? HomeClusterId, string Home, DateTimeOffset? ConfirmedAt, SizeStanding Size, SmeCategory? Category, DateOnly? From, DateOnly? To, string Contact, string Email, int People, DateTimeOffset? ChangedAt)
{
    /// <summary>Percent of the profile that is filled in; null where it was not asked for, or there is none to fill in.</summary>
    public int? Complete { get; set; }

    /// <summary>Nobody has said for a year that the record is right.</summary>
    public bool IsStale { get; init; }

    /// <summary>How much it needs its cluster: the higher, the sooner.</summary>
    public int Need => State is OrganisationState.Archived ? -1 : (Size is SizeStanding.Waits ? 8 : Size is SizeStanding.Expired ? 4 : Size is SizeStanding.Missing or SizeStanding.SentBack ? 2 : 0) + (People == 0 ? 2 : 0) + (IsStale ? 1 : 0);
}

/// <summary>What a list of members is narrowed to.</summary>
public sealed record MemberFilter(string? Text, Guid? Cluster, SizeStanding? Size, bool Archived, bool NeedsMe, string? Sort);

/// <summary>Reads the members that somebody looks after.</summary>
public sealed class MemberRows(PacelineDb db, CurrentAccess access, CurrentProgramme programme, TimeProvider clock)
{
    /// <summary>After so many days a record is to be confirmed again.</summary>
    private const int DaysConfirmed = 365;

    /// <summary>The clusters whose members whoever asks manages, by name.</summary>
    public async Task<List<(Guid Id, string Name)>> Clusters(CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageMembers);
        var names = await db.ClusterNames(stop);
        return [.. names.Where(c => reach.Everywhere || reach.Clusters.Contains(c.Key)).OrderBy(c => c.Value, StringComparer.CurrentCultureIgnoreCase).Select(c => (c.Key, c.Value))];
    }

    /// <summary>The members that a filter leaves, in its order; and how many there are without it, archived ones apart.</summary>
    public async Task<(List<MemberLine> Found, int All, int Archived)> Run(MemberFilter filter, CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageMembers);
        List<Guid> clusters = [.. reach.Clusters];
        var mine = db.Organisations.Where(o => o.Kind != OrganisationKind.ClusterOrganisation && o.Kind != OrganisationKind.ForeignCounterpart && o.State != OrganisationState.Merged && o.State != OrganisationState.Draft);
        if (!reach.Everywhere) mine = mine.Where(o => o.HomeClusterId != null && clusters.Contains(o.HomeClusterId.Value) || db.Memberships.Any(m => m.OrganisationId == o.Id && clusters.Contains(m.ClusterId)));
        if (filter.Cluster is { } cluster) mine = mine.Where(o => o.HomeClusterId == cluster || db.Memberships.Any(m => m.OrganisationId == o.Id && m.ClusterId == cluster));
        var organisations = await mine.Select(o => new { o.Id, o.Name, o.LatinName, o.City, o.Country, o.Kind, o.State, o.HomeClusterId, o.ConfirmedAt, o.VatNumber }).ToListAsync(stop);
        var ids = mine.Select(o => o.Id);
        var names = await db.ClusterNames(stop);
        var today = clock.Today((await programme.Find(stop))?.TimeZone ?? "Europe/Brussels");
        var sizes = (await db.SmeDeclarations.Where(d => d.State != SmeDeclarationState.Superseded && ids.Contains(d.OrganisationId)).Select(d => new { d.OrganisationId, d.State, d.Category, d.ValidTo, d.DeclaredAt }).ToListAsync(stop)).ToLookup(d => d.OrganisationId);
        var memberships = (await db.Memberships.Where(m => ids.Contains(m.OrganisationId) && (reach.Everywhere || clusters.Contains(m.ClusterId))).Select(m => new { m.OrganisationId, m.ClusterId, m.From, m.To }).ToListAsync(stop)).ToLookup(m => m.OrganisationId);
        var people = (await db.Contacts.Where(c => !c.HasLeft && ids.Contains(c.OrganisationId)).OrderBy(c => c.Id).Select(c => new { c.OrganisationId, c.Name, c.Email }).ToListAsync(stop)).ToLookup(c => c.OrganisationId);
        var changes = (await db.AuditEvents.Where(a => a.RecordKind == RecordKind.Organisation && ids.Contains(a.RecordId)).GroupBy(a => a.RecordId).Select(g => new { g.Key, At = g.Max(a => a.At) }).ToListAsync(stop)).ToDictionary(a => a.Key, a => a.At);
        var stale = clock.GetUtcNow().AddDays(-DaysConfirmed);
        var lines = organisations.ConvertAll(o =>
        {
            var (size, category) = Standing(sizes[o.Id].Select(d => (d.State, d.Category, d.ValidTo)).ToList(), today);
            var of = memberships[o.Id].Where(m => filter.Cluster is null || m.ClusterId == filter.Cluster).OrderByDescending(m => m.To ?? DateOnly.MaxValue).ThenBy(m => m.From).FirstOrDefault();
            var first = people[o.Id].FirstOrDefault();
            return (Line: new MemberLine(o.Id, o.Name, o.LatinName, o.City, o.Country, o.Kind, o.State, o.HomeClusterId, o.HomeClusterId is { } home ? names.GetValueOrDefault(home, "") : "", o.ConfirmedAt, size, category, of?.From, of?.To, first?.Name ?? "", first?.Email ?? "", people[o.Id].Count(), changes.TryGetValue(o.Id, out var at) ? at : null) { IsStale = o.ConfirmedAt is not { } confirmed || confirmed < stale }, o.VatNumber);
        });
        var all = lines.Count(l => l.Line.State is not OrganisationState.Archived);
        var words = string.IsNullOrWhiteSpace(filter.Text) ? [] : filter.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Spelling.Key).ToArray();
        var found = lines.Where(l => (l.Line.State is OrganisationState.Archived) == filter.Archived
                && (filter.Size is null || l.Line.Size == filter.Size) && (!filter.NeedsMe || l.Line.Need > 0)
                && words.All(w => Spelling.Key($"{l.Line.Name} {l.Line.LatinName} {l.Line.City} {Texts.Country(l.Line.Country)} {l.VatNumber} {l.Line.Contact} {l.Line.Email} {l.Line.Home}").Contains(w, StringComparison.Ordinal)))
            .Select(l => l.Line);
        return ([.. Sorted(found, filter.Sort)], all, lines.Count - all);
    }

    /// <summary>Fills in how complete the profiles of some lines are.</summary>
    public async Task Complete(IReadOnlyCollection<MemberLine> lines, CancellationToken stop)
    {
        foreach (var some in lines.Where(l => l.Kind is OrganisationKind.Company).Chunk(500))
        {
            var ids = some.Select(l => l.Id).ToList();
            var organisations = await db.Organisations.AsNoTracking().Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, stop);
            var profiles = await db.CompanyProfiles.AsNoTracking().Where(p => ids.Contains(p.OrganisationId)).ToDictionaryAsync(p => p.OrganisationId, stop);
            foreach (var line in some) if (organisations.TryGetValue(line.Id, out var organisation)) line.Complete = ProfileCompleteness.Of(organisation, profiles.GetValueOrDefault(line.Id)).Percent;
        }
    }

    private static (SizeStanding, SmeCategory?) Standing(List<(SmeDeclarationState State, SmeCategory Category, DateOnly? ValidTo)> declarations, DateOnly today)
    {
        var valid = declarations.Where(d => d.State is SmeDeclarationState.Validated).OrderByDescending(d => d.ValidTo).FirstOrDefault();
        if (declarations.Exists(d => d.State is SmeDeclarationState.Declared)) return (SizeStanding.Waits, declarations.First(d => d.State is SmeDeclarationState.Declared).Category);
        if (valid.ValidTo is { } to) return (to < today ? SizeStanding.Expired : SizeStanding.Valid, valid.Category);
        return (declarations.Exists(d => d.State is SmeDeclarationState.Rejected) ? SizeStanding.SentBack : SizeStanding.Missing, null);
    }

    private static IEnumerable<MemberLine> Sorted(IEnumerable<MemberLine> lines, string? sort)
    {
        var by = sort?.TrimStart('-');
        var name = StringComparer.CurrentCultureIgnoreCase;
        var sorted = by switch
        {
            "name" => lines.OrderBy(l => l.Name, name),
            "country" => lines.OrderBy(l => Texts.Country(l.Country), name).ThenBy(l => l.Name, name),
            "cluster" => lines.OrderBy(l => l.Home, name).ThenBy(l => l.Name, name),
            "size" => lines.OrderBy(l => l.Size).ThenBy(l => l.Category).ThenBy(l => l.Name, name),
            "since" => lines.OrderBy(l => l.From ?? DateOnly.MaxValue).ThenBy(l => l.Name, name),
            "confirmed" => lines.OrderBy(l => l.ConfirmedAt ?? DateTimeOffset.MinValue).ThenBy(l => l.Name, name),
            "changed" => lines.OrderBy(l => l.ChangedAt ?? DateTimeOffset.MinValue).ThenBy(l => l.Name, name),
            _ => lines.OrderByDescending(l => l.Need).ThenBy(l => l.Name, name),
        };
        return sort?.StartsWith('-') == true ? sorted.Reverse() : sorted;
    }
}
