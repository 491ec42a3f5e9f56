using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;

namespace Paceline.Tests.Applications;

/// <summary>A mission with an open call, three clusters, and companies of them.</summary>
internal sealed class ACall(AppFactory app)
{
    public Organisation[] Clusters { get; private set; } = [];
    public Activity Mission { get; private set; } = null!;
    public Call Call { get; private set; } = null!;

    public CallQuestion Why { get; } = new() { Kind = QuestionKind.LongText, Label = new("Why?"), IsRequired = true };
    public CallQuestion Stand { get; } = new() { Kind = QuestionKind.OneChoice, Label = new("A stand?"), Options = [new(Ids.New(), new("Yes")), new(Ids.New(), new("No"))] };
    public CallQuestion Size => field ??= new() { Kind = QuestionKind.Number, Label = new("How large?"), IsRequired = true, OnlyWhen = new(Stand.Id, Stand.Options[0].Id.ToString()) };

    public static async Task<ACall> Open(AppFactory app, int places = 2, int? perCluster = null)
    {
        var world = new ACall(app);
        var programme = await app.AProgramme();
        world.Clusters = [await app.ACluster("Cluster A"), await app.ACluster("Cluster B"), await app.ACluster("Cluster C")];
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        world.Mission = new Activity { ProgrammeId = programme.Id, Kind = ActivityKind.TradeMission, Title = new("Mission to China"), StartsOn = today.AddDays(60), EndsOn = today.AddDays(64), Country = "CN", LeadClusterId = world.Clusters[0].Id, State = ActivityState.OpenForRegistration, TimeZone = "Asia/Shanghai" };
        var now = TimeProvider.System.GetUtcNow();
        world.Call = new Call
        {
            ActivityId = world.Mission.Id, Summary = new("Three days"), OpensAt = now.AddDays(-5), ClosesAt = now.AddDays(5), Places = places, PlacesPerCluster = perCluster, PublishedAt = now.AddDays(-6),
            Terms = new CallTerms { NeedsSme = false, NeedsMarket = true }, Questions = [world.Why, world.Stand, world.Size],
            Criteria = [new(Ids.New(), new("Fit"), 60), new(Ids.New(), new("Readiness"), 40)],
        };
        await app.Add([.. world.Clusters.Select((c, i) => (object)new ConsortiumPartner { ProgrammeId = programme.Id, OrganisationId = c.Id, Number = i + 1, Role = i == 0 ? PartnerRole.Coordinator : PartnerRole.Beneficiary }), world.Mission, world.Call]);
        return world;
    }

    public async Task<(Organisation Company, Person Person, Visitor Visitor)> ACompany(int cluster, string name)
    {
        var company = await app.ACompany(Clusters[cluster].Id, name);
        await app.Add(new CompanyProfile { OrganisationId = company.Id, TargetMarkets = ["CN"], Products = new("Wheels"), ContactName = "Nele Nord", ContactEmail = "nele@example.org" });
        var person = await app.APerson(Role.CompanyMember, company: company.Id, name: name + " speaker");
        return (company, person, await new Visitor(app).SignIn(person.Email!));
    }

    public string Url => $"/activities/{Mission.Id}/call";

    public Task Close() => app.Db(async db =>
    {
        var call = await db.Calls.FindAsync(Call.Id);
        call!.ClosesAt = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        return await db.SaveChangesAsync();
    });

    /// <summary>An application as it stands after both assessors: for what comes after.</summary>
    public async Task<(Application Application, Organisation Company, Visitor Visitor)> AScored(int cluster, decimal score, string name)
    {
        var (company, _, visitor) = await ACompany(cluster, name);
        var number = 1 + await app.Db(db => Task.FromResult(db.Applications.Count(a => a.CallId == Call.Id)));
        var application = new Application
        {
            CallId = Call.Id, ActivityId = Mission.Id, CompanyId = company.Id, HomeClusterId = Clusters[cluster].Id, Number = number, State = ApplicationState.Scored, Score = score, Submissions = 1, Language = "en",
            SubmittedAt = Call.OpensAt.AddMinutes(number), Delegates = [new(Ids.New(), "Nele Nord", "", "nele@example.org", "nl", "")],
        };
        await app.Add(application);
        return (application, company, visitor);
    }

    /// <summary>The organiser confirms the ranking.</summary>
    public async Task<Visitor> Decide()
    {
        await Close();
        var organiser = await app.AVisitor(Role.PartnerManager, Clusters[0].Id);
        await organiser.Submit(await organiser.Go(Url + "/selection"), "form[action*='Decide']");
        return organiser;
    }

    /// <summary>The letters leave: from then on companies see where they came out.</summary>
    public async Task Tell(Visitor organiser) =>
        await organiser.Submit(await organiser.Submit(await organiser.Go(Url + "/letters"), "form[action*='Prepare']"), "form[action*='Send']");

    public Task<Application> Now(Guid id) => app.Db(async db => (await db.Applications.FindAsync(id))!);
}
