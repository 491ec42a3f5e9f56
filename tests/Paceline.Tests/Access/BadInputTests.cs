using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Platform.Access;
using Paceline.Tests.Account;
using Paceline.Tests.Agendas;

namespace Paceline.Tests.Access;

public sealed class BadInputOnSqlite(SqliteEngine engine) : BadInput(engine), IClassFixture<SqliteEngine>;

public sealed class BadInputOnPostgres(PostgresEngine engine) : BadInput(engine), IClassFixture<PostgresEngine>;

public abstract partial class BadInput
{
    // As they call themselves: mail gateways, messengers that draw a preview, browsers that fetch ahead.
    private static readonly string[] Scanners = ["Mozilla/5.0 (compatible; Microsoft Outlook SafeLinks)", "facebookexternalhit/1.1", "WhatsApp/2.23.20.0", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Barracuda Sentinel (EE)"];

    private readonly Engine _engine;

    protected BadInput(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task Whoever_opens_a_mailed_link_before_its_reader_uses_nothing_up()
    {
        var fair = await AFair.Held(App);
        var (guest, token) = await fair.Guest(fair.Company);
        var person = await App.APerson(Role.Evaluator);
        var visitor = new Visitor(App);
        await visitor.Submit(await visitor.Go("/forgotten-password"), ("Email", person.Email!));
        await App.Work<Features.Account.SendPasswordLink>();
        var choose = Accounts.LinkIn(await App.Db(db => db.Mails.Where(m => m.To == person.Email).Select(m => m.Text).SingleAsync()));
        string[] links = [choose, $"/agenda/{token}", $"/agenda/{token}/follow-up", $"/agenda/{token}/meetings/{fair.WithBuyer.Id}"];
        var before = await Everything();
        foreach (var name in Scanners)
        {
            using var scanner = App.CreateClient(new() { HandleCookies = false });
            scanner.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", name);
            scanner.DefaultRequestHeaders.Add("Sec-Purpose", "prefetch;prerender");
            foreach (var link in links)
            {
                foreach (var method in (HttpMethod[])[HttpMethod.Head, HttpMethod.Get, HttpMethod.Get])
                {
                    using var request = new HttpRequestMessage(method, link);
                    Assert.Equal(HttpStatusCode.OK, (await scanner.SendAsync(request)).StatusCode);
                }
            }
        }

        Assert.Equal(before, await Everything());
        // The reader comes last and finds everything as it was.
        await visitor.Submit(await visitor.Go(choose), ("Password", "seven quiet bicycles"));
        Assert.Equal("/", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        await guest.Go($"/agenda/{token}");
        Assert.Equal(HttpStatusCode.OK, guest.Last.StatusCode);
        Task<string> Everything() => App.Db(async db => string.Join(' ', await db.AuditEvents.CountAsync(), await db.MeetingOutcomes.CountAsync(), await db.Mails.CountAsync(), await db.FollowUpActions.CountAsync(), await db.Meetings.SumAsync(m => m.Version),
            await db.SignInSessions.CountAsync(), await db.AccessLinks.CountAsync(l => l.RevokedAt != null), await db.Users.Where(p => p.Id == person.Id).Select(p => p.PasswordHash).SingleAsync()));
    }

    [Fact]
    public async Task An_id_of_somebody_elses_record_and_one_that_never_was_answer_alike()
    {
        var fair = await AFair.Held(App);
        var rival = await App.AVisitor(Role.PartnerManager, fair.OtherCluster.Id);
        var (never, cookie) = (Guid.CreateVersion7(), fair.Event.Id);
        (string Real, string Never)[] pairs =
        [
            ($"/events/{cookie}", $"/events/{never}"),
            ($"/events/{cookie}/participants", $"/events/{never}/participants"),
            ($"/events/{cookie}/schedule.csv", $"/events/{never}/schedule.csv"),
            ($"/agenda/{fair.Buyer.Id}", $"/agenda/{never}"),
            ($"/agenda/{fair.Buyer.Id}/calendar.ics", $"/agenda/{never}/calendar.ics"),
            ($"/organisations/{fair.Company.OrganisationId}/people", $"/organisations/{never}/people"),
            ($"/organisations/{fair.Company.OrganisationId}/size", $"/organisations/{never}/size"),
        ];
        foreach (var (real, absent) in pairs)
        {
            var (a, b) = (await Answer(rival, real), await Answer(rival, absent));
            Assert.Equal(HttpStatusCode.NotFound, a.Status);
            Assert.True(a == b, $"{real} answers otherwise than {absent}");
        }

        // Tokens of links, and strangers without an account: the same.
        var (_, token) = await fair.Guest(fair.Company);
        var stranger = new Visitor(App);
        var (forged, random) = (await Answer(stranger, $"/agenda/{token[..^3]}AAA"), await Answer(stranger, "/agenda/" + new string('A', token.Length)));
        Assert.Equal(HttpStatusCode.Gone, forged.Status);
        Assert.Equal(forged, random);
        Assert.Equal("/sign-in", new Uri((await stranger.Go($"/events/{cookie}")).Url).AbsolutePath);
        Assert.Equal("/sign-in", new Uri((await stranger.Go($"/events/{never}")).Url).AbsolutePath);
        Task<(HttpStatusCode Status, string Text)> Answer(Visitor visitor, string path) => Read(visitor, path);
    }

    [Fact]
    public async Task No_form_is_taken_without_its_token()
    {
        var world = await MatrixWorld.Make(App);
        var before = await App.Db(db => db.AuditEvents.CountAsync());
        // Pages that errors lead to answer whatever is asked of them, and change nothing.
        var pages = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(r => r is not "/error" && !r.StartsWith("/status/", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(pages.Count > 60);
        var refused = 0;
        foreach (var visitor in world.Visitors.Where(v => v.Name is "coordin." or "company" or "guest" or "nobody"))
        {
            foreach (var route in pages.Where(r => !visitor.IsGuest || r.Contains("{who}", StringComparison.Ordinal)))
            {
                using var body = new FormUrlEncodedContent([new("Input.Name", "x")]);
                var status = (await visitor.Http.PostAsync(new Uri(world.Path(route, visitor), UriKind.Relative), body)).StatusCode;
                if (status is HttpStatusCode.BadRequest) refused++;
                // Those that are not his, he does not even learn that from.
                else Assert.True(status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone || status is HttpStatusCode.Redirect && visitor.Name is "nobody", $"{visitor.Name} {route} {status}");
            }
        }

        Assert.True(refused > 80, $"{refused} refused");
        Assert.Equal(before, await App.Db(db => db.AuditEvents.CountAsync()));
    }

    [Fact]
    public async Task A_host_that_is_named_in_the_request_gets_into_no_mail()
    {
        await using var fresh = _engine.Fresh();
        await fresh.App.Add(new Data.Setting { Key = "site.address", Value = "https://alliance.example.org" });
        var fair = await AFair.Held(fresh.App, daysFromNow: 2);
        await fresh.App.Db(db => db.Participants.ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, "guest@example.org")));
        var manager = await fresh.App.AVisitor(Role.PartnerManager, fair.Cluster.Id);
        var list = await manager.Go($"/events/{fair.Event.Id}/participants");
        manager.Http.DefaultRequestHeaders.Host = "evil.example";
        manager.Http.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        await manager.Submit(list, "form[action*=Send]");
        var mails = await fresh.App.Db(db => db.Mails.Select(m => m.Text + m.Calendar).ToListAsync());
        Assert.NotEmpty(mails);
        Assert.All(mails, m => Assert.Contains("https://alliance.example.org/agenda/", m, StringComparison.Ordinal));
        Assert.All(mails, m => Assert.DoesNotContain("evil", m, StringComparison.Ordinal));
    }

    // What differs by itself: tokens of forms, the address of the page, and the id.
    private static async Task<(HttpStatusCode Status, string Text)> Read(Visitor visitor, string path)
    {
        var response = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, Own().Replace(text, ""));
    }

    [GeneratedRegex("""value="[^"]*"|/agenda/[A-Za-z0-9_.-]+|/(?:events|organisations)/[0-9a-f-]{36}|nonce="[^"]*"|trace[^<]*""", RegexOptions.ExplicitCapture)]
    private static partial Regex Own();
}
