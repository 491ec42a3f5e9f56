using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Platform.Access;
using Paceline.Tests.Account;

namespace Paceline.Tests.Admin;

public sealed class PeoplePagesOnSqlite(SqliteEngine engine) : PeoplePages(engine), IClassFixture<SqliteEngine>;

public sealed class PeoplePagesOnPostgres(PostgresEngine engine) : PeoplePages(engine), IClassFixture<PostgresEngine>;

public abstract class PeoplePages
{
    private readonly Engine _engine;

    protected PeoplePages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task An_invited_manager_chooses_a_password_and_is_in()
    {
        var cluster = await App.ACluster("Vélo 自行车");
        var coordinator = await App.AVisitor(Role.Coordinator);
        var form = await coordinator.Go("/people/invite");
        (string, string)[] filled = [("Input.Name", "محمد 👩‍💻 <b>"), ("Input.Email", "new@example.org"), ("Input.Role", "PartnerManager"), ("Input.Cluster", cluster.Id.ToString())];
        var page = await coordinator.Submit(form, filled);
        Assert.Equal(HttpStatusCode.OK, coordinator.Last.StatusCode);
        Assert.Equal("محمد 👩‍💻 <b>", page.QuerySelector("h1")!.TextContent);
        var again = await coordinator.Submit(form, filled);
        Assert.Equal(page.Url, again.Url);
        var mail = Assert.Single(await App.Db(db => db.Mails.Where(m => m.To == "new@example.org").ToListAsync()));

        var invited = new Visitor(App);
        await invited.Submit(await invited.Go(Accounts.LinkIn(mail.Text)), ("Password", "seven quiet bicycles"));
        Assert.Equal("/", invited.Last.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Forbidden, (await invited.Http.GetAsync(new Uri("/people", UriKind.Relative))).StatusCode);

        var second = await coordinator.Submit(await coordinator.Go("/people/invite"), filled);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, coordinator.Last.StatusCode);
        Assert.NotNull(second.QuerySelector("#Input-Email-error"));
        Assert.True(await App.Db(db => db.AuditEvents.AnyAsync(a => a.Action == "Invited a person")));
    }

    [Theory]
    [InlineData("PartnerManager", "#Input-Cluster-error")]
    [InlineData("CompanyMember", "#Input-Company-error")]
    [InlineData("Administrator", "#Input-Role-error")]
    [InlineData("Guest", "#Input-Role-error")]
    public async Task An_invitation_that_the_rules_refuse_says_why_and_makes_nobody(string role, string error)
    {
        var coordinator = await App.AVisitor(Role.Coordinator);
        var page = await coordinator.Submit(await coordinator.Go("/people/invite"), ("Input.Name", "N"), ("Input.Email", "refused@example.org"), ("Input.Role", role));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, coordinator.Last.StatusCode);
        Assert.NotNull(page.QuerySelector(error));
        Assert.False(await App.Db(db => db.Users.AnyAsync(p => p.Email == "refused@example.org")));
    }

    [Fact]
    public async Task Text_that_cannot_be_kept_is_answered_at_its_field()
    {
        var coordinator = await App.AVisitor(Role.Coordinator);
        var form = await coordinator.Go("/people/invite");
        (string, string)[] nul = [("Input.Name", "N\0"), ("Input.Email", "nul@example.org"), ("Input.Role", "Evaluator")];
        await coordinator.Submit(form, nul);
        Assert.Equal(HttpStatusCode.BadRequest, coordinator.Last.StatusCode);
        var page = await coordinator.Upload(form, "main form[method=post]", [("file", "a", [1])], nul);
        Assert.NotNull(page.QuerySelector("#Input-Name-error"));
        page = await coordinator.Submit(form, ("Input.Name", new string('王', 10_000)), ("Input.Email", "long@example.org"), ("Input.Role", "Evaluator"));
        Assert.NotNull(page.QuerySelector("#Input-Name-error"));
        Assert.Equal(10_000, ((IHtmlInputElement)page.QuerySelector("#Input-Name")!).Value.Length);
    }

    [Fact]
    public async Task Roles_are_given_and_taken_with_before_and_after_in_the_trail()
    {
        var person = await App.APerson(Role.Evaluator);
        var administrator = await App.AVisitor(Role.Administrator);
        await administrator.Submit(await administrator.Go($"/people/{person.Id}"), "form[action*=Give]", ("Added.Role", "Coordinator"));
        await administrator.Submit(await administrator.Go($"/people/{person.Id}"), "form[action*=Give]", ("Added.Role", "Coordinator"));
        Assert.Equal(2, await App.Db(db => db.RoleGrants.CountAsync(g => g.PersonId == person.Id)));
        Assert.Equal("Evaluator → Coordinator, Evaluator", await App.Db(db => db.AuditEvents.Where(a => a.RecordId == person.Id).Select(a => a.Details).SingleAsync()));
        await administrator.Submit(await administrator.Go($"/people/{person.Id}"), "form[action*=Take]");
        Assert.Equal(Role.Evaluator, await App.Db(db => db.RoleGrants.Where(g => g.PersonId == person.Id).Select(g => g.Role).SingleAsync()));
    }

    [Fact]
    public async Task Two_administrators_who_take_each_others_role_at_once_do_not_both_succeed()
    {
        await using var fresh = _engine.Fresh();
        var people = new[] { await fresh.App.APerson(Role.Administrator), await fresh.App.APerson(Role.Administrator) };
        var visitors = await Task.WhenAll(people.Select(p => new Visitor(fresh.App).SignIn(p.Email!)));
        var forms = await Task.WhenAll(visitors.Select((v, i) => v.Go($"/people/{people[1 - i].Id}")));
        await Task.WhenAll(visitors.Select((v, i) => v.Submit(forms[i], "form[action*=Take]")));
        Assert.Equal(1, await fresh.App.Db(db => db.RoleGrants.CountAsync(g => g.Role == Role.Administrator)));
    }

    [Fact]
    public async Task A_coordinator_cannot_close_an_administrator_and_nobody_the_own_account()
    {
        var administrator = await App.APerson(Role.Administrator);
        var coordinator = await App.AVisitor(Role.Coordinator);
        await coordinator.Submit(await coordinator.Go($"/people/{administrator.Id}"), "form[action*=Close]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, coordinator.Last.StatusCode);
        Assert.False(await App.Db(db => db.Users.Where(p => p.Id == administrator.Id).Select(p => p.IsClosed).SingleAsync()));
        var self = await new Visitor(App).SignIn(administrator.Email!);
        Assert.Null((await self.Go($"/people/{administrator.Id}")).QuerySelector("form[action*=Close]"));
    }

    [Fact]
    public async Task A_closed_account_is_reopened_with_its_roles()
    {
        var person = await App.APerson(Role.Evaluator);
        var coordinator = await App.AVisitor(Role.Coordinator);
        await coordinator.Submit(await coordinator.Go($"/people/{person.Id}"), "form[action*=Close]");
        Assert.True(await App.Db(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.IsClosed).SingleAsync()));
        await coordinator.Submit(await coordinator.Go($"/people/{person.Id}"), "form[action*=Reopen]");
        var visitor = await new Visitor(App).SignIn(person.Email!);
        Assert.Equal("/", new Uri((await visitor.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task The_second_of_two_who_rename_is_told_and_loses_nothing()
    {
        var person = await App.APerson(Role.Evaluator, name: "Before");
        var (first, second) = (await App.AVisitor(Role.Coordinator), await App.AVisitor(Role.Coordinator));
        var (one, two) = (await first.Go($"/people/{person.Id}"), await second.Go($"/people/{person.Id}"));
        await first.Submit(one, "form:has(#Input-Name)", ("Input.Name", "Theirs"));
        var told = await second.Submit(two, "form:has(#Input-Name)", ("Input.Name", "Mine"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Last.StatusCode);
        Assert.Contains("Theirs", told.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mine", ((IHtmlInputElement)told.QuerySelector("#Input-Name")!).Value);
        await second.Submit(told, "form:has(#Input-Name)");
        Assert.Equal("Mine", await App.Db(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.DisplayName).SingleAsync()));
    }

    [Fact]
    public async Task Who_is_not_there_is_not_found_and_the_list_finds_by_name_and_role()
    {
        await App.APerson(Role.MonitoringOfficer, name: "Ółivia Findable");
        var coordinator = await App.AVisitor(Role.Coordinator);
        await coordinator.Go($"/people/{Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.NotFound, coordinator.Last.StatusCode);
        Assert.Single((await coordinator.Go("/people?q=findable")).QuerySelectorAll("tbody tr"));
        Assert.Single((await coordinator.Go("/people?role=MonitoringOfficer&q=findable")).QuerySelectorAll("tbody tr"));
        Assert.NotNull((await coordinator.Go("/people?role=Evaluator&q=findable")).QuerySelector(".empty"));
    }
}
