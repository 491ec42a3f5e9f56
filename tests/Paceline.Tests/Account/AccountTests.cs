using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Features.Account;
using Paceline.Platform.Access;

namespace Paceline.Tests.Account;

public sealed class AccountsOnSqlite(SqliteEngine engine) : Accounts(engine), IClassFixture<SqliteEngine>;

public sealed class AccountsOnPostgres(PostgresEngine engine) : Accounts(engine), IClassFixture<PostgresEngine>;

public abstract class Accounts
{
    private readonly Engine _engine;

    protected Accounts(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task The_way_back_leads_where_one_wanted_to_go_and_never_to_another_site()
    {
        var person = await App.APerson(Role.Evaluator);
        var visitor = new Visitor(App);
        var door = await visitor.Go("/account/security");
        await visitor.Submit(door, ("Input.Email", person.Email!), ("Input.Password", Visitor.Password));
        Assert.Equal("/account/security", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);

        foreach (var elsewhere in (string[])["https://example.org/", "//example.org", "/\\example.org"])
        {
            var other = new Visitor(App);
            await other.Submit(await other.Go($"/sign-in?returnUrl={Uri.EscapeDataString(elsewhere)}"), ("Input.Email", person.Email!), ("Input.Password", Visitor.Password));
            Assert.Equal("/", other.Last.RequestMessage!.RequestUri!.PathAndQuery);
            Assert.Equal("localhost", other.Last.RequestMessage!.RequestUri!.Host);
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_make_the_account_wait_and_say_so()
    {
        var person = await App.APerson(Role.Coordinator);
        var visitor = new Visitor(App);
        var said = "";
        for (var i = 0; i < 6; i++) said = (await visitor.Submit(await visitor.Go("/sign-in"), ("Input.Email", person.Email!), ("Input.Password", "wrong"))).QuerySelector("[role=alert]")!.TextContent;
        Assert.Contains("five minutes", said, StringComparison.Ordinal);
        said = (await visitor.Submit(await visitor.Go("/sign-in"), ("Input.Email", person.Email!), ("Input.Password", Visitor.Password))).QuerySelector("[role=alert]")!.TextContent;
        Assert.Contains("five minutes", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_account_is_out_at_once_and_stays_out()
    {
        var person = await App.APerson(Role.Coordinator);
        var visitor = await new Visitor(App).SignIn(person.Email!);
        await App.Db(db => db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.IsClosed, true)));
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        var page = await visitor.Submit(await visitor.Go("/sign-in"), ("Input.Email", person.Email!), ("Input.Password", Visitor.Password));
        Assert.Contains("closed", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        page = await visitor.Submit(await visitor.Go("/sign-in"), ("Input.Email", person.Email!), ("Input.Password", "not the password"));
        Assert.DoesNotContain("closed", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_a_link_that_works_once_and_whose_opening_changes_nothing()
    {
        var person = await App.APerson(Role.Evaluator);
        var elsewhere = await new Visitor(App).SignIn(person.Email!);
        var visitor = new Visitor(App);
        var known = await visitor.Submit(await visitor.Go("/forgotten-password"), ("Email", person.Email!));
        var unknown = await visitor.Submit(await visitor.Go("/forgotten-password"), ("Email", "nobody@example.org"));
        Assert.Equal(known.QuerySelector("main")!.TextContent, unknown.QuerySelector("main")!.TextContent);
        // Nobody has looked yet: to the page they are the same, in its words and in its work.
        Assert.False(await App.Db(db => db.Mails.AnyAsync(m => m.To == person.Email)));
        await App.Work<SendPasswordLink>();
        Assert.False(await App.Db(db => db.Mails.AnyAsync(m => m.To == "nobody@example.org")));
        await visitor.Submit(await visitor.Go("/forgotten-password"), ("Email", person.Email!));
        await App.Work<SendPasswordLink>();
        Assert.False(await App.Db(db => db.Jobs.AnyAsync(j => j.Kind == SendPasswordLink.Kind)));
        var mail = Assert.Single(await App.Db(db => db.Mails.Where(m => m.To == person.Email).ToListAsync()));

        var link = LinkIn(mail.Text);
        var late = new Visitor(App);
        var lateForm = await late.Go(link);
        var form = await visitor.Go(link);
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        var refused = await visitor.Submit(form, ("Password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.NotNull(refused.QuerySelector("#Password-error"));
        await visitor.Submit(form, ("Password", "seven quiet bicycles"));
        Assert.Equal("/", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);

        await visitor.Go(link);
        Assert.Equal(HttpStatusCode.Gone, visitor.Last.StatusCode);
        await late.Submit(lateForm, ("Password", "another password here"));
        Assert.Equal(HttpStatusCode.Gone, late.Last.StatusCode);
        Assert.Equal("/sign-in", new Uri((await elsewhere.Go("/")).Url).AbsolutePath);
        Assert.True(await App.Db(db => db.AuditEvents.AnyAsync(a => a.Action == "Chose a password" && a.ActorId == person.Id)));
    }

    [Fact]
    public async Task A_link_of_a_closed_account_opens_nothing()
    {
        var person = await App.APerson(Role.Coordinator);
        var token = await App.Run(async s =>
        {
            var made = await s.GetRequiredService<Links>().For(LinkPurpose.ChoosePassword, person.Id, TimeSpan.FromHours(1));
            var db = s.GetRequiredService<Data.PacelineDb>();
            await db.SaveChangesAsync();
            await db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.IsClosed, true));
            return made;
        });
        var visitor = new Visitor(App);
        await visitor.Go($"/choose-password/{token}");
        Assert.Equal(HttpStatusCode.Gone, visitor.Last.StatusCode);
    }

    [Fact]
    public async Task The_own_password_is_changed_only_by_who_knows_it_and_other_devices_are_out()
    {
        var person = await App.APerson(Role.CompanyMember, company: null);
        var here = await new Visitor(App).SignIn(person.Email!);
        var there = await new Visitor(App).SignIn(person.Email!);
        var form = await here.Go("/account/security");
        var wrong = await here.Submit(form, "form:has(#Input-OldPassword)", ("Input.OldPassword", "not it"), ("Input.NewPassword", "seven quiet bicycles"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, here.Last.StatusCode);
        Assert.NotNull(wrong.QuerySelector("#Input-OldPassword-error"));
        await here.Submit(form, "form:has(#Input-OldPassword)", ("Input.OldPassword", Visitor.Password), ("Input.NewPassword", "seven quiet bicycles"));
        Assert.Equal("/account/security", new Uri((await here.Go("/account/security")).Url).AbsolutePath);
        Assert.Equal("/sign-in", new Uri((await there.Go("/account/security")).Url).AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_sign_in()
    {
        var person = await App.APerson(Role.Evaluator);
        var here = await new Visitor(App).SignIn(person.Email!);
        var there = await new Visitor(App).SignIn(person.Email!);
        await here.Submit(await here.Go("/account/security"), "form[action*=Everywhere]");
        Assert.Equal("/sign-in", new Uri((await here.Go("/")).Url).AbsolutePath);
        Assert.Equal("/sign-in", new Uri((await there.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task The_language_chosen_holds_for_the_browser_and_comes_along_with_the_account()
    {
        var person = await App.APerson(Role.Coordinator);
        var visitor = await new Visitor(App).SignIn(person.Email!);
        var page = await Choose(visitor, await visitor.Go("/account/security?x=1"), "fr");
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.EndsWith("/account/security?x=1", page.Url, StringComparison.Ordinal);
        var elsewhere = await new Visitor(App).SignIn(person.Email!);
        Assert.Equal("fr", (await elsewhere.Go("/")).DocumentElement.GetAttribute("lang"));

        var stranger = new Visitor(App);
        Assert.Equal("fr", (await Choose(stranger, await stranger.Go("/sign-in"), "fr")).DocumentElement.GetAttribute("lang"));
        await Choose(stranger, await stranger.Go("/sign-in"), "en", back: "https://example.org/");
        Assert.Equal("localhost", stranger.Last.RequestMessage!.RequestUri!.Host);
        await Choose(stranger, await stranger.Go("/sign-in"), "xx");
        Assert.Equal(HttpStatusCode.BadRequest, stranger.Last.StatusCode);
    }

    [Fact]
    public async Task The_button_in_the_rail_signs_out()
    {
        var visitor = await App.AVisitor(Role.Coordinator);
        await visitor.Submit(await visitor.Go("/account/security"), "form[action='/sign-out']");
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task The_first_administrator_sets_up_account_and_programme_by_a_link_that_works_once()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var link = new Uri((await FirstAdministrator.LinkIfNeeded(app.Services, "http://localhost", CancellationToken.None))!).AbsolutePath;
        var visitor = new Visitor(app);
        var form = await visitor.Go(link);
        var late = new Visitor(app);
        var lateForm = await late.Go(link);
        (string, string)[] filled = [("Input.Name", "Ada 👩‍💻 王"), ("Input.Email", "ada@example.org"), ("Input.Password", "seven quiet bicycles"), ("Input.Acronym", "TRAIL"), ("Input.Title", "A trail"), ("Input.StartsOn", "2026-01-01"), ("Input.Months", "24"), ("Input.GrantEuros", "449991"), ("Input.Cluster", "Cluster Montagne"), ("Input.Country", "FR")];
        var long10000 = filled.Select(f => f.Item1 is "Input.Acronym" ? (f.Item1, new string('x', 10_000)) : f).ToArray();
        Assert.NotNull((await visitor.Submit(form, long10000)).QuerySelector("#Input-Acronym-error"));

        var page = await visitor.Submit(form, filled);
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        // The first thing that an administrator meets is the second factor.
        Assert.Equal("/account/second-factor", new Uri(page.Url).AbsolutePath);
        Assert.Equal([Role.Administrator, Role.Coordinator], await app.Db(db => db.RoleGrants.Select(g => g.Role).OrderBy(r => r).ToListAsync()));
        var programme = await app.Db(db => db.Programmes.SingleAsync());
        Assert.Equal((44_999_100L, "TRAIL"), (programme.Grant.Cents, programme.Acronym));
        Assert.True(await app.Db(db => db.Indicators.AnyAsync(i => i.ProgrammeId == programme.Id && i.Code == "R-06")));
        Assert.Equal("Cluster Montagne", await app.Db(db => db.ConsortiumPartners.Join(db.Organisations, c => c.OrganisationId, o => o.Id, (c, o) => o.Name).SingleAsync()));

        await late.Submit(lateForm, filled);
        Assert.Equal(HttpStatusCode.Gone, late.Last.StatusCode);
        Assert.Null(await FirstAdministrator.LinkIfNeeded(app.Services, "http://localhost", CancellationToken.None));
    }

    [Fact]
    public async Task The_demonstration_signs_in_by_one_press_and_only_there()
    {
        var door = await new Visitor(App).Go("/sign-in");
        Assert.Null(door.QuerySelector(".demodoor"));
        var token = ((IHtmlInputElement)door.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        var visitor = new Visitor(App);
        door = await visitor.Go("/sign-in");
        token = ((IHtmlInputElement)door.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        var person = await App.APerson(Role.Administrator);
        using var body = new FormUrlEncodedContent([new("email", person.Email!), new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Http.PostAsync(new Uri("/sign-in?handler=Demo", UriKind.Relative), body)).StatusCode);
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task In_the_demonstration_every_listed_account_opens_by_its_button_and_no_other()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        Assert.True(await Data.Demo.DemoProgramme.LoadIfEmpty(app.Services));
        var stranger = await app.APerson(Role.Administrator);
        foreach (var account in Data.Demo.DemoAccounts.All)
        {
            var visitor = new Visitor(app);
            var door = await visitor.Go("/sign-in");
            var page = await visitor.Submit(door, $"form:has(input[value='{account.Email}'])");
            Assert.Equal("/", new Uri(page.Url).AbsolutePath);
            Assert.Contains(account.Name, page.QuerySelector(".rail")!.TextContent, StringComparison.Ordinal);
        }

        var other = new Visitor(app);
        await other.Submit(await other.Go("/sign-in"), "form[action*=Demo]", ("email", stranger.Email!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Last.StatusCode);
    }

    internal static string LinkIn(string text) => new Uri(text.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal))).AbsolutePath;

    private static async Task<IHtmlDocument> Choose(Visitor visitor, IHtmlDocument page, string language, string? back = null)
    {
        (string, string)[] values = back is null ? [("language", language)] : [("language", language), ("back", back)];
        return await visitor.Submit(page, "form[action='/language']", values);
    }
}
