using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Platform.Access;

namespace Paceline.Tests.Account;

public sealed class ElsewhereOnSqlite(SqliteEngine engine, IdentityProvider provider) : Elsewhere(engine, provider), IClassFixture<SqliteEngine>, IClassFixture<IdentityProvider>;

public sealed class ElsewhereOnPostgres(PostgresEngine engine, IdentityProvider provider) : Elsewhere(engine, provider), IClassFixture<PostgresEngine>, IClassFixture<IdentityProvider>;

/// <summary>Coming in by the alliance's own directory.</summary>
public abstract class Elsewhere
{
    private readonly Engine _engine;
    private readonly IdentityProvider _provider;

    protected Elsewhere(Engine engine, IdentityProvider provider)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        (_engine, _provider) = (engine, provider);
    }

    [Fact]
    public async Task Nothing_of_it_is_there_until_it_is_set_up()
    {
        var visitor = new Visitor(_engine.App);
        Assert.DoesNotContain("elsewhere", (await visitor.Go("/sign-in")).Body!.InnerHtml, StringComparison.Ordinal);
        foreach (var path in (string[])["/sign-in/elsewhere", "/sign-in/elsewhere?handler=Leave", "/sign-in/elsewhere/welcome"])
        {
            await visitor.Go(path);
            Assert.Equal(HttpStatusCode.NotFound, visitor.Last.StatusCode);
        }
    }

    [Fact]
    public async Task An_invited_person_connects_once_and_then_walks_through()
    {
        var app = App();
        var person = await app.APerson(Role.Evaluator);
        _provider.Knows($"sub {person.Id}", person.Email!.ToUpperInvariant());
        var visitor = new Visitor(app);
        var door = await visitor.Go("/sign-in?ReturnUrl=/reports");
        Assert.Contains("Continue with Alliance ID", door.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("returnUrl=%2Freports", ((IHtmlAnchorElement)door.QuerySelector("a[href*=elsewhere]")!).Href, StringComparison.Ordinal);
        var asked = await visitor.Go(await Back(visitor, "/sign-in/elsewhere?returnUrl=/reports"));
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        await visitor.Go("/sign-in/elsewhere/welcome");
        Assert.False(await app.Db(db => db.UserLogins.AnyAsync(l => l.UserId == person.Id)));
        Assert.Equal("/reports", Path(await visitor.Submit(asked)));
        Assert.Equal(SignInMethod.Directory, await Method(app, person));
        var trail = await app.Db(db => db.AuditEvents.Where(e => e.RecordId == person.Id).Select(e => e.Action).ToListAsync());
        Assert.Contains("Connected the account with the directory", trail);
        Assert.Contains("Signed in", trail);
        Assert.Contains("Alliance ID", await app.Db(db => db.Mails.Where(m => m.To == person.Email).Select(m => m.Text).SingleAsync()), StringComparison.Ordinal);

        // Its address there changes; the subject stays.
        _provider.Knows($"sub {person.Id}", "married@example.org");
        var again = new Visitor(app);
        Assert.Equal("/", Path(await again.Go(await Back(again))));
        var left = await again.Submit(await again.Go("/account/security"), "form[action='/sign-out']");
        Assert.Contains("Alliance ID may still know you", left.Body!.TextContent, StringComparison.Ordinal);
        var leave = (await again.Still().GetAsync(new Uri("/sign-in/elsewhere?handler=Leave", UriKind.Relative))).Headers.Location!.ToString();
        Assert.StartsWith(_provider.Url + "/leave?", leave, StringComparison.Ordinal);
        Assert.Contains("client_id=paceline", leave, StringComparison.Ordinal);

        await visitor.Submit(await visitor.Go("/account/security"), "form[action*=Disconnect]");
        Assert.False(await app.Db(db => db.UserLogins.AnyAsync(l => l.UserId == person.Id)));
        await again.Go(await Back(again));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Last.StatusCode);
    }

    [Fact]
    public async Task Whoever_is_not_invited_not_verified_or_closed_hears_why_and_stays_outside()
    {
        var app = App();
        var person = await app.APerson(Role.Evaluator);
        await Refused(app, "No account is invited", $"nobody-{person.Id:N}@example.org");
        await Refused(app, "verified", person.Email!, ("email_verified", false));
        await Refused(app, "verified", person.Email!, ("email_verified", null));
        await Refused(app, "verified", person.Email!, ("email", null));
        await app.Db(db => db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.IsClosed, true)));
        await Refused(app, "closed", person.Email!);
        Assert.False(await app.Db(db => db.SignInSessions.AnyAsync(s => s.PersonId == person.Id)));
        Assert.False(await app.Db(db => db.UserLogins.AnyAsync(l => l.UserId == person.Id)));
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.RecordId == person.Id && e.Action == "A sign-in failed")));
        // A directory that verifies every address itself says nothing about it, and the operator says so instead.
        var trusting = App(("EmailsAreVerified", "true"));
        var other = await trusting.APerson(Role.Evaluator);
        _provider.Knows($"sub {other.Id}", other.Email!, ("email_verified", null));
        var visitor = new Visitor(trusting);
        Assert.Equal("/", Path(await visitor.Submit(await visitor.Go(await Back(visitor)))));
    }

    [Fact]
    public async Task An_address_that_the_directory_gives_to_somebody_else_hands_no_account_on()
    {
        var app = App();
        var person = await app.APerson(Role.Evaluator);
        _provider.Knows($"first {person.Id}", person.Email!);
        var visitor = new Visitor(app);
        await visitor.Submit(await visitor.Go(await Back(visitor)));
        _provider.Knows($"second {person.Id}", person.Email!);
        var heir = new Visitor(app);
        Assert.Contains("somebody else", (await heir.Go(await Back(heir))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/sign-in", Path(await heir.Go("/")));
    }

    [Fact]
    public async Task A_token_that_lies_lets_nobody_in()
    {
        var app = App();
        var person = await app.APerson(Role.Evaluator);
        var past = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        foreach (var (claim, value) in new (string, object?)[] { ("nonce", "another"), ("nonce", null), ("aud", "somebody-else"), ("iss", "https://elsewhere.example"), ("exp", past), ("nbf", past + 7200), ("sub", null) })
        {
            _provider.Knows($"sub {person.Id}", person.Email!, (claim, value));
            await Broken(app, claim);
        }

        _provider.Knows($"sub {person.Id}", person.Email!);
        _provider.Forges = true;
        await Broken(app, "forged");
        _provider.Knows($"sub {person.Id}", person.Email!);
        _provider.LeavesUnsigned = true;
        await Broken(app, "unsigned");
        // The control: the same person with an honest token.
        _provider.Knows($"sub {person.Id}", person.Email!);
        var visitor = new Visitor(app);
        Assert.Equal("/", Path(await visitor.Submit(await visitor.Go(await Back(visitor)))));
    }

    [Fact]
    public async Task An_answer_counts_once_and_only_in_the_browser_that_asked()
    {
        var app = App();
        var person = await app.APerson(Role.Evaluator);
        _provider.Knows($"sub {person.Id}", person.Email!);
        var visitor = new Visitor(app);
        var answer = await Back(visitor);
        var thief = new Visitor(app);
        await Stops(thief, answer);
        await Stops(thief, answer[..answer.IndexOf("&state", StringComparison.Ordinal)]);
        await Stops(visitor, answer[..answer.IndexOf("&state", StringComparison.Ordinal)]);
        await Stops(visitor, answer + "A");
        await Stops(visitor, "/sign-in/elsewhere/answer?error=server_error&state=x");
        await visitor.Submit(await visitor.Go(answer));
        Assert.Equal("/", Path(await visitor.Go("/")));
        await visitor.Submit(await visitor.Go("/account/security"), "form[action='/sign-out']");
        await Stops(visitor, answer);
        // A fresh question with the code of the old one.
        var fresh = await Back(visitor);
        await Stops(visitor, "/sign-in/elsewhere/answer?code=" + Code(answer) + fresh[fresh.IndexOf("&state", StringComparison.Ordinal)..]);
        // No mark of the browser, no arrival.
        await Stops(thief, "/sign-in/elsewhere/welcome");
    }

    [Theory, InlineData("Claim", "", "", false), InlineData("Claim", "mfa", "", true), InlineData("Claim", "pwd", "", false), InlineData("Never", "mfa", "", false), InlineData("Always", "", "", true), InlineData("Claim", "", "urn:two", true), InlineData("Claim", "", "urn:one", false)]
    public async Task Two_factors_count_where_the_directory_or_the_operator_says_so(string setting, string amr, string acr, bool strong)
    {
        var app = App(("SecondFactor", setting), ("SecondFactorAcr", "urn:three urn:two"));
        var person = await app.APerson(Role.Coordinator);
        _provider.Knows($"sub {person.Id}", person.Email!, ("amr", amr is "" ? null : new[] { amr }), ("acr", acr is "" ? null : acr));
        var visitor = new Visitor(app);
        var page = await visitor.Submit(await visitor.Go(await Back(visitor)));
        Assert.Equal(strong ? "/" : "/sign-in/code", Path(page));
        if (!strong)
        {
            Assert.Equal("/sign-in", Path(await visitor.Go("/audit")));
            Assert.True(Visitor.Papers[person.Email!].TryDequeue(out var code));
            await visitor.Submit(page, "form[action*=Paper]", ("Code", code));
        }

        await visitor.Go("/audit");
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        Assert.Equal(strong ? SignInMethod.DirectoryTwice : SignInMethod.RecoveryCode, await Method(app, person));
    }

    [Fact]
    public async Task A_directory_that_is_away_is_said_so()
    {
        var visitor = new Visitor(App(("Authority", "http://127.0.0.1:9")));
        Assert.Contains("cannot be reached", (await visitor.Go("/sign-in/elsewhere")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, visitor.Last.StatusCode);
    }

    private AppFactory App(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authority"] = _provider.Url, ["ClientId"] = IdentityProvider.Client, ["ClientSecret"] = IdentityProvider.Secret, ["Name"] = "Alliance ID" };
        foreach (var (key, value) in settings) all[key] = value;
        return _engine.Start([("Paceline:Worker", "false"), .. all.Select(s => ($"Paceline:OpenIdConnect:{s.Key}", s.Value))]);
    }

    // To the directory and back: the address at which it hands the visitor over.
    private async Task<string> Back(Visitor visitor, string path = "/sign-in/elsewhere")
    {
        var away = (await visitor.Still().GetAsync(new Uri(path, UriKind.Relative))).Headers.Location!;
        Assert.StartsWith(_provider.Url + "/authorize?", away.ToString(), StringComparison.Ordinal);
        var back = (await _provider.Http.GetAsync(away)).Headers.Location!;
        return back.PathAndQuery;
    }

    private async Task Refused(AppFactory app, string word, string email, params (string, object?)[] more)
    {
        _provider.Knows($"sub {email}", email, more);
        var visitor = new Visitor(app);
        var page = await visitor.Go(await Back(visitor));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Contains(word, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
        Assert.Equal("/sign-in", Path(await visitor.Go("/")));
    }

    private async Task Broken(AppFactory app, string what)
    {
        var visitor = new Visitor(app);
        var page = await visitor.Go(await Back(visitor));
        Assert.True(visitor.Last.StatusCode is HttpStatusCode.UnprocessableEntity, what);
        Assert.Contains("did not hold", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/sign-in", Path(await visitor.Go("/")));
    }

    private static async Task Stops(Visitor visitor, string path)
    {
        await visitor.Go(path);
        Assert.True(visitor.Last.StatusCode is HttpStatusCode.UnprocessableEntity, path);
        Assert.Equal("/sign-in", Path(await visitor.Go("/")));
    }

    private static Task<SignInMethod> Method(AppFactory app, Person person) => app.Db(db => db.SignInSessions.Where(s => s.PersonId == person.Id && s.EndedAt == null).Select(s => s.Method).SingleAsync());

    private static string Code(string answer) => answer[(answer.IndexOf("code=", StringComparison.Ordinal) + 5)..answer.IndexOf('&', StringComparison.Ordinal)];

    private static string Path(IHtmlDocument page) => new Uri(page.Url).AbsolutePath;
}
