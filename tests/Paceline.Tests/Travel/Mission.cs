using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Travel;

/// <summary>A mission to Iran with two companies, a person of each, a host and a list of restrictive measures.</summary>
internal sealed record Mission(AppFactory App, Organisation Cluster, Activity Activity, Organisation Company, Registration Ana, Registration Ben, Organisation Host, RestrictiveList List)
{
    public static async Task<Mission> Plan(AppFactory app, string country = "IR", ActivityState state = ActivityState.Planned, string host = "Parsian Sport", string? hostCountry = null)
    {
        var programme = await app.AProgramme();
        var cluster = await app.ACluster($"Lead {Ids.New():N}");
        var company = await app.ACompany(cluster.Id, "Alfa Bikes");
        var other = await app.ACompany(cluster.Id, "Beta Boards");
        var hosting = new Organisation { Name = host, Kind = OrganisationKind.Company, Country = hostCountry ?? country };
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        var activity = new Activity { ProgrammeId = programme.Id, Kind = ActivityKind.TradeMission, Title = new LocalizedText("Mission"), StartsOn = state is ActivityState.Planned ? today.AddDays(20) : today.AddDays(-40), EndsOn = state is ActivityState.Planned ? today.AddDays(24) : today.AddDays(-36), LeadClusterId = cluster.Id, Country = country, State = state, TimeZone = "Asia/Tehran", Details = new MissionDetails { HostIds = [hosting.Id], EmergencyNumbers = "Police, 110" } };
        // Ana is a contact of the company under the same address; of Ben the directory knows nothing.
        var contact = new Contact { OrganisationId = company.Id, Name = "Ana López", Email = $"ana-{Ids.New():N}@example.org", JobTitle = "Exports", Language = "es" };
        var (ana, ben) = (Delegate(activity, 1, "Ana López", contact.Email, company, "es"), Delegate(activity, 2, "Ben Bär", $"ben-{Ids.New():N}@example.net", other, "en"));
        // The list of this mission is the newest, whatever other tests imported before.
        var newest = await app.Db(db => db.RestrictiveLists.OrderByDescending(l => l.ListDate).Select(l => l.ListDate).FirstOrDefaultAsync());
        var list = new RestrictiveList { Name = "A list", ListDate = newest > today.AddDays(-3) ? newest : today.AddDays(-3), ImportedAt = TimeProvider.System.GetUtcNow(), ImportedBy = "Somebody", FileName = "a.csv", Sha256 = Ids.New().ToString("N") + Ids.New().ToString("N"), Subjects = 1, Rows = 1 };
        await app.Add(hosting);
        await app.Add(activity, contact, ana, ben, list, new RegistrationBook { ActivityId = activity.Id, LastNumber = 2 });
        if (state is not ActivityState.Planned)
            await app.Add([.. new[] { ana, ben }.Select(p => new AttendanceRecord { ActivityId = activity.Id, RegistrationId = p.Id, OrganisationId = p.OrganisationId, On = activity.StartsOn })]);
        await app.Add(new RestrictiveName { ListId = list.Id, Reference = "T.1", Name = "Pharsian Sports", Programme = "TST" });
        return new Mission(app, cluster, activity, company, ana, ben, hosting, list);
    }

    public static Registration Delegate(Activity activity, int number, string name, string email, Organisation? company, string language = "en", RegistrationState state = RegistrationState.Confirmed, RegistrationRole role = RegistrationRole.Delegate)
    {
        var person = new Registration { ActivityId = activity.Id, Number = number, Name = name, OrganisationId = company?.Id, OrganisationName = company?.Name ?? "Nobody knows it", Role = role, State = state, Language = language, RegisteredAt = TimeProvider.System.GetUtcNow() };
        person.SetEmail(email);
        return person;
    }

    public Task<Visitor> Manager() => App.AVisitor(Role.PartnerManager, cluster: Cluster.Id);

    public ProgrammeItem APoint(string title, int hour, params Guid[] onlyFor) => new() { ActivityId = Activity.Id, Kind = ProgrammeItemKind.Visit, Title = new LocalizedText(title), Date = Activity.StartsOn, From = new TimeOnly(hour, 0), To = new TimeOnly(hour + 1, 0), Venue = "12 Azadi Street", LocalVenue = "خیابان آزادی ۱۲", OnlyFor = onlyFor };

    /// <summary>All that is recorded before names leave, but the basis: the host is clear, travel is safe, everybody is insured.</summary>
    public async Task Settle(params (Registration Person, string Country)[] consents)
    {
        var (by, now) = ("Somebody", TimeProvider.System.GetUtcNow());
        await App.Add(
            new RestrictiveCheck { ActivityId = Activity.Id, LeadClusterId = Cluster.Id, CounterpartId = Host.Id, Names = Host.Name, ListId = List.Id, ListDate = List.ListDate, Result = CheckResult.NoMatch, LookedBy = by, LookedAt = now },
            new MissionGate { ActivityId = Activity.Id, LeadClusterId = Cluster.Id, Kind = GateKind.TravelSecurity, DoneBy = by, DoneOn = List.ListDate },
            new MissionGate { ActivityId = Activity.Id, LeadClusterId = Cluster.Id, Kind = GateKind.Insurance, DoneBy = by, DoneOn = List.ListDate, ValidUntil = Activity.EndsOn });
        await App.Add([.. consents.Select(c => new PersonTransferBasis { ActivityId = Activity.Id, LeadClusterId = Cluster.Id, TravellerId = c.Person.Id, Country = c.Country, Basis = TransferBasis.ExplicitConsent, RecordedBy = by, RecordedAt = now })]);
    }

    public string Gates => $"/activities/{Activity.Id}/gates";
    public string Briefing => $"/activities/{Activity.Id}/briefing";
}
