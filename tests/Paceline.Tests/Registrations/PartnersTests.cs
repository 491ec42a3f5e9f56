using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Registrations;

public sealed class PartnersOnSqlite(SqliteEngine engine) : PartnersThatHelp(engine), IClassFixture<SqliteEngine>;

public sealed class PartnersOnPostgres(PostgresEngine engine) : PartnersThatHelp(engine), IClassFixture<PostgresEngine>;

/// <summary>A mission that one cluster leads and another helps to run.</summary>
public abstract class PartnersThatHelp
{
    private readonly Engine _engine;

    protected PartnersThatHelp(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    private sealed record Shared(Activity Mission, Organisation Lead, Organisation Helper, Organisation Company, Registration Theirs, Registration Own)
    {
        public string Url => $"/activities/{Mission.Id}";
    }

    [Fact]
    public async Task A_partner_that_helps_sees_its_own_people_and_what_is_shared()
    {
        var shared = await AMission();
        var (lead, helper) = (await App.AVisitor(Role.PartnerManager, shared.Lead.Id), await App.AVisitor(Role.PartnerManager, shared.Helper.Id));
        Assert.Equal(["Lena Lead", "Hugo Help"], Names(await lead.Go(shared.Url + "/registrations")));
        var list = await helper.Go(shared.Url + "/registrations");
        Assert.Equal(["Hugo Help"], Names(list));
        Assert.Contains("2 of 9 places taken", list.QuerySelector("header.head")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Lena", await helper.Http.GetStringAsync(new Uri(shared.Url + "/registrations?handler=Export&format=csv", UriKind.Relative)), StringComparison.Ordinal);
        Assert.DoesNotContain("Lena", (await helper.Go(shared.Url + "/registrations?q=lena")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await Is(helper, HttpStatusCode.NotFound, $"registrations/{shared.Theirs.Id}", "registrations/settings", "registrations/sheets", "registrations/badges", "registrations/invitations", "registrations/several", "registrations/desk", "registrations/care", "registrations/evaluation/questions", "check-in", "check-in?handler=People", "gates", "gates/list", "edit", "programme", "evidence");
        await Is(helper, HttpStatusCode.OK, "", "registrations", $"registrations/{shared.Own.Id}", "registrations/evaluation", "register", "briefing");
        var board = (await helper.Go("/activities")).QuerySelectorAll("tbody tr").Single(r => r.InnerHtml.Contains(shared.Mission.Id.ToString(), StringComparison.Ordinal));
        Assert.Null(board.QuerySelector("a[href*=evidence]"));

        // A cluster that has no part in it finds no list at all.
        var stranger = await App.AVisitor(Role.PartnerManager, (await App.ACluster("Stranger")).Id);
        await Is(stranger, HttpStatusCode.NotFound, "registrations", $"registrations/{shared.Own.Id}", "registrations/evaluation", "register", "briefing");

        async Task Is(Visitor visitor, HttpStatusCode answer, params string[] paths)
        {
            foreach (var path in paths)
            {
                await visitor.Go($"{shared.Url}/{path}".TrimEnd('/'));
                Assert.True(answer == visitor.Last.StatusCode, $"{path}: {visitor.Last.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task It_registers_corrects_and_cancels_its_own_people_and_nobody_elses()
    {
        var shared = await AMission();
        var helper = await App.AVisitor(Role.PartnerManager, shared.Helper.Id);
        var form = await helper.Go(shared.Url + "/register");
        Assert.Equal([shared.Company.Name], form.QuerySelectorAll("select[name='Input.CompanyId'] option:not([value=''])").Select(o => o.TextContent));
        var foreign = await App.ACompany(shared.Lead.Id, "Not theirs");
        await helper.Submit(form, "form[novalidate]", ("Input.Name", "Ines"), ("Input.Email", "i@example.org"), ("Input.CompanyId", foreign.Id.ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, helper.Last.StatusCode);
        await helper.Submit(form, "form[novalidate]", ("Input.Name", "Ines"), ("Input.Email", "i@example.org"), ("Input.CompanyId", shared.Company.Id.ToString()), ("Input.Role", "Delegate"));
        var ines = await App.Db(db => db.Registrations.SingleAsync(r => r.ActivityId == shared.Mission.Id && r.Name == "Ines"));
        Assert.Equal((shared.Company.Id, shared.Helper.Id, RegistrationRole.Delegate, RegistrationState.Confirmed), (ines.OrganisationId!.Value, ines.HomeClusterId!.Value, ines.Role, ines.State));

        var own = await helper.Go($"{shared.Url}/registrations/{shared.Own.Id}");
        await helper.Submit(own, "form[novalidate]", ("Input.Departure", "Ghent"));
        Assert.Equal("Ghent", await App.Db(db => db.Registrations.Where(r => r.Id == shared.Own.Id).Select(r => r.PlaceOfDeparture).SingleAsync()));
        await helper.Submit(await helper.Go($"{shared.Url}/registrations/{shared.Own.Id}"), "form[action*=Cancel]", ("reason", "Ill"));
        Assert.Equal(RegistrationState.Cancelled, await App.Db(db => db.Registrations.Where(r => r.Id == shared.Own.Id).Select(r => r.State).SingleAsync()));

        // The address of somebody else's person, sent by hand from a page of its own.
        var page = await helper.Go($"{shared.Url}/registrations/{ines.Id}");
        page.QuerySelector("form[action*=Cancel]")!.SetAttribute("action", $"{shared.Url}/registrations/{shared.Theirs.Id}?handler=Cancel");
        await helper.Submit(page, $"form[action*='{shared.Theirs.Id}']", ("reason", "No"));
        Assert.Equal(HttpStatusCode.NotFound, helper.Last.StatusCode);
        Assert.Equal(RegistrationState.Confirmed, await App.Db(db => db.Registrations.Where(r => r.Id == shared.Theirs.Id).Select(r => r.State).SingleAsync()));
    }

    [Fact]
    public async Task Where_a_call_gives_the_places_nobody_registers_past_it_and_the_page_leads_to_the_call()
    {
        var shared = await AMission();
        var now = TimeProvider.System.GetUtcNow();
        var member = await App.AVisitor(Role.CompanyMember, company: shared.Company.Id);
        var helper = await App.AVisitor(Role.PartnerManager, shared.Helper.Id);
        var page = await member.Go(shared.Url);
        Assert.NotNull(page.QuerySelector($"main section a[href='{shared.Url}/register']"));
        Assert.DoesNotContain("Ask your cluster", page.Body!.TextContent, StringComparison.Ordinal);
        await App.Add(new Call { ActivityId = shared.Mission.Id, Summary = new("Three days"), OpensAt = now.AddDays(-5), ClosesAt = now.AddDays(5), Places = 2, PublishedAt = now.AddDays(-6) });
        page = await member.Go(shared.Url);
        Assert.Null(page.QuerySelector($"a[href='{shared.Url}/register']"));
        Assert.NotNull(page.QuerySelector($"main section a[href='{shared.Url}/call']"));
        foreach (var visitor in new[] { member, helper })
        {
            page = await visitor.Go(shared.Url + "/register");
            Assert.Null(page.QuerySelector("form[novalidate]"));
            Assert.NotNull(page.QuerySelector($"a[href='{shared.Url}/call']"));
        }
    }

    private async Task<Shared> AMission()
    {
        var (lead, helper) = (await App.ACluster($"Lead {Ids.New():N}"), await App.ACluster($"Helper {Ids.New():N}"));
        var (theirs, company) = (await App.ACompany(lead.Id, "Lead’s company"), await App.ACompany(helper.Id, "Helper’s company"));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        var mission = new Activity { ProgrammeId = (await App.AProgramme()).Id, Kind = ActivityKind.TradeMission, Title = new LocalizedText("Mission"), StartsOn = today.AddDays(20), EndsOn = today.AddDays(24), LeadClusterId = lead.Id, CoOrganiserIds = [helper.Id], Capacity = 9, Country = "CN", State = ActivityState.OpenForRegistration, TimeZone = "Asia/Shanghai", Details = new MissionDetails() };
        var (first, second) = (Person(1, "Lena Lead", theirs, lead), Person(2, "Hugo Help", company, helper));
        await App.Add(mission, first, second, new RegistrationBook { ActivityId = mission.Id, LastNumber = 2 });
        return new Shared(mission, lead, helper, company, first, second);

        Registration Person(int number, string name, Organisation of, Organisation home)
        {
            var person = new Registration { ActivityId = mission.Id, Number = number, Name = name, OrganisationId = of.Id, OrganisationName = of.Name, HomeClusterId = home.Id, Role = RegistrationRole.Delegate, State = RegistrationState.Confirmed, RegisteredAt = TimeProvider.System.GetUtcNow() };
            person.SetEmail($"{number}-{mission.Id:N}@example.org");
            person.SearchText = Features.Registrations.RegisterPeople.SearchText(person);
            return person;
        }
    }

    private static IEnumerable<string> Names(AngleSharp.Dom.IDocument page) => page.QuerySelectorAll(".reglist tbody th a").Select(a => a.TextContent.Trim());
}
