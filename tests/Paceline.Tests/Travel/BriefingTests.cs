using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Access;

namespace Paceline.Tests.Travel;

public sealed class BriefingOnSqlite(SqliteEngine engine) : BriefingPacks(engine), IClassFixture<SqliteEngine>;

public sealed class BriefingOnPostgres(PostgresEngine engine) : BriefingPacks(engine), IClassFixture<PostgresEngine>;

public abstract class BriefingPacks
{
    private readonly Engine _engine;

    protected BriefingPacks(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task A_version_is_frozen_and_an_update_tells_each_reader_once_what_is_new_for_that_reader()
    {
        var mission = await Mission.Plan(_engine.App);
        var (common, own) = (mission.APoint("Visit to the hall", 10), mission.APoint("Talk with the buyer", 14, mission.Ben.Id));
        await _engine.App.Add(common, own);
        var manager = await mission.Manager();
        await Publish(manager, mission);
        Assert.Equal(2, await Mails(mission));
        await _engine.App.Db(db => db.ProgrammeItems.Where(i => i.Id == own.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.From, new TimeOnly(15, 0))));
        var page = await manager.Go(mission.Briefing + "/publish");
        Assert.Contains("Moved: Talk with the buyer", page.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(page, "main form:has([name='Input.After'])");
        await manager.Submit(page, "main form:has([name='Input.After'])"); // sent twice
        Assert.Equal(2, await _engine.App.Db(db => db.BriefingVersions.CountAsync(v => v.ActivityId == mission.Activity.Id)));
        // Only Ben is concerned.
        var told = await _engine.App.Db(db => db.Mails.Where(m => m.ActivityId == mission.Activity.Id).ToListAsync());
        Assert.Equal(3, told.Count);
        Assert.Single(told, m => m.To == mission.Ana.Email);
        Assert.Contains(told, m => m.To == mission.Ben.Email && m.Text.Contains("Moved: Talk with the buyer", StringComparison.Ordinal) && m.Text.Contains("since=1", StringComparison.Ordinal));
        Assert.StartsWith("Dosier", told.Single(m => m.To == mission.Ana.Email).Subject, StringComparison.Ordinal);

        var ben = new Visitor(_engine.App);
        var pack = await ben.Go(PathOf(told.First(m => m.To == mission.Ben.Email).Text));
        Assert.Contains("Talk with the buyer", pack.QuerySelector("#itinerary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("خیابان آزادی ۱۲", pack.QuerySelector(".driver .big")!.TextContent, StringComparison.Ordinal);
        var ana = new Visitor(_engine.App);
        pack = await ana.Go(PathOf(told.Single(m => m.To == mission.Ana.Email).Text));
        Assert.DoesNotContain("Talk with the buyer", pack.Body!.TextContent, StringComparison.Ordinal);

        var calendar = await ben.Http.GetStringAsync(new Uri(PathOf(told.First(m => m.To == mission.Ben.Email).Text).Split('?')[0] + "?handler=Calendar", UriKind.Relative));
        Assert.Contains($"UID:{own.Id}@paceline\r\nSEQUENCE:1", calendar, StringComparison.Ordinal);
        Assert.Contains($"UID:{common.Id}@paceline\r\nSEQUENCE:0", calendar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pack_is_one_document_with_its_name_on_each_page_and_says_to_each_reader_what_the_page_says()
    {
        var mission = await Mission.Plan(_engine.App);
        await _engine.App.Add(mission.APoint("Visit to the hall", 10), mission.APoint("Talk with the buyer", 14, mission.Ben.Id));
        var manager = await mission.Manager();
        await Publish(manager, mission);
        var page = await manager.Go(mission.Briefing);
        Assert.NotNull(page.QuerySelector("link[media=print][href*='handler=Print']"));
        var whole = await Document(manager, mission.Briefing);
        foreach (var said in new[] { "Visit to the hall", "Talk with the buyer", "Only for Ben", "خیابان آزادی ۱۲", "Police, 110", "Ana López", "Parsian Sport" }) Assert.Contains(said, whole.Text, StringComparison.Ordinal);
        Assert.Contains("Mission · Briefing pack, version 1", whole.Header, StringComparison.Ordinal);
        Assert.Contains("tblHeader", whole.Text, StringComparison.Ordinal);
        var style = await manager.Http.GetAsync(new Uri(mission.Briefing + "?handler=Print", UriKind.Relative));
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
        Assert.Contains("@top-left{ content:\"Mission\"", await style.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var told = await _engine.App.Db(db => db.Mails.Where(m => m.ActivityId == mission.Activity.Id && m.To == mission.Ana.Email).SingleAsync());
        var ana = new Visitor(_engine.App);
        await ana.Go(PathOf(told.Text));
        Assert.DoesNotContain("Talk with the buyer", (await Document(ana, PathOf(told.Text))).Text, StringComparison.Ordinal);
        foreach (var handler in new[] { "Document", "Print" })
        {
            await ana.Go($"{PathOf(told.Text)[..^6]}xxxxxx?handler={handler}");
            Assert.Equal(HttpStatusCode.Gone, ana.Last.StatusCode);
            var stranger = await _engine.App.AVisitor(Role.PartnerManager, (await _engine.App.ACluster("Another")).Id);
            await stranger.Go($"{mission.Briefing}?handler={handler}");
            Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        }
    }

    private static async Task<(string Text, string Header)> Document(Visitor visitor, string path)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(await visitor.Http.GetByteArrayAsync(new Uri(path + "?handler=Document", UriKind.Relative))));
        string Part(Func<System.IO.Compression.ZipArchiveEntry, bool> which)
        {
            using var reader = new StreamReader(zip.Entries.First(which).Open());
            return reader.ReadToEnd();
        }

        return (Part(e => e.FullName is "word/document.xml"), Part(e => e.FullName.StartsWith("word/header", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_dropped_point_is_struck_in_calendars_and_the_page_marks_what_changed_since_the_last_visit()
    {
        var mission = await Mission.Plan(_engine.App);
        var (stays, goes) = (mission.APoint("Visit that stays", 10), mission.APoint("Visit that goes", 12));
        await _engine.App.Add(stays, goes);
        var manager = await mission.Manager();
        await Publish(manager, mission);
        var company = await _engine.App.AVisitor(Role.CompanyMember, company: mission.Company.Id);
        Assert.Null((await company.Go(mission.Briefing)).QuerySelector(".news"));
        await _engine.App.Db(db => db.ProgrammeItems.Where(i => i.Id == goes.Id).ExecuteDeleteAsync());
        await Publish(manager, mission);
        var page = await company.Go(mission.Briefing);
        Assert.Contains("Dropped: Visit that goes", page.QuerySelector(".news")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await company.Go(mission.Briefing)).QuerySelector(".news"));
        var calendar = await company.Http.GetStringAsync(new Uri(mission.Briefing + "?handler=Calendar", UriKind.Relative));
        Assert.Contains("STATUS:CANCELLED", calendar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Companies_that_take_part_read_it_others_find_nothing_and_an_ended_link_is_gone()
    {
        var mission = await Mission.Plan(_engine.App);
        await _engine.App.Add(mission.APoint("Visit", 10));
        var manager = await mission.Manager();
        await Publish(manager, mission);
        var competitor = await _engine.App.AVisitor(Role.CompanyMember, company: (await _engine.App.ACompany(mission.Cluster.Id, "Not travelling")).Id);
        await competitor.Go(mission.Briefing);
        Assert.Equal(HttpStatusCode.NotFound, competitor.Last.StatusCode);

        var page = await manager.Submit(await manager.Go(mission.Briefing + "/publish"), "form[action*=Reader]", ("Reader.Name", "王芳"), ("Reader.Email", "wang@host.example"), ("Reader.Language", "zh"));
        var reader = await _engine.App.Db(db => db.BriefingReaders.SingleAsync(r => r.ActivityId == mission.Activity.Id && r.TravellerId == null));
        var pack = await manager.Go($"{mission.Briefing}/publish?handler=Link&reader={reader.Id}");
        var address = new Uri(pack.Url).AbsolutePath;
        Assert.StartsWith("/briefing/", address, StringComparison.Ordinal);
        Assert.Null(pack.QuerySelector("#people"));
        Assert.DoesNotContain("Ana", pack.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(await manager.Go(mission.Briefing + "/publish"), "form[action*=End]", ("reader", reader.Id.ToString()));
        var guest = new Visitor(_engine.App);
        await guest.Go(address);
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
    }

    [Fact]
    public async Task The_organiser_says_for_whom_a_point_is_and_the_link_of_whoever_gives_up_the_place_ends()
    {
        var mission = await Mission.Plan(_engine.App);
        var point = mission.APoint("Talk with the buyer", 14);
        await _engine.App.Add(mission.APoint("Visit to the hall", 10), point);
        var manager = await mission.Manager();
        var form = await manager.Go($"/activities/{mission.Activity.Id}/programme/{point.Id}");
        Assert.Equal(2, form.QuerySelectorAll("[name='Input.OnlyFor']").Length);
        await manager.Submit(form, ".profileform", ("Input.OnlyFor", mission.Ana.Id.ToString()));
        Assert.Equal([mission.Ana.Id], await _engine.App.Db(db => db.ProgrammeItems.Where(i => i.Id == point.Id).Select(i => i.OnlyFor).SingleAsync()));
        await Publish(manager, mission);
        var told = await _engine.App.Db(db => db.Mails.Where(m => m.ActivityId == mission.Activity.Id).ToListAsync());
        Guid ana = mission.Ana.Id;
        var (hers, his) = (PathOf(told.Single(m => m.To == mission.Ana.Email).Text), PathOf(told.Single(m => m.To == mission.Ben.Email).Text));
        Assert.Contains("Talk with the buyer", (await new Visitor(_engine.App).Go(hers)).QuerySelector("#itinerary")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Talk with the buyer", (await new Visitor(_engine.App).Go(his)).Body!.TextContent, StringComparison.Ordinal);

        await manager.Submit(await manager.Go($"/activities/{mission.Activity.Id}/registrations/{ana}"), "form[action*=Cancel]", ("reason", "Ill"));
        var gone = new Visitor(_engine.App);
        await gone.Go(hers);
        Assert.Equal(HttpStatusCode.Gone, gone.Last.StatusCode);
        // The point stays hers until somebody decides: it is not suddenly everybody's.
        form = await manager.Go($"/activities/{mission.Activity.Id}/programme/{point.Id}");
        Assert.Contains("does not travel any more", form.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await manager.Submit(form, ".profileform");
        Assert.Equal([ana], await _engine.App.Db(db => db.ProgrammeItems.Where(i => i.Id == point.Id).Select(i => i.OnlyFor).SingleAsync()));
    }

    private Task<int> Mails(Mission mission) => _engine.App.Db(db => db.Mails.CountAsync(m => m.ActivityId == mission.Activity.Id));

    private static async Task Publish(Visitor manager, Mission mission) => await manager.Submit(await manager.Go(mission.Briefing + "/publish"), "main form:has([name='Input.After'])");

    private static string PathOf(string text) => new Uri(System.Text.RegularExpressions.Regex.Match(text, @"https?://\S+/briefing/\S+").Value).PathAndQuery;
}
