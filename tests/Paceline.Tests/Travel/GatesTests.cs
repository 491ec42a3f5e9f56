using Paceline.Domain;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Travel;

public sealed class GatesOnSqlite(SqliteEngine engine) : GatesOfAMission(engine), IClassFixture<SqliteEngine>;

public sealed class GatesOnPostgres(PostgresEngine engine) : GatesOfAMission(engine), IClassFixture<PostgresEngine>;

public abstract class GatesOfAMission
{
    private readonly Engine _engine;

    protected GatesOfAMission(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task No_list_leaves_for_Iran_before_everything_is_settled_and_people_without_a_basis_are_withheld()
    {
        var mission = await Mission.Plan(_engine.App);
        var manager = await mission.Manager();
        (string, string)[] toHost = [("Input.Hosts", mission.Host.Id.ToString())];
        var page = await manager.Submit(await manager.Go(mission.Gates + "/list"), toHost);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("was not looked up", page.Body!.TextContent, StringComparison.Ordinal);

        page = await manager.Submit(await manager.Go(mission.Gates), "form[action*=LookUp]", ("host", mission.Host.Id.ToString()));
        Assert.Contains("Pharsian Sports", page.Body!.TextContent, StringComparison.Ordinal);
        page = await manager.Submit(page, "form[action*=Decide]", ("isMatch", "false"), ("reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        await manager.Submit(page, "form[action*=Decide]", ("isMatch", "false"), ("reason", "Another register number"));
        await Settle(manager, mission);
        page = await manager.Submit(await manager.Go(mission.Gates + "/list"), toHost);
        Assert.Contains("No one in the delegation has a basis", page.Body!.TextContent, StringComparison.Ordinal);

        await manager.Submit(await manager.Go(mission.Gates), "form[action*=Basis]", ("people", mission.Ana.Id.ToString()), ("basis", "ExplicitConsent"), ("note", "Signed"));
        page = await manager.Go(mission.Gates + "/list");
        Assert.Contains("withheld (1)", page.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(page, toHost[0], ("Input.Fields", "Organisation"));
        Assert.Equal(mission.Gates, manager.Last.RequestMessage!.RequestUri!.AbsolutePath);

        var sent = await _engine.App.Db(db => db.ListTransfers.SingleAsync(l => l.ActivityId == mission.Activity.Id));
        Assert.Equal((ListFields.Name | ListFields.Organisation, 1, "IR"), (sent.Fields, sent.Withheld, sent.Country));
        Assert.Equal([new TransferredPerson(mission.Ana.Id, TransferBasis.ExplicitConsent, "")], sent.People);
        var file = await manager.Http.GetStringAsync(new Uri($"{mission.Gates}/lists/{sent.Id}", UriKind.Relative));
        Assert.Contains("Ana López", file, StringComparison.Ordinal);
        Assert.Contains("Alfa Bikes", file, StringComparison.Ordinal);
        Assert.Contains("withheld (1)", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Ben", file, StringComparison.Ordinal);
        Assert.DoesNotContain("@example", file, StringComparison.Ordinal);
        Assert.Equal(["Opened a list that left", "Sent a list of the delegation to hosts"], await _engine.App.Db(db => db.AuditEvents.Where(a => a.RecordId == sent.Id).Select(a => a.Action).Order().ToListAsync()));
    }

    [Fact]
    public async Task A_newer_list_makes_checks_old_and_keeps_lists_back_again()
    {
        var mission = await Mission.Plan(_engine.App, host: "Velvet Trails");
        var manager = await mission.Manager();
        await manager.Submit(await manager.Go(mission.Gates), "form[action*=LookUp]", ("host", mission.Host.Id.ToString()));
        Assert.Equal(CheckResult.NoMatch, await _engine.App.Db(db => db.RestrictiveChecks.Where(c => c.ActivityId == mission.Activity.Id).Select(c => c.Result).SingleAsync()));
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        var xml = $"""<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="{TimeProvider.System.GetUtcNow().UtcDateTime:yyyy-MM-dd}"><sanctionEntity euReferenceNumber="EU.1.1"><regulation programme="IRN"/><nameAlias wholeName="Velvet Trail {Ids.New():N}"/><nameAlias wholeName="Velvet Trails"/><subjectType code="enterprise" classificationCode="E"/></sanctionEntity></export>""";
        await Import(coordinator, "list.xml", xml);
        Assert.Equal(HttpStatusCode.OK, coordinator.Last.StatusCode);
        var page = await manager.Go(mission.Gates);
        Assert.Contains("was looked up in an older list", page.Body!.TextContent, StringComparison.Ordinal);
        page = await manager.Submit(page, "form[action*=LookUp]", ("host", mission.Host.Id.ToString()));
        Assert.Contains("EU.1.1", page.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(page, "form[action*=Decide]", ("isMatch", "true"), ("reason", "The same address"));
        page = await manager.Submit(await manager.Go(mission.Gates + "/list"), ("Input.Hosts", mission.Host.Id.ToString()));
        Assert.Contains("is on the list of restrictive measures", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_answered_and_the_same_file_twice_is_one_list()
    {
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        foreach (var (name, content) in new[] { ("a.xml", "<export><broken"), ("a.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><export>&e;</export>"), ("a.csv", "who\nnobody\n"), ("a.csv", "name\n\n"), ("a.csv", "name\nNo day\n") })
        {
            await Import(coordinator, name, content);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, coordinator.Last.StatusCode);
        }

        var csv = "fileGenerationDate;Entity_EU_ReferenceNumber;Entity_SubjectType;NameAlias_WholeName\n2017-01-02;EU.9.9;P;" + Ids.New() + "\n2017-01-02;EU.9.9;P;Another name\n";
        await Import(coordinator, "a.csv", csv);
        await Import(coordinator, "b.csv", csv);
        var list = await _engine.App.Db(db => db.RestrictiveLists.SingleAsync(l => l.ListDate == new DateOnly(2017, 1, 2)));
        Assert.Equal((1, 2), (list.Subjects, list.Rows));
    }

    [Fact]
    public async Task Anothers_mission_is_not_there_and_managers_do_not_import_lists()
    {
        var mission = await Mission.Plan(_engine.App);
        var stranger = await _engine.App.AVisitor(Role.PartnerManager, cluster: (await _engine.App.ACluster()).Id);
        foreach (var path in new[] { mission.Gates, mission.Gates + "/list", mission.Briefing, mission.Briefing + "/publish", mission.Gates + "/lists/" + Ids.New(), mission.Gates + "/files/" + Ids.New() })
        {
            await stranger.Go(path);
            Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        }

        var page = await stranger.Go("/restrictive-measures");
        Assert.Null(page.QuerySelector("main form[enctype]"));
    }

    [Fact]
    public async Task Consent_that_is_taken_back_withholds_the_person_and_two_who_record_at_once_keep_one_basis()
    {
        var mission = await Mission.Plan(_engine.App);
        var (one, other) = (await mission.Manager(), await mission.Manager());
        var (first, second) = (await one.Go(mission.Gates), await other.Go(mission.Gates));
        (string, string)[] basis = [("people", mission.Ana.Id.ToString()), ("basis", "ExplicitConsent"), ("note", "Signed")];
        await Task.WhenAll(one.Submit(first, "form[action*=Basis]", basis), other.Submit(second, "form[action*=Basis]", basis));
        Assert.Equal(1, await _engine.App.Db(db => db.TransferBases.CountAsync(b => b.TravellerId == mission.Ana.Id && b.WithdrawnAt == null)));
        await one.Submit(await one.Go(mission.Gates), "#withdraw", ("person", mission.Ana.Id.ToString()));
        Assert.Contains("withheld (2)", (await one.Go(mission.Gates + "/list")).Body!.TextContent, StringComparison.Ordinal);
        var page = await one.Submit(await one.Go(mission.Gates), "form[action*=Basis]", ("people", mission.Ana.Id.ToString()), ("basis", "Adequacy"));
        Assert.Contains("No decision of the Commission holds for this country", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_delegation_is_those_who_have_a_place_and_nobody_else_of_their_companies()
    {
        var mission = await Mission.Plan(_engine.App);
        await _engine.App.Add(
            new Contact { OrganisationId = mission.Company.Id, Name = "Stays Athome", Email = "stays@example.org" },
            Mission.Delegate(mission.Activity, 3, "王小明", "", null),
            Mission.Delegate(mission.Activity, 4, "Waits Longer", "", mission.Company, state: RegistrationState.Waitlisted),
            Mission.Delegate(mission.Activity, 5, "Gave Up", "", mission.Company, state: RegistrationState.Cancelled),
            Mission.Delegate(mission.Activity, 6, "Is Invited", "", mission.Company, role: RegistrationRole.Guest));
        var manager = await mission.Manager();
        var people = (await manager.Go(mission.Gates)).QuerySelectorAll("form[action*=Basis] tbody tr").Select(r => r.TextContent).ToList();
        Assert.Equal(3, people.Count);
        Assert.All(new[] { "Ana López", "Ben Bär", "王小明" }, name => Assert.Contains(people, p => p.Contains(name, StringComparison.Ordinal)));

        // Ana's place is given back, and whoever waited moves up: no list holds her, and what was recorded for her stays.
        await manager.Submit(await manager.Go(mission.Gates), "form[action*=Basis]", ("people", mission.Ana.Id.ToString()), ("basis", "ExplicitConsent"), ("note", "Signed"));
        await manager.Submit(await manager.Go($"/activities/{mission.Activity.Id}/registrations/{mission.Ana.Id}"), "form[action*=Cancel]", ("reason", "Ill"));
        var now = (await manager.Go(mission.Gates)).QuerySelector("form[action*=Basis] tbody")!.TextContent;
        Assert.DoesNotContain("Ana", now, StringComparison.Ordinal);
        Assert.Contains("Waits Longer", now, StringComparison.Ordinal);
        Assert.Contains("withheld (3)", (await manager.Go(mission.Gates + "/list")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _engine.App.Db(db => db.TransferBases.CountAsync(b => b.TravellerId == mission.Ana.Id)));
    }

    [Fact]
    public async Task What_allows_a_transfer_follows_the_country_of_the_host()
    {
        // Buyers from Iran are received in Ghent: the names go home with them.
        var mission = await Mission.Plan(_engine.App, country: "BE", hostCountry: "IR");
        await mission.Settle((mission.Ana, "CN"));
        var manager = await mission.Manager();
        (string, string)[] toHost = [("Input.Hosts", mission.Host.Id.ToString())];
        var page = await manager.Submit(await manager.Go(mission.Gates + "/list"), toHost);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("No one in the delegation has a basis", page.Body!.TextContent, StringComparison.Ordinal);
        page = await manager.Go(mission.Gates);
        Assert.Contains("For Iran no decision", page.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(page, "form[action*=Basis]", ("people", mission.Ana.Id.ToString()), ("basis", "ExplicitConsent"), ("note", "Signed"));
        Assert.Equal(1, await _engine.App.Db(db => db.TransferBases.CountAsync(b => b.TravellerId == mission.Ana.Id && b.Country == "IR")));
        await manager.Submit(await manager.Go(mission.Gates + "/list"), toHost);
        var sent = await _engine.App.Db(db => db.ListTransfers.SingleAsync(l => l.ActivityId == mission.Activity.Id));
        Assert.Equal(("IR", 1, mission.Ana.Id), (sent.Country, sent.Withheld, Assert.Single(sent.People).TravellerId));
    }

    [Fact]
    public async Task One_list_for_two_countries_holds_the_same_people_or_is_not_made()
    {
        var mission = await Mission.Plan(_engine.App, country: "CN");
        await mission.Settle((mission.Ana, "CN"), (mission.Ben, "CN"));
        var second = new Organisation { Name = "Second host", Kind = OrganisationKind.Company, Country = "IR" };
        await _engine.App.Add(second);
        await _engine.App.Add(new RestrictiveCheck { ActivityId = mission.Activity.Id, LeadClusterId = mission.Cluster.Id, CounterpartId = second.Id, Names = second.Name, ListId = mission.List.Id, ListDate = mission.List.ListDate, Result = CheckResult.NoMatch, LookedBy = "Somebody", LookedAt = TimeProvider.System.GetUtcNow() });
        var visit = mission.APoint("Visit", 9);
        visit.HostId = second.Id;
        await _engine.App.Add(visit);
        var manager = await mission.Manager();
        (string, string)[] toBoth = [("Input.Hosts", mission.Host.Id.ToString()), ("Input.Hosts", second.Id.ToString())];
        var page = await manager.Submit(await manager.Go(mission.Gates + "/list"), toBoth);
        Assert.Contains("These hosts are in several countries", page.Body!.TextContent, StringComparison.Ordinal);
        page = await manager.Submit(await manager.Go(mission.Gates), "form[action*=Basis]", ("people", mission.Ana.Id.ToString()), ("basis", "ExplicitConsent"));
        Assert.Contains("Choose for which country it holds", page.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(page, "form[action*=Basis]", ("people", mission.Ana.Id.ToString()), ("people", mission.Ben.Id.ToString()), ("country", "IR"), ("basis", "ExplicitConsent"));
        await manager.Submit(await manager.Go(mission.Gates + "/list"), toBoth);
        var sent = await _engine.App.Db(db => db.ListTransfers.Where(l => l.ActivityId == mission.Activity.Id).OrderBy(l => l.Country).ToListAsync());
        Assert.Equal(["CN", "IR"], sent.Select(l => l.Country));
        Assert.All(sent, l => Assert.Equal(2, l.People.Count));
        Assert.Equal(["Second host"], sent[1].Recipients);
    }

    [Fact]
    public async Task No_basis_is_chosen_for_anybody_and_a_refused_form_says_what_was_sent()
    {
        var mission = await Mission.Plan(_engine.App);
        var manager = await mission.Manager();
        var page = await manager.Go(mission.Gates);
        Assert.Null(page.QuerySelector("input[name=basis][checked]"));
        page = await manager.Submit(page, "form[action*=Basis]", ("people", mission.Ana.Id.ToString()), ("note", "In the binder"));
        Assert.Contains("Choose what allows the transfer", page.Body!.TextContent, StringComparison.Ordinal);
        page = await manager.Submit(await manager.Go(mission.Gates), "form[action*=Basis]", ("people", mission.Ana.Id.ToString()), ("basis", "StandardClauses"), ("note", ""));
        Assert.Contains("Say which contract holds the clauses", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("StandardClauses", page.QuerySelector("input[name=basis][checked]")!.GetAttribute("value"));
        Assert.Equal(mission.Ana.Id.ToString(), page.QuerySelector("input[name=people][checked]")!.GetAttribute("value"));
        // Whoever adds the note and records again records what was chosen.
        await manager.Submit(page, "form[action*=Basis]", ("note", "Contract 7"));
        Assert.Equal(TransferBasis.StandardClauses, await _engine.App.Db(db => db.TransferBases.Where(b => b.TravellerId == mission.Ana.Id).Select(b => b.Basis).SingleAsync()));
    }

    [Fact]
    public async Task What_nobody_decided_is_not_clear_because_the_mission_has_begun()
    {
        var mission = await Mission.Plan(_engine.App, state: Domain.Activities.ActivityState.Held);
        await mission.Settle((mission.Ana, "IR"), (mission.Ben, "IR"));
        Assert.Equal((4, 4), await Count(mission));
        await _engine.App.Db(db => db.RestrictiveChecks.Where(c => c.ActivityId == mission.Activity.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Result, CheckResult.PossibleMatch)));
        Assert.Equal((3, 4), await Count(mission));
        // A newer list makes the check old, and decides nothing.
        var list = mission.List;
        await _engine.App.Add(new RestrictiveList { Name = "A newer list", ListDate = list.ListDate.AddDays(1), ImportedAt = TimeProvider.System.GetUtcNow(), ImportedBy = "Somebody", FileName = "b.csv", Sha256 = Ids.New().ToString("N") + Ids.New().ToString("N"), Subjects = 0, Rows = 0 });
        Assert.Equal((3, 4), await Count(mission));
        await _engine.App.Db(db => db.RestrictiveChecks.Where(c => c.ActivityId == mission.Activity.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Result, CheckResult.Cleared)));
        Assert.Equal((4, 4), await Count(mission));
    }

    private Task<(int, int)> Count(Mission mission) => _engine.App.Run(s => s.GetRequiredService<Features.Travel.ReadGates>().Count(mission.Activity, default));

    [Fact]
    public async Task Gates_and_packs_go_along_when_another_cluster_takes_the_lead()
    {
        var mission = await Mission.Plan(_engine.App);
        await mission.Settle((mission.Ana, "IR"));
        await _engine.App.Add(mission.APoint("Visit", 10));
        var before = await mission.Manager();
        await before.Submit(await before.Go(mission.Briefing + "/publish"), "main form:has([name='Input.After'])");
        var cluster = await _engine.App.ACluster($"New lead {Ids.New():N}");
        await _engine.App.Db(db => db.Activities.Where(a => a.Id == mission.Activity.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.LeadClusterId, cluster.Id)));
        var manager = await _engine.App.AVisitor(Role.PartnerManager, cluster.Id);
        Assert.Contains("withheld (1)", (await manager.Go(mission.Gates + "/list")).Body!.TextContent, StringComparison.Ordinal);
        await _engine.App.Add(mission.APoint("Another visit", 12));
        var page = await manager.Go(mission.Briefing + "/publish");
        Assert.Contains("Added: Another visit", page.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(page, "main form:has([name='Input.After'])");
        Assert.Equal(2, await _engine.App.Db(db => db.BriefingVersions.CountAsync(v => v.ActivityId == mission.Activity.Id)));
        await before.Go(mission.Gates);
        Assert.Equal(HttpStatusCode.NotFound, before.Last.StatusCode);
    }

    private static async Task Settle(Visitor manager, Mission mission)
    {
        foreach (var kind in new[] { "TravelSecurity", "Insurance" })
        {
            var page = await manager.Go(mission.Gates);
            var form = $"form:has(input[value={kind}])";
            await manager.Submit(page, form, ("form.DoneBy", "Petra"), ("form.ValidUntil", mission.Activity.EndsOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static async Task Import(Visitor visitor, string name, string content)
    {
        var page = await visitor.Go("/restrictive-measures");
        await visitor.Upload(page, "main form[enctype]", [("Input.File", name, System.Text.Encoding.UTF8.GetBytes(content))], ("Input.Name", "A list"));
    }
}
