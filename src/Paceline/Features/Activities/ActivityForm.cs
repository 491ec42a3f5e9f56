using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Features.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Activities;

/// <summary>The form of an activity, new or known: the parts that its kind has.</summary>
public abstract class ActivityForm(PacelineDb db, CurrentAccess access, Texts texts) : PageModel
{
    private const int LongTitle = 200, LongText = 4000, ShortText = 1000;

    protected PacelineDb Db => db;
    protected CurrentAccess Access => access;

    [BindProperty] public ActivityInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Clusters { get; private set; } = [];
    /// <summary>Every partner, for those that run it too.</summary>
    public IReadOnlyList<SelectListItem> Partners { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Missions { get; private set; } = [];
    public IReadOnlyList<SelectListItem> HostChoices { get; private set; } = [];
    public IReadOnlyList<SelectListItem> ExhibitorChoices { get; private set; } = [];
    /// <summary>What a change will do; told before it is done.</summary>
    public IReadOnlyList<Refusal> Consequences { get; protected set; } = [];
    public string Fingerprint { get; protected set; } = "";
    public IReadOnlyList<(string Label, string Theirs, string Yours)> Differences { get; protected set; } = [];

    public KindTraits Traits => KindTraits.Of(Input.Kind);
    public KindDetails Part => KindDetails.For(Input.Kind);
    public bool HasOwnPages => Input.Kind is ActivityKind.MatchmakingEvent;

    public static IEnumerable<string> TimeZones => TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/', StringComparison.Ordinal) || id is "UTC").Order(StringComparer.Ordinal);

    public IReadOnlyList<TextField> Wordings =>
    [
        new("Input.Title", texts["Name"].Value, texts["As people will read it, for example “Trade mission to China”."].Value, LongTitle, Input.Title),
        new("Input.Summary", texts["What awaits those who come"].Value, null, LongText, Input.Summary),
        new("Input.TargetGroup", texts["Whom it is for"].Value, null, ShortText, Input.TargetGroup),
        new("Input.Accessibility", texts["Accessibility"].Value, texts["Step-free ways, hearing loops, interpreters, whom to ask."].Value, ShortText, Input.Accessibility),
        .. Part switch
        {
            MissionDetails => new TextField[] { new("Input.CoFinancing", texts["Who pays what"].Value, null, ShortText, Input.CoFinancing) },
            TrainingDetails => [new("Input.Objectives", texts["What those who come can do afterwards"].Value, null, ShortText, Input.Objectives)],
            ExternalEventDetails => [new("Input.Why", texts["Why it is worth the way"].Value, null, ShortText, Input.Why)],
            StudyDetails => [new("Input.Scope", texts["What it covers"].Value, null, ShortText, Input.Scope), new("Input.Method", texts["How its facts were found"].Value, null, ShortText, Input.Method)],
            _ => [],
        },
    ];

    public IReadOnlyList<TextField> Sections => [.. Enum.GetValues<StudySection>().Select(s => new TextField($"Input.Sections[{s}]", texts.Word(s), null, LongText, Input.Sections.GetValueOrDefault(s) ?? []))];

    protected async Task Prepare(CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageActivity);
        var clusters = (await db.Organisations.Where(o => o.Kind == OrganisationKind.ClusterOrganisation && o.MergedIntoId == null).Select(o => new { o.Id, o.Name }).ToListAsync(stop)).OrderBy(o => o.Name, StringComparer.CurrentCultureIgnoreCase).ToList();
        Clusters = [.. clusters.Where(o => reach.Everywhere || reach.Clusters.Contains(o.Id)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        Partners = [.. clusters.Select(o => new SelectListItem(o.Name, o.Id.ToString(), Input.CoOrganisers.Contains(o.Id)))];
        if (Clusters.Count == 1 && Input.LeadClusterId is null) Input.LeadClusterId = Guid.Parse(Clusters[0].Value, CultureInfo.InvariantCulture);
        if (Input.Kind is ActivityKind.FairAttendance)
            Missions = [.. (await db.Activities.Where(a => a.Kind == ActivityKind.TradeMission || a.Kind == ActivityKind.ReverseMission || a.Kind == ActivityKind.StudyVisit).OrderByDescending(a => a.StartsOn).Select(a => new { a.Id, a.Title, a.StartsOn }).ToListAsync(stop))
                .Select(a => new SelectListItem($"{a.Title.In(Texts.Language).Text}, {Dates.Day(a.StartsOn)}", a.Id.ToString()))];
        if (Part is MissionDetails)
            HostChoices = [.. (await db.Organisations.Where(o => o.MergedIntoId == null && (o.Kind == OrganisationKind.ForeignCounterpart || Input.Hosts.Contains(o.Id))).OrderBy(o => o.Name).Take(500).Select(o => new { o.Id, o.Name, o.Country }).ToListAsync(stop)).Select(o => new SelectListItem($"{o.Name} ({o.Country})", o.Id.ToString(), Input.Hosts.Contains(o.Id)))];
        if (Part is FairDetails)
            // Companies that come to the fair or to its mission: nobody else exhibits there.
            ExhibitorChoices = [.. (await db.Organisations.Where(o => Input.Exhibitors.Contains(o.Id) || db.AttendanceRecords.Any(a => a.OrganisationId == o.Id && (a.ActivityId == Input.Id || a.ActivityId == Input.PartOfId))).OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(stop)).Select(o => new SelectListItem(o.Name, o.Id.ToString(), Input.Exhibitors.Contains(o.Id)))];
    }

    /// <summary>Whether what was typed can be taken; what cannot is told at its field.</summary>
    protected bool Check()
    {
        void Fault(string field, Refusal why) => ModelState.AddModelError("Input." + field, texts.Of(why));
        if (Input.Title.Values.All(string.IsNullOrWhiteSpace)) Fault($"Title[{Texts.Language}]", new Refusal("Give it a name in one language at least."));
        foreach (var field in Wordings.Concat(Part is StudyDetails ? Sections : []))
            foreach (var (at, why) in PerLanguage.Check(field.Name["Input.".Length..], field.Values, field.Longest))
                if (why is not null) ModelState.AddModelError(at, texts.Of(why));
        if (Clusters.All(c => c.Value != Input.LeadClusterId?.ToString())) Fault("LeadClusterId", new Refusal("Choose the cluster in the lead."));
        if (!string.IsNullOrEmpty(Input.Country) && Countries.CodeOf(Input.Country) != Input.Country) Fault("Country", new Refusal("Choose a country from the list."));
        if (SpokenLanguages.Read(Input.Spoken).Unknown is { } unknown) Fault("Spoken", new Refusal("“{0}” is no language that is known here. Write names with commas: English, French.", unknown));
        if (WebAddresses.Check(Input.OnlineAddress) is { } online) Fault("OnlineAddress", online);
        if (WebAddresses.Check(Input.Website) is { } website) Fault("Website", website);
        if (Input.PartOfId is { } whole && Missions.All(m => m.Value != whole.ToString())) Fault("PartOfId", new Refusal("Choose a mission from the list."));
        Input.Hosts = [.. Input.Hosts.Where(h => HostChoices.Any(c => c.Value == h.ToString()))];
        Input.Exhibitors = [.. Input.Exhibitors.Where(h => ExhibitorChoices.Any(c => c.Value == h.ToString()))];
        Input.CoOrganisers = [.. Input.CoOrganisers.Where(h => Partners.Any(c => c.Value == h.ToString()))];
        if (Input is { StartsOn: not null, EndsOn: not null } && !HasOwnPages)
            foreach (var (field, why) in Input.Frame().Faults()) Fault(field, why);
        return ModelState.IsValid;
    }
}
