using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Tests.Agendas;

public sealed class AgendaOnSqlite(SqliteEngine engine) : AgendaPages(engine), IClassFixture<SqliteEngine>;

public sealed class AgendaOnPostgres(PostgresEngine engine) : AgendaPages(engine), IClassFixture<PostgresEngine>;

public abstract class AgendaPages
{
    private readonly Engine _engine;

    protected AgendaPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task A_link_opens_its_own_agenda_without_an_account()
    {
        var fair = await AFair.Held(_engine.App, daysFromNow: 2);
        var (guest, token) = await fair.Guest(fair.Buyer);
        var page = await guest.Go($"/agenda/{token}");
        Assert.Equal("Boise Cycle Supply", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Nordvelo Components"], page.QuerySelectorAll(".timed b").Select(b => b.TextContent.Trim()));
        Assert.Contains("09:00", page.QuerySelector(".next")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("3", page.QuerySelector(".next dd.lead")!.TextContent);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task A_dead_forged_or_foreign_token_is_told_that_the_link_has_ended()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Buyer);
        await guest.Go($"/agenda/{token[..^1]}{(token[^1] == 'A' ? 'B' : 'A')}");
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
        await guest.Go("/agenda/garbage");
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
        await guest.Go($"/agenda/{CalendarToken(await guest.Go($"/agenda/{token}"))}");
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
        await _engine.App.Db(db => db.AccessLinks.Where(l => l.SubjectId == fair.Buyer.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.RevokedAt, DateTimeOffset.UnixEpoch)));
        var page = await guest.Go($"/agenda/{token}");
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
        Assert.Contains("This link has ended", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_sees_no_meeting_of_others_and_no_page_of_accounts()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Buyer);
        await guest.Go($"/agenda/{token}/meetings/{fair.BetweenCompanies.Id}");
        Assert.Equal(HttpStatusCode.NotFound, guest.Last.StatusCode);
        Assert.StartsWith("/sign-in", new Uri((await guest.Go($"/agenda/{fair.Buyer.Id}")).Url).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_sees_the_own_companys_agenda_and_nobody_elses()
    {
        var fair = await AFair.Held(_engine.App);
        var member = await fair.Member(fair.Company);
        Assert.Equal($"/agenda/{fair.Company.Id}", new Uri((await member.Go("/agenda")).Url).AbsolutePath);
        await member.Go($"/agenda/{fair.OtherCompany.Id}");
        Assert.Equal(HttpStatusCode.NotFound, member.Last.StatusCode);
        await member.Go($"/agenda/{fair.OtherCompany.Id}/calendar.ics");
        Assert.Equal(HttpStatusCode.NotFound, member.Last.StatusCode);
    }

    [Fact]
    public async Task A_company_at_several_events_chooses_and_one_at_none_is_told_why()
    {
        var fair = await AFair.Held(_engine.App);
        var second = await AFair.Held(_engine.App);
        await _engine.App.Db(db => db.Participants.Where(p => p.Id == second.Company.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.OrganisationId, fair.Company.OrganisationId)));
        var page = await (await fair.Member(fair.Company)).Go("/agenda");
        Assert.Equal(2, page.QuerySelectorAll("main .lines a.btn").Length);
        var nobody = await _engine.App.ACompany(fair.Cluster.Id, "Not invited");
        page = await (await _engine.App.AVisitor(Role.CompanyMember, company: nobody.Id)).Go("/agenda");
        Assert.NotNull(page.QuerySelector(".empty"));
    }

    [Fact]
    public async Task The_host_and_the_home_cluster_see_an_agenda_and_a_third_cluster_does_not()
    {
        var fair = await AFair.Held(_engine.App);
        foreach (var cluster in new[] { fair.Cluster, fair.OtherCluster })
        {
            var manager = await _engine.App.AVisitor(Role.PartnerManager, cluster.Id);
            await manager.Go($"/agenda/{fair.OtherCompany.Id}");
            Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        }

        var third = await _engine.App.AVisitor(Role.PartnerManager, (await _engine.App.ACluster("Third")).Id);
        await third.Go($"/agenda/{fair.OtherCompany.Id}");
        Assert.Equal(HttpStatusCode.NotFound, third.Last.StatusCode);
    }

    [Fact]
    public async Task A_draft_shows_nothing_and_a_preliminary_schedule_says_so()
    {
        var draft = await AFair.Held(_engine.App, 2, Publication.Draft);
        var (guest, token) = await draft.Guest(draft.Buyer);
        var page = await guest.Go($"/agenda/{token}");
        Assert.Contains("not published yet", page.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".timed"));
        await guest.Go($"/agenda/{token}/meetings/{draft.WithBuyer.Id}");
        Assert.Equal(HttpStatusCode.NotFound, guest.Last.StatusCode);

        var preliminary = await AFair.Held(_engine.App, 2, Publication.Preliminary);
        (guest, token) = await preliminary.Guest(preliminary.Buyer);
        Assert.Contains("Preliminary", (await guest.Go($"/agenda/{token}")).QuerySelector(".note.warn")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_organiser_changed_but_did_not_publish_stays_as_participants_know_it()
    {
        var fair = await AFair.Held(_engine.App, 2);
        await fair.Change(fair.WithBuyer.Id, (m, _) => m.Place(5, 1));
        var (guest, token) = await fair.Guest(fair.Buyer);
        Assert.Contains("09:00", (await guest.Go($"/agenda/{token}")).QuerySelector(".timed")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_moves_and_cancels_the_entries_that_a_program_has()
    {
        var fair = await AFair.Held(_engine.App, 2);
        var (guest, token) = await fair.Guest(fair.Company);
        var calendar = CalendarToken(await guest.Go($"/agenda/{token}"));
        var before = await Calendar(guest, calendar);
        Assert.Equal(("1", "CONFIRMED"), Entry(before, fair.WithBuyer.Id));

        await fair.Change(fair.WithBuyer.Id, (m, timetable) => { m.Place(4, 2); m.Publish(timetable.Slot(4)); });
        await fair.Change(fair.BetweenCompanies.Id, (m, _) => { m.Cancel(); m.Publish(null); });
        var after = await Calendar(guest, calendar);
        Assert.Equal(("2", "CONFIRMED"), Entry(after, fair.WithBuyer.Id));
        Assert.Equal(("2", "CANCELLED"), Entry(after, fair.BetweenCompanies.Id));
        Assert.NotEqual(before, after);
        Assert.Contains("Cancelled", (await guest.Go($"/agenda/{token}")).QuerySelector(".timed .gone")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_of_a_preliminary_schedule_is_tentative_and_is_read_by_each_kind_of_address()
    {
        var fair = await AFair.Held(_engine.App, 2, Publication.Preliminary);
        var (guest, token) = await fair.Guest(fair.Company);
        Assert.Equal("TENTATIVE", Entry(await Calendar(guest, token), fair.WithBuyer.Id).Status);
        var member = await fair.Member(fair.Company);
        Assert.Equal("TENTATIVE", Entry(await Calendar(member, fair.Company.Id.ToString()), fair.WithBuyer.Id).Status);
    }

    [Fact]
    public async Task An_unchanged_calendar_is_not_sent_again()
    {
        var fair = await AFair.Held(_engine.App, 2);
        var (guest, token) = await fair.Guest(fair.Company);
        await Calendar(guest, token);
        var tag = guest.Last.Headers.ETag!;
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/agenda/{token}/calendar.ics");
        again.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.NotModified, (await guest.Http.SendAsync(again)).StatusCode);
        await fair.Change(fair.WithBuyer.Id, (m, timetable) => { m.Place(4, 2); m.Publish(timetable.Slot(4)); });
        using var changed = new HttpRequestMessage(HttpMethod.Get, $"/agenda/{token}/calendar.ics");
        changed.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.OK, (await guest.Http.SendAsync(changed)).StatusCode);
    }

    [Fact]
    public async Task Names_in_every_script_and_with_markup_are_shown_as_they_are()
    {
        var fair = await AFair.Held(_engine.App, 2);
        const string name = "北京 <b>Velo</b> \"شرکت\" 🚲 & Co";
        await _engine.App.Db(db => db.Participants.Where(p => p.Id == fair.Buyer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Name, name)));
        var (guest, token) = await fair.Guest(fair.Company);
        Assert.Equal(name, (await guest.Go($"/agenda/{token}")).QuerySelector(".next .who bdi")!.TextContent);
        Assert.Contains("北京 <b>Velo</b> \"شرکت\" 🚲 & Co", (await Calendar(guest, token)).Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string CalendarToken(IHtmlDocument page)
    {
        var address = ((IHtmlInputElement)page.QuerySelector("#feed")!).Value;
        Assert.StartsWith("webcal://", page.QuerySelector("a[href^=webcal]")!.GetAttribute("href"), StringComparison.Ordinal);
        return new Uri(address).Segments[2].TrimEnd('/');
    }

    private static async Task<string> Calendar(Visitor visitor, string who)
    {
        await visitor.Go($"/agenda/{who}/calendar.ics");
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        Assert.Equal("text/calendar", visitor.Last.Content.Headers.ContentType!.MediaType);
        return await visitor.Last.Content.ReadAsStringAsync();
    }

    private static (string Sequence, string Status) Entry(string calendar, Guid meeting)
    {
        var entry = calendar.Split("BEGIN:VEVENT").Single(e => e.Contains($"UID:{meeting}@paceline", StringComparison.Ordinal));
        string Field(string name) => entry.Split("\r\n").Single(l => l.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..];
        return (Field("SEQUENCE"), Field("STATUS"));
    }
}
