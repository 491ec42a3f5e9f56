using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Features.Account;
using Paceline.Platform.Access;

namespace Paceline.Tests.Account;

public sealed class DoorOnSqlite(SqliteEngine engine) : Doors(engine), IClassFixture<SqliteEngine>;

public sealed class DoorOnPostgres(PostgresEngine engine) : Doors(engine), IClassFixture<PostgresEngine>;

public abstract class Doors
{
    private readonly Engine _engine;

    protected Doors(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task A_stranger_who_guesses_does_not_keep_the_owner_out()
    {
        var person = await App.APerson(Role.Evaluator);
        var owner = await new Visitor(App).SignIn(person.Email!);
        await owner.Submit(await owner.Go("/account/security"), "form[action='/sign-out']");
        var stranger = new Visitor(App);
        for (var i = 0; i < 6; i++) await Try(stranger, person.Email!, "wrong");
        Assert.Contains("five minutes", await Try(stranger, person.Email!, Visitor.Password), StringComparison.Ordinal);
        await owner.SignIn(person.Email!);
        Assert.Equal("/", new Uri((await owner.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task An_account_that_is_not_there_answers_like_one_that_is()
    {
        var person = await App.APerson(Role.Evaluator);
        var visitor = new Visitor(App);
        for (var i = 0; i < 7; i++) Assert.Equal(await Try(visitor, person.Email!, "wrong"), await Try(visitor, "nobody-at-all@example.org", "wrong"));
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_and_only_the_own_ones()
    {
        var person = await App.APerson(Role.Evaluator);
        var (here, there) = (new Visitor(App), new Visitor(App));
        there.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1");
        await here.SignIn(person.Email!);
        await there.SignIn(person.Email!);
        var page = await here.Go("/account/security");
        Assert.Contains("Safari, iPhone", page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        var stranger = await App.AVisitor(Role.Evaluator);
        var form = await stranger.Go("/account/security");
        var session = await App.Db(db => db.SignInSessions.Where(s => s.PersonId == person.Id && s.Device != "").Select(s => s.Id).SingleAsync());
        await stranger.Submit(form, "form[action='/sign-out']", ("session", session.ToString()));
        using var body = new FormUrlEncodedContent([new("session", session.ToString()), new("__RequestVerificationToken", Token(form))]);
        await stranger.Http.PostAsync(new Uri("/account/security?handler=End", UriKind.Relative), body);
        Assert.Equal("/", new Uri((await there.Go("/")).Url).AbsolutePath);
        await here.Submit(page, "form[action*=End]");
        Assert.Equal("/sign-in", new Uri((await there.Go("/")).Url).AbsolutePath);
        Assert.Equal("/", new Uri((await here.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task A_cookie_ends_with_its_session_person_or_role()
    {
        var person = await App.APerson(Role.MonitoringOfficer);
        var visitor = await new Visitor(App).SignIn(person.Email!);
        await visitor.Go("/contracts");
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        await App.Db(db => db.RoleGrants.Where(g => g.PersonId == person.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidTo, TimeProvider.System.GetUtcNow().AddSeconds(-1))));
        await visitor.Go("/contracts");
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Last.StatusCode);
        await App.Db(db => db.RoleGrants.Where(g => g.PersonId == person.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidTo, (DateTimeOffset?)null).SetProperty(x => x.ValidFrom, TimeProvider.System.GetUtcNow().AddDays(1))));
        await visitor.Go("/contracts");
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Last.StatusCode);
        await App.Db(async db =>
        {
            await db.RecoveryCodes.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync();
            await db.SecondFactors.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync();
            await db.RoleGrants.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync();
            await db.SignInSessions.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync();
            return await db.Users.Where(p => p.Id == person.Id).ExecuteDeleteAsync();
        });
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/contracts")).Url).AbsolutePath);
    }

    [Fact]
    public async Task A_cookie_of_another_installation_opens_nothing()
    {
        await using var elsewhere = _engine.Fresh();
        var person = await elsewhere.App.APerson(Role.Evaluator);
        var there = await new Visitor(elsewhere.App).SignIn(person.Email!);
        var cookie = there.Cookie("paceline");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", $"paceline={cookie}");
        using var client = App.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString.Replace("http://localhost", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_changes_once_both_mailboxes_have_said_yes()
    {
        var person = await App.APerson(Role.Evaluator);
        var fresh = $"new-{person.Id:N}@example.org";
        var visitor = await Ask(person, fresh);
        var (old, taken) = (await Link(person.Email!), await Link(fresh));
        var scanner = new Visitor(App);
        await scanner.Go(old);
        await scanner.Go(taken);
        await scanner.Go(taken);
        await scanner.Submit(await scanner.Go(taken));
        Assert.Equal(person.Email, await Email(person));
        await scanner.Go(taken);
        Assert.Equal(HttpStatusCode.Gone, scanner.Last.StatusCode);
        await scanner.Submit(await scanner.Go(old), "form:not([action*=Refuse])");
        Assert.Equal(fresh, await Email(person));
        Assert.Equal(2, await App.Db(db => db.Mails.CountAsync(m => m.To == person.Email)));
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/account/security")).Url).AbsolutePath);
        var again = await new Visitor(App).SignIn(fresh);
        Assert.Equal("/", new Uri((await again.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task With_the_address_ends_what_the_old_mailbox_opened()
    {
        var person = await App.APerson(Role.Evaluator);
        var fresh = $"left-{person.Id:N}@example.org";
        var (visitor, elsewhere, former) = (await Ask(person, fresh), await new Visitor(App).SignIn(person.Email!), new Visitor(App));
        var (old, taken) = (await Link(person.Email!), await Link(fresh));
        var password = await App.Run(async s => $"/choose-password/{await s.GetRequiredService<Links>().For(LinkPurpose.ChoosePassword, person.Id, TimeSpan.FromDays(14))}");
        await former.Go(password);
        Assert.Equal(HttpStatusCode.OK, former.Last.StatusCode);
        await visitor.Submit(await visitor.Go(old), "form:not([action*=Refuse])");
        await visitor.Submit(await visitor.Go(taken));
        Assert.Equal(fresh, await Email(person));
        await former.Go(password);
        Assert.Equal(HttpStatusCode.Gone, former.Last.StatusCode);
        Assert.Equal("/sign-in", new Uri((await elsewhere.Go("/account/security")).Url).AbsolutePath);
        Assert.Equal("/account/security", new Uri((await visitor.Go("/account/security")).Url).AbsolutePath);
    }

    [Fact]
    public async Task Forms_sent_together_are_heard_no_more_often_than_one_after_the_other()
    {
        await using var fresh = _engine.Fresh();
        var person = await fresh.App.APerson(Role.Evaluator, name: "K");
        var email = $"k{person.Id:N}@example.org";
        await fresh.App.Run(async s => await s.GetRequiredService<UserManager<Person>>().SetEmailAsync(await s.GetRequiredService<PacelineDb>().Users.SingleAsync(p => p.Id == person.Id), email));
        // The Kelvin sign is a k to whoever looks the account up, so it is one to whoever counts.
        var answers = await Together(fresh.App, 40, i => (i % 2 == 0 ? email : "\u212A" + email[1..], "wrong"));
        Assert.Equal(Attempts.PerAccount, answers.Count(a => !a.Contains("five minutes", StringComparison.Ordinal)));
        Assert.Contains("five minutes", await Try(new Visitor(fresh.App), email, Visitor.Password), StringComparison.Ordinal);
        // One network has a hundred, whatever accounts it tries.
        var network = await Together(fresh.App, 120, i => ($"nobody{i}@example.org", "wrong"));
        Assert.Equal(Attempts.PerNetwork - Attempts.PerAccount, network.Count(a => !a.Contains("five minutes", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_signs_in_rightly_takes_no_attempt_from_anybody()
    {
        await using var fresh = _engine.Fresh();
        var people = new List<Person>();
        for (var i = 0; i < 3; i++) people.Add(await fresh.App.APerson(Role.Evaluator));
        for (var i = 0; i < 7; i++) await Task.WhenAll(people.Select(p => new Visitor(fresh.App).SignIn(p.Email!)));
        Assert.Equal(21, await fresh.App.Db(db => db.SignInSessions.CountAsync()));
        Assert.Equal(0, await fresh.App.Db(db => db.SignInAttempts.SumAsync(a => a.Failures)));
    }

    [Fact]
    public async Task Codes_sent_together_are_heard_no_more_often_than_one_after_the_other()
    {
        var person = await App.APerson(Role.MonitoringOfficer);
        var visitor = new Visitor(App);
        var page = await visitor.Submit(await visitor.Go("/sign-in"), ("Input.Email", person.Email!), ("Input.Password", Visitor.Password));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            using var body = new FormUrlEncodedContent([new("Code", $"00000{i % 10}"), new("__RequestVerificationToken", Token(page))]);
            return await (await visitor.Http.PostAsync(new Uri("/sign-in/code", UriKind.Relative), body)).Content.ReadAsStringAsync();
        }));
        Assert.Equal(Attempts.PerAccount, answers.Count(a => !a.Contains("five minutes", StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<string>> Together(AppFactory app, int count, Func<int, (string Email, string Password)> typed)
    {
        var visitor = new Visitor(app);
        var token = Token(await visitor.Go("/sign-in"));
        return await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            using var body = new FormUrlEncodedContent([new("Input.Email", typed(i).Email), new("Input.Password", typed(i).Password), new("__RequestVerificationToken", token)]);
            return await (await visitor.Http.PostAsync(new Uri("/sign-in", UriKind.Relative), body)).Content.ReadAsStringAsync();
        }));
    }

    [Fact]
    public async Task The_old_mailbox_says_no_and_nothing_changes()
    {
        var person = await App.APerson(Role.Evaluator);
        var fresh = $"thief-{person.Id:N}@example.org";
        await Ask(person, fresh);
        var (old, taken) = (await Link(person.Email!), await Link(fresh));
        var owner = new Visitor(App);
        await owner.Submit(await owner.Go(old), "form[action*=Refuse]");
        Assert.Equal(HttpStatusCode.OK, owner.Last.StatusCode);
        await owner.Go(taken);
        Assert.Equal(HttpStatusCode.Gone, owner.Last.StatusCode);
        Assert.Equal(person.Email, await Email(person));
    }

    [Fact]
    public async Task A_link_for_one_thing_opens_no_other()
    {
        var person = await App.APerson(Role.Evaluator);
        await Ask(person, $"other-{person.Id:N}@example.org");
        var token = (await Link(person.Email!)).Split('/')[^1];
        var visitor = new Visitor(App);
        foreach (var path in (string[])[$"/choose-password/{token}", $"/agenda/{token}", $"/set-up/{token}", $"/confirm-email/{token[..^1]}{(token[^1] is 'A' ? 'B' : 'A')}", $"/confirm-email/{token}x"])
        {
            await visitor.Go(path);
            Assert.Equal(HttpStatusCode.Gone, visitor.Last.StatusCode);
        }
    }

    [Fact]
    public async Task Headers_that_lie_move_neither_links_nor_counts()
    {
        await using var fresh = _engine.Fresh();
        await fresh.App.Add(new Data.Setting { Key = "site.address", Value = "https://alliance.example.org" });
        var person = await fresh.App.APerson(Role.Evaluator);
        var visitor = new Visitor(fresh.App);
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        var form = await visitor.Go("/forgotten-password");
        visitor.Http.DefaultRequestHeaders.Host = "evil.example";
        await visitor.Submit(form, ("Email", person.Email!));
        await fresh.App.Work<SendPasswordLink>();
        var mail = await fresh.App.Db(db => db.Mails.SingleAsync());
        Assert.Contains("https://alliance.example.org/choose-password/", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", mail.Text, StringComparison.Ordinal);
        visitor.Http.DefaultRequestHeaders.Host = null;
        await visitor.SignIn(person.Email!);
        Assert.DoesNotContain("203.0", await fresh.App.Db(db => db.SignInSessions.Select(s => s.Network).SingleAsync()) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_and_ten_megabytes_in_a_field_are_answered_and_change_nothing()
    {
        var person = await App.APerson(Role.Evaluator);
        var visitor = await new Visitor(App).SignIn(person.Email!);
        using var bare = new FormUrlEncodedContent([new("session", Guid.Empty.ToString())]);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Http.PostAsync(new Uri("/account/security?handler=Everywhere", UriKind.Relative), bare)).StatusCode);
        Assert.Equal("/", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        var form = await visitor.Go("/account/security");
        await visitor.Submit(form, "form:has(#Input-OldPassword)", ("Input.OldPassword", new string('x', 10_000_000)), ("Input.NewPassword", "seven quiet bicycles"));
        Assert.InRange((int)visitor.Last.StatusCode, 400, 422);
    }

    [Fact]
    public async Task A_name_that_is_a_script_stays_a_name()
    {
        var person = await App.APerson(Role.Evaluator, name: "<script>alert(1)</script>");
        var coordinator = await App.AVisitor(Role.Coordinator);
        foreach (var path in (string[])[$"/people/{person.Id}", $"/people/{person.Id}/sees", "/people", "/audit"])
        {
            var page = await coordinator.Go(path);
            Assert.DoesNotContain(page.QuerySelectorAll("script"), s => s.TextContent.Contains("alert", StringComparison.Ordinal));
        }
    }

    private async Task<Visitor> Ask(Person person, string email)
    {
        var visitor = await new Visitor(App).SignIn(person.Email!);
        var form = await visitor.Go("/account/security");
        await visitor.Submit(form, "form:has(#Mail-Email)", ("Mail.Email", email), ("Mail.Password", "wrong"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        await visitor.Submit(form, "form:has(#Mail-Email)", ("Mail.Email", email), ("Mail.Password", Visitor.Password));
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        return visitor;
    }

    private async Task<string> Link(string to) => Accounts.LinkIn(await App.Db(db => db.Mails.Where(m => m.To == to).OrderBy(m => m.QueuedAt).Select(m => m.Text).FirstAsync()));

    private Task<string?> Email(Person person) => App.Db(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.Email).SingleAsync());

    private static async Task<string> Try(Visitor visitor, string email, string password) =>
        (await visitor.Submit(await visitor.Go("/sign-in"), ("Input.Email", email), ("Input.Password", password))).QuerySelector("[role=alert]")!.TextContent;

    private static string Token(IHtmlDocument page) => ((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
}
