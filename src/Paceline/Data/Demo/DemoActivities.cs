using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using ProgrammeRecord = Paceline.Domain.Programmes.Programme;

namespace Paceline.Data.Demo;

/// <summary>
/// What the partnership did, as it told the public. Where it named no day, the demonstration sets one, and the activity is marked.
/// Which company travelled where is invented; the totals are not.
/// </summary>
internal sealed class DemoActivities
{
    // 17 companies went to China and 16 to the USA, three of them to both: 30 companies, 33 places.
    internal static readonly string[] ToChina = ["NRD", "BRU", "CIM", "LUM", "TES", "COS", "ALT", "AIG", "HOE", "PIR", "VEL", "KAS", "ROC", "SEN", "MUR", "KOR", "IJS"];
    internal static readonly string[] ToTheUsa = ["NRD", "CIM", "LUM", "DUN", "GRV", "FLX", "PED", "ZEE", "RAM", "ORB", "TRI", "NEV", "SAL", "TRA", "MEU", "ARD"];
    private readonly List<Activity> _all = [];
    private readonly Guid _programme;
    private readonly DemoOrganisations _organisations;

    public DemoActivities(ProgrammeRecord programme, DemoOrganisations organisations)
    {
        (_programme, _organisations) = (programme.Id, organisations);
        Add(ActivityKind.MarketStudy, "Market study: China", "Étude de marché : Chine", "2016-05-31", "2016-05-31", "", "CN", "IND", dayIsSet: true);
        Add(ActivityKind.MarketStudy, "Market study: United States", "Étude de marché : États-Unis", "2016-09-30", "2016-09-30", "", "US", "FBV", dayIsSet: true);
        Add(ActivityKind.MarketStudy, "Market study: Iran", "Étude de marché : Iran", "2017-03-31", "2017-03-31", "", "IR", "MON", dayIsSet: true);
        Add(ActivityKind.TrainingSession, "Training: EU funding for the sports industry", "Formation : fonds européens pour le sport", "2016-06-15", "2016-06-15", "Brussels", "BE", "EPS", dayIsSet: true);
        Add(ActivityKind.TrainingSession, "Training: international export groups", "Formation : groupements d’exportation", "2016-10-12", "2016-10-12", "Barcelona", "ES", "IND", dayIsSet: true);
        Add(ActivityKind.TrainingSession, "Training: learning study tours to other partnerships", "Formation : voyages d’étude chez d’autres partenariats", "2017-04-05", "2017-04-05", "Eindhoven", "NL", "SNT", dayIsSet: true);
        Add(ActivityKind.TrainingSession, "Training: reverse missions", "Formation : missions inversées", "2017-07-04", "2017-07-04", "Grenoble", "FR", "MON", dayIsSet: true);
        Add(ActivityKind.Guide, "Guide on EU funding for the sports industry 2014–2020", "Guide des fonds européens pour l’industrie du sport 2014-2020", "2017-01-31", "2017-01-31", "", null, "EPS", dayIsSet: true, deliverable: "D3.7");
        China = Add(ActivityKind.TradeMission, "Trade mission to China", "Mission commerciale en Chine", "2017-02-13", "2017-02-16", "Beijing", "CN", "IND", zone: "Asia/Shanghai");
        Add(ActivityKind.FairAttendance, "ISPO Beijing", "ISPO Beijing", "2017-02-15", "2017-02-16", "Beijing", "CN", "IND", dayIsSet: true, zone: "Asia/Shanghai", partOf: China.Id);
        Usa = Add(ActivityKind.TradeMission, "Trade mission to the United States", "Mission commerciale aux États-Unis", "2017-09-17", "2017-09-20", "Ogden, Utah", "US", "FBV", zone: "America/Denver");
        Add(ActivityKind.FairAttendance, "Interbike", "Interbike", "2017-09-21", "2017-09-22", "Las Vegas", "US", "FBV", dayIsSet: true, zone: "America/Los_Angeles", partOf: Usa.Id);
        Add(ActivityKind.Conference, "Final conference", "Conférence finale", "2017-11-22", "2017-11-22", "Brussels", "BE", "IND", state: ActivityState.OpenForRegistration);
        Add(ActivityKind.ExternalEvent, "EU Industry Day", "Journée de l’industrie de l’UE", "2018-02-22", "2018-02-23", "Brussels", "BE", "IND", state: ActivityState.Planned);
        Add(ActivityKind.Webinar, "Webinar: what comes after Interbike (demo)", "Webinaire : après Interbike (démo)", "2017-09-28", "2017-09-28", "", null, "FBV", dayIsSet: true, state: ActivityState.Held);
        Iran = DemoEvents.Iran(_programme, organisations["SNT"].Id);
        Belgium = DemoEvents.Belgium(_programme, organisations["FBV"].Id);
        _all.AddRange([Iran, Belgium]);
        foreach (var activity in _all) DemoWordings.Fill(activity, organisations);
    }

    public Activity China { get; }
    public Activity Usa { get; }
    public MatchmakingEvent Iran { get; }
    public MatchmakingEvent Belgium { get; }
    public IEnumerable<Activity> All => _all;

    public Organisation Lead(Activity activity) => _organisations.All.Single(o => o.Id == activity.LeadClusterId);

    /// <summary>What has been checked: everything that is over.</summary>
    public IEnumerable<Verification> Verifications(Guid officer, string officerName) =>
        from activity in _all
        where activity.State is ActivityState.Verified
        select new Verification
        {
            RecordKind = RecordKind.Activity,
            RecordId = activity.Id,
            Result = VerificationResult.Accepted,
            Level = EvidenceLevel.Documented,
            Comment = "Agenda, list of those present and photos are complete.",
            ById = officer,
            By = officerName,
            At = new DateTimeOffset(activity.EndsOn.AddDays(12).ToDateTime(new TimeOnly(9, 30)), TimeSpan.Zero),
        };

    private Activity Add(ActivityKind kind, string english, string french, string from, string to, string place, string? country, string lead,
        bool dayIsSet = false, string zone = "Europe/Brussels", string? deliverable = null, Guid? partOf = null, ActivityState state = ActivityState.Verified)
    {
        var activity = new Activity
        {
            ProgrammeId = _programme,
            Kind = kind,
            Title = new LocalizedText(english) { ["fr"] = french },
            StartsOn = DateOnly.ParseExact(from, "yyyy-MM-dd", null),
            EndsOn = DateOnly.ParseExact(to, "yyyy-MM-dd", null),
            Place = place,
            Country = country,
            LeadClusterId = _organisations[lead].Id,
            TimeZone = zone,
            Deliverable = deliverable,
            PartOfId = partOf,
            State = state,
            IsFictional = dayIsSet,
        };
        _all.Add(activity);
        return activity;
    }
}
