using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Features.GuestLinks;
using Paceline.Platform.Access;
using Paceline.Tests.Account;
using Paceline.Tests.Agendas;

namespace Paceline.Tests.GuestLinks;

public sealed class GuestLinksOnSqlite(SqliteEngine engine) : GuestLinkPages(engine), IClassFixture<SqliteEngine>;

public sealed class GuestLinksOnPostgres(PostgresEngine engine) : GuestLinkPages(engine), IClassFixture<PostgresEngine>;

public abstract class GuestLinkPages
{
    private readonly Engine _engine;

    protected GuestLinkPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task Opening_changes_nothing_but_the_count()
    {
        var (fair, _) = await Fair();
        var (guest, token) = await fair.Guest(fair.Company);
        var before = await Everything();
        for (var i = 0; i < 3; i++)
        {
            await guest.Go($"/agenda/{token}");
            await guest.Go($"/agenda/{token}/follow-up");
            await guest.Go($"/agenda/{token}/meetings/{fair.WithBuyer.Id}");
            using var head = new HttpRequestMessage(HttpMethod.Head, $"/agenda/{token}");
            await guest.Http.SendAsync(head);
        }

        Assert.Equal(before, await Everything());
        Assert.True(await App.Db(db => db.AccessLinks.Where(l => l.SubjectId == fair.Company.Id && l.Purpose == LinkPurpose.Agenda).Select(l => l.Uses).SingleAsync()) >= 9);
        Task<(int, int, int, int)> Everything() => App.Db(async db => (await db.AuditEvents.CountAsync(), await db.MeetingOutcomes.CountAsync(), await db.Mails.CountAsync(), await db.Meetings.SumAsync(m => m.Version)));
    }

    [Fact]
    public async Task However_many_ask_at_once_there_is_one_live_link()
    {
        var subject = Ids.New();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => App.Run(async s =>
        {
            var token = await s.GetRequiredService<Links>().For(LinkPurpose.Agenda, subject, TimeSpan.FromDays(1));
            await s.GetRequiredService<PacelineDb>().SaveChangesAsync();
            return token;
        })));
        Assert.Single(tokens.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await App.Db(db => db.AccessLinks.CountAsync(l => l.SubjectId == subject)));
    }

    [Fact]
    public async Task A_link_that_has_run_out_is_mailed_again_to_its_holder_and_to_nobody_else()
    {
        var (fair, email) = await Fair();
        var (guest, token) = await fair.Guest(fair.Company);
        await App.Db(db => db.AccessLinks.Where(l => l.SubjectId == fair.Company.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, DateTimeOffset.UnixEpoch)));
        var dead = await guest.Go($"/agenda/{token}");
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
        var known = await guest.Submit(dead, "form[action='/new-link']");
        // The page answers before anybody has looked whose link it was.
        Assert.False(await App.Db(db => db.Mails.AnyAsync(m => m.To == email)));
        await App.Work<MailNewLinks>();
        var mail = Assert.Single(await App.Db(db => db.Mails.Where(m => m.To == email).ToListAsync()));
        await guest.Go(Accounts.LinkIn(mail.Text));
        Assert.Equal(HttpStatusCode.OK, guest.Last.StatusCode);

        // The same words for a token that never was one, and for an address that nobody has.
        var forged = await guest.Submit(await guest.Go($"/agenda/{token[..^2]}xx"), "form[action='/new-link']");
        Assert.Equal(known.QuerySelector("main")!.TextContent, forged.QuerySelector("main")!.TextContent);
        var stranger = await guest.Submit(await guest.Go("/new-link"), ("Email", "nobody@example.org"));
        Assert.Equal(known.QuerySelector("main")!.TextContent, stranger.QuerySelector("main")!.TextContent);
        await guest.Submit(await guest.Go("/new-link"), ("Email", email.ToUpperInvariant()));
        await App.Work<MailNewLinks>();
        Assert.False(await App.Db(db => db.Jobs.AnyAsync(j => j.Kind == MailNewLinks.Kind)));
        Assert.Equal(1, await App.Db(db => db.Mails.CountAsync(m => m.To == email)));
    }

    [Fact]
    public async Task Whoever_was_shut_out_stays_out_until_the_organiser_makes_a_new_link()
    {
        var (fair, email) = await Fair();
        var (guest, token) = await fair.Guest(fair.Company);
        var manager = await App.AVisitor(Role.PartnerManager, fair.Cluster.Id);
        var path = $"/events/{fair.Event.Id}/participants/{fair.Company.Id}/links";
        var list = await manager.Go(path);
        await manager.Submit(list, "form[action*=End]");
        await guest.Submit(await guest.Go($"/agenda/{token}"), "form[action='/new-link']");
        await guest.Submit(await guest.Go("/new-link"), ("Email", email));
        await App.Work<MailNewLinks>();
        Assert.False(await App.Db(db => db.Mails.AnyAsync(m => m.To == email)));
        await manager.Submit(await manager.Go(path), "form[action*=Make]");
        await guest.Submit(await guest.Go("/new-link"), ("Email", email));
        await App.Work<MailNewLinks>();
        Assert.True(await App.Db(db => db.Mails.AnyAsync(m => m.To == email)));
        await guest.Go($"/agenda/{token}");
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
    }

    [Fact]
    public async Task Another_cluster_finds_no_links()
    {
        var (fair, _) = await Fair();
        var other = await App.AVisitor(Role.PartnerManager, fair.OtherCluster.Id);
        await other.Go($"/events/{fair.Event.Id}/participants/{fair.Company.Id}/links");
        Assert.Equal(HttpStatusCode.NotFound, other.Last.StatusCode);
    }

    private async Task<(AFair Fair, string Email)> Fair()
    {
        var fair = await AFair.Held(App);
        var email = $"guest-{fair.Company.Id:N}@example.org";
        await App.Db(db => db.Participants.Where(p => p.Id == fair.Company.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, email)));
        return (fair, email);
    }
}
