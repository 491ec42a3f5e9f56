using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>A briefing pack as one reader sees it.</summary>
public sealed record PackView(Activity Activity, BriefingVersion Version, BriefingContent Content, Guid? Traveller, IReadOnlyList<BriefingChange> News, int? Since)
{
    /// <summary>The zone of all times as it stands on the first day: the pack is often published in the other half of the year.</summary>
    public string Zone => Dates.Zone(Content.TimeZone, new DateTimeOffset(Content.StartsOn, new TimeOnly(12, 0), TimeSpan.Zero));
    /// <summary>How many people of the delegation this reader does not see.</summary>
    public int Withheld => Version.Content.People.Count - Content.People.Count;
    /// <summary>Where the calendar is.</summary>
    public string Calendar { get; init; } = "";
    /// <summary>Another form of the same pack for the same reader.</summary>
    public string As(string handler) => Calendar.Replace("handler=Calendar", "handler=" + handler, StringComparison.Ordinal);

    /// <summary>The page itself, without a choice of person.</summary>
    public string Address { get; init; } = "";
    /// <summary>Reads for one person only.</summary>
    public bool IsOwn { get; init; }
    /// <summary>Those whose itinerary the reader may look at by itself.</summary>
    public IReadOnlyList<BriefingPerson> Choices { get; init; } = [];
    /// <summary>Where the organiser publishes.</summary>
    public string? Publish { get; init; }

    /// <summary>The points of the reader, by day.</summary>
    public IEnumerable<IGrouping<DateOnly, BriefingPoint>> Days => Content.Points.OrderBy(p => p.Date).ThenBy(p => p.From).GroupBy(p => p.Date);

    /// <summary>What happened to something since the reader last looked.</summary>
    public BriefingChangeKind? NewsOf(Guid id) => News.FirstOrDefault(n => n.Id == id) is { } news ? news.Kind : null;
}

/// <summary>Gathers what a briefing pack says, and shows the published one to its readers.</summary>
public sealed class ReadBriefing(PacelineDb db, ReadDelegation delegation, TimeProvider clock)
{
    /// <summary>What the pack would say if it was published now.</summary>
    public async Task<BriefingContent> Draft(Activity activity, CancellationToken stop)
    {
        var items = await db.ProgrammeItems.AsNoTracking().Where(i => i.ActivityId == activity.Id).OrderBy(i => i.Date).ThenBy(i => i.From).ToListAsync(stop);
        var hosts = await delegation.Hosts(activity, stop);
        var hostNames = hosts.ToDictionary(h => h.Id, h => h.Name);
        var travellers = await delegation.Of(activity.Id, stop);
        var companies = travellers.Where(t => t.OrganisationId is not null).Select(t => t.OrganisationId!.Value).Distinct().ToList();
        var organisations = await db.Organisations.AsNoTracking().Where(o => companies.Contains(o.Id)).OrderBy(o => o.Name).ToListAsync(stop);
        var profiles = await db.CompanyProfiles.AsNoTracking().Where(p => companies.Contains(p.OrganisationId)).ToDictionaryAsync(p => p.OrganisationId, stop);
        var studies = activity.Country is null ? [] : await db.Activities.AsNoTracking().Where(a => a.ProgrammeId == activity.ProgrammeId && a.Kind == ActivityKind.MarketStudy && a.Country == activity.Country).OrderByDescending(a => a.EndsOn).ToListAsync(stop);
        // Only what is published, and what those who travel may read; of that, guests read what everybody may.
        var today = clock.Today(activity.TimeZone);
        var readable = studies.Where(s => s.IsOn).Select(s => (s.Title, Details: s.Details as StudyDetails)).Where(s => s.Details is { PublishedOn: { } on } d && on <= today && d.IsFor(signedIn: true, partner: false));
        var details = activity.Details as MissionDetails ?? new MissionDetails();
        return new BriefingContent
        {
            Title = activity.Title,
            StartsOn = activity.StartsOn,
            EndsOn = activity.EndsOn,
            TimeZone = activity.TimeZone,
            Place = activity.Place,
            Country = activity.Country,
            Lodging = details.Lodging,
            EmergencyNumbers = details.EmergencyNumbers,
            Points = [.. items.Select(i => new BriefingPoint(i.Id, i.Kind, i.Title, i.Description, i.Date, i.From, i.To, i.Room, i.Venue is "" ? activity.Venue : i.Venue, i.Venue is "" && i.LocalVenue is "" ? activity.LocalVenue : i.LocalVenue, i.HostId is { } host ? hostNames.GetValueOrDefault(host, "") : "", i.Speakers, i.OnlyFor))],
            People = [.. travellers.Select(t => new BriefingPerson(t.Id, t.Name, t.LatinName, t.JobTitle, t.OrganisationId, t.Organisation, t.Email, t.Phone))],
            Hosts = [.. hosts.Select(h => new BriefingHost(h.Id, h.Name, h.LatinName, h.Country, h.City, string.Join(", ", new[] { h.Street, h.PostalCode }.Where(p => p is not "")), h.Website ?? "", h.Summary))],
            Companies = [.. organisations.Select(o => Company(o, profiles.GetValueOrDefault(o.Id)))],
            Excerpts = [.. readable.SelectMany(s => s.Details!.Sections.OrderBy(x => x.Key).Select(x => new BriefingExcerpt(x.Key, x.Value, s.Title.ToString(), s.Details.Readers)))],
        };
    }

    /// <summary>The pack as it was published last, for a reader; null before the first version.</summary>
    /// <param name="activity">The mission.</param>
    /// <param name="sight">What the reader sees.</param>
    /// <param name="traveller">The person whose itinerary alone is asked for; null for all that the reader sees.</param>
    /// <param name="since">The version that the reader saw before.</param>
    /// <param name="stop">Stops.</param>
    public async Task<PackView?> Published(Activity activity, BriefingSight sight, Guid? traveller, int? since, CancellationToken stop)
    {
        using var house = db.AsTheHouse("A published pack is read by all who travel; the page and the link say first who that is.");
        if (await db.BriefingVersions.AsNoTracking().Where(v => v.ActivityId == activity.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop) is not { } version) return null;
        if (traveller is { } one) sight = sight with { Points = [one] };
        var content = sight.Of(version.Content);
        List<BriefingChange> news = [];
        if (since is { } seen && seen < version.Number && await db.BriefingVersions.AsNoTracking().FirstOrDefaultAsync(v => v.ActivityId == activity.Id && v.Number == seen, stop) is { } before)
            news = Briefings.Between(sight.Of(before.Content), content);
        return new PackView(activity, version, content, traveller, news, news.Count > 0 ? since : null);
    }

    // What a company shows to the other companies of the alliance, no more.
    private static BriefingCompany Company(Organisation o, CompanyProfile? profile)
    {
        var seen = ProfileSight.AmongCompanies;
        return new BriefingCompany(o.Id, o.Name, o.LatinName, o.Country, seen.HasFlag(PublicFields.Address) ? o.City : "", o.Website ?? "", o.Summary, profile?.Products ?? [], profile?.Offers ?? [], profile?.Needs ?? []);
    }
}
