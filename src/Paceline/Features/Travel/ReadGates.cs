using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Travel;

/// <summary>The gates of an activity as its organiser sees them.</summary>
public sealed record GateView(Activity Activity, IReadOnlyList<Traveller> Travellers, IReadOnlyList<Organisation> Hosts, IReadOnlyDictionary<Guid, RestrictiveCheck> Checks, RestrictiveList? Newest, GateFacts Facts)
{
    /// <summary>The live basis of a traveller for a country.</summary>
    public PersonTransferBasis? BasisOf(Guid traveller, string country) => Facts.Bases.FirstOrDefault(b => b.TravellerId == traveller && b.Country == country && b.WithdrawnAt is null);

    /// <summary>Travel security or insurance as recorded.</summary>
    public MissionGate? Settled(GateKind kind) => Facts.Settled.FirstOrDefault(g => g.Kind == kind);
}

/// <summary>Reads the gates of an activity that whoever asks runs.</summary>
public sealed class ReadGates(PacelineDb db, ReadDelegation delegation, CurrentAccess access, TimeProvider clock)
{
    /// <summary>Whether an activity has counterparts that are looked up.</summary>
    public static bool HasChecks(ActivityKind kind) => KindTraits.Of(kind).HasGates || kind is ActivityKind.MatchmakingEvent;

    /// <summary>The gates; null when there are none, or when they are somebody else's.</summary>
    public async Task<GateView?> Of(Guid id, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, stop) is not { } activity || !HasChecks(activity.Kind) || !access.May(Can.ManageActivity, new Scope(activity.LeadClusterId, Activity: id))) return null;
        return await Read(activity, stop);
    }

    /// <summary>The gates for somebody who reads by a link, whom they let see people or not; null for a kind of activity that has none.</summary>
    public async Task<GateView?> ForReaders(Activity activity, CancellationToken stop)
    {
        if (!activity.Traits.HasGates) return null;
        using var house = db.AsTheHouse("What a reader of a briefing pack sees of people depends on the gates of the mission, whoever opens the link.");
        return await Read(activity, stop);
    }

    /// <summary>
    /// How many of the gates are open, and how many there are. Once a mission has begun, what was looked up before and came to nothing stays
    /// so: a list that came out since shuts nothing. What nobody decided stays open. A list that left for a host says that they were open.
    /// </summary>
    public async Task<(int Open, int All)> Count(Activity activity, CancellationToken stop)
    {
        var view = await Read(activity, stop);
        var facts = view.Facts;
        var all = Enum.GetValues<GateKind>().Length;
        if (await db.ListTransfers.AnyAsync(t => t.ActivityId == activity.Id, stop)) return (all, all);
        if (facts.Today >= activity.StartsOn) facts = facts with { Today = activity.StartsOn, Counterparts = [.. facts.Counterparts.Select(c => c.Standing is CheckStanding.Old && view.Checks[c.Id].IsClear ? c with { Standing = CheckStanding.Clear } : c)] };
        return (Gates.Of(facts).Count(g => g.IsOpen), all);
    }

    private async Task<GateView> Read(Activity activity, CancellationToken stop)
    {
        var id = activity.Id;
        var travellers = await delegation.Of(id, stop);
        var hosts = await delegation.Hosts(activity, stop);
        var newest = await Newest(stop);
        var checks = (await db.RestrictiveChecks.AsNoTracking().Where(c => c.ActivityId == id).OrderByDescending(c => c.LookedAt).ToListAsync(stop)).DistinctBy(c => c.CounterpartId).ToDictionary(c => c.CounterpartId);
        var facts = new GateFacts(activity.Country, clock.Today(activity.TimeZone), activity.EndsOn, [.. travellers.Select(t => t.Id)],
            await db.TransferBases.AsNoTracking().Where(b => b.ActivityId == id).OrderBy(b => b.RecordedAt).ToListAsync(stop),
            [.. hosts.Select(h => new CounterpartStanding(h.Id, h.Name, h.Country, newest is not null && checks.TryGetValue(h.Id, out var check) ? check.Standing(newest.Id, NamesOf(h)) : CheckStanding.NotChecked))],
            newest is not null, await db.MissionGates.AsNoTracking().Where(g => g.ActivityId == id).ToListAsync(stop));
        return new GateView(activity, travellers, hosts, checks, newest, facts);
    }

    /// <summary>The newest list of restrictive measures.</summary>
    public Task<RestrictiveList?> Newest(CancellationToken stop) => db.RestrictiveLists.AsNoTracking().OrderByDescending(l => l.ListDate).ThenByDescending(l => l.ImportedAt).FirstOrDefaultAsync(stop);

    /// <summary>The names under which an organisation is looked up, one a line.</summary>
    public static string NamesOf(Organisation o) => string.Join('\n', new[] { o.Name.Replace(" (demo)", "", StringComparison.Ordinal), o.LatinName, o.EnglishName }.Where(n => n is not "").Distinct(StringComparer.Ordinal));
}
