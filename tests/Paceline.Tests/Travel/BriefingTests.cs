using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
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

    [Fact]
    public async Task Names_reach_a_person_of_a_host_only_through_the_gates_and_are_recorded()
    {
        var mission = await Mission.Plan(_engine.App);
        await _engine.App.Add(mission.APoint("Visit", 10));
        var manager = await mission.Manager();
        await Publish(manager, mission);
        (string, string)[] guest = [("Reader.Name", "Guest of the host"), ("Reader.Email", "guest@host.example"), ("Reader.WithPeople", "true")];
        async Task<string> Refused(params (string, string)[] more)
        {
            var page = await manager.Submit(await manager.Go(mission.Briefing + "/publish"), "form[action*=Reader]", [.. guest, .. more]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
            return page.Body!.TextContent;
        }

        Assert.Contains("Say of which host the person is", await Refused(), StringComparison.Ordinal);
        Assert.Contains("was not looked up", await Refused(("Reader.HostId", mission.Host.Id.ToString())), StringComparison.Ordinal);
        await mission.Settle((mission.Ana, "IR"));
        Assert.Contains("Say of which host the person is", await Refused(("Reader.HostId", mission.Company.Id.ToString())), StringComparison.Ordinal);
        await manager.Submit(await manager.Go(mission.Briefing + "/publish"), "form[action*=Reader]", [.. guest, ("Reader.HostId", mission.Host.Id.ToString())]);
        var reader = await _engine.App.Db(db => db.BriefingReaders.SingleAsync(r => r.ActivityId == mission.Activity.Id && r.TravellerId == null));
        var sent = await _engine.App.Db(db => db.ListTransfers.SingleAsync(l => l.ActivityId == mission.Activity.Id));
        Assert.Equal((reader.Id, "IR", 1), (sent.ReaderId, sent.Country, sent.Withheld));
        Assert.Equal([new TransferredPerson(mission.Ana.Id, TransferBasis.ExplicitConsent, "")], sent.People);

        var address = new Uri((await manager.Go($"{mission.Briefing}/publish?handler=Link&reader={reader.Id}")).Url).AbsolutePath;
        var visitor = new Visitor(_engine.App);
        var people = (await visitor.Go(address)).QuerySelector("#people")!.TextContent;
        Assert.Contains("Ana López", people, StringComparison.Ordinal);
        Assert.Contains("withheld (1)", people, StringComparison.Ordinal);
        foreach (var said in new[] { (await visitor.Go(address)).Body!.TextContent, (await Document(visitor, address)).Text })
        {
            Assert.DoesNotContain("Ben", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Beta Boards", said, StringComparison.Ordinal);
        }

        // Whoever agrees later is shown with the next version, whose mail names nobody who is withheld.
        await _engine.App.Add(mission.APoint("Another visit", 12), Mission.Delegate(mission.Activity, 3, "Cem Late", "cem@example.org", mission.Company));
        await Publish(manager, mission);
        var mail = await _engine.App.Db(db => db.Mails.Where(m => m.ActivityId == mission.Activity.Id && m.To == "guest@host.example").SingleAsync());
        Assert.Contains("Another visit", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cem", mail.Text, StringComparison.Ordinal);

        // Consent that is taken back takes the name out at once.
        await manager.Submit(await manager.Go(mission.Gates), "#withdraw", ("person", mission.Ana.Id.ToString()));
        Assert.DoesNotContain("Ana", (await visitor.Go(address)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_for_one_traveller_only_the_organisers_and_that_persons_company_see()
    {
        var mission = await Mission.Plan(_engine.App);
        var own = mission.APoint("Talk with the buyer", 14, mission.Ben.Id);
        await _engine.App.Add(mission.APoint("Visit to the hall", 10), own);
        var manager = await mission.Manager();
        await Publish(manager, mission);
        await _engine.App.Db(db => db.ProgrammeItems.Where(i => i.Id == own.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.From, new TimeOnly(15, 0))));
        await Publish(manager, mission);
        var page = $"/activities/{mission.Activity.Id}";
        var (alfa, beta) = (await _engine.App.AVisitor(Role.CompanyMember, company: mission.Company.Id), await _engine.App.AVisitor(Role.CompanyMember, company: mission.Ben.OrganisationId));
        var stranger = await _engine.App.AVisitor(Role.PartnerManager, (await _engine.App.ACluster("Another")).Id);
        foreach (var (who, sees) in new[] { (manager, true), (beta, true), (alfa, false), (stranger, false) })
            Assert.Equal(sees, (await who.Go(page)).Body!.TextContent.Contains("Talk with the buyer", StringComparison.Ordinal));
        foreach (var (who, sees) in new[] { (manager, true), (beta, true), (alfa, false) })
        {
            Assert.Equal(sees, (await who.Go(mission.Briefing)).Body!.TextContent.Contains("Talk with the buyer", StringComparison.Ordinal));
            Assert.Equal(sees, (await Document(who, mission.Briefing)).Text.Contains("Talk with the buyer", StringComparison.Ordinal));
            Assert.Equal(sees, (await who.Http.GetStringAsync(new Uri(mission.Briefing + "?handler=Calendar", UriKind.Relative))).Contains("Talk with the buyer", StringComparison.Ordinal));
            await who.Go($"{mission.Briefing}?person={mission.Ben.Id}");
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, who.Last.StatusCode);
        }

        // Nor does a calendar strike what it was never told: of Ben's talk, Ana's holds nothing.
        var told = await _engine.App.Db(db => db.Mails.Where(m => m.ActivityId == mission.Activity.Id && m.To == mission.Ana.Email).OrderBy(m => m.Id).FirstAsync());
        var calendar = await new Visitor(_engine.App).Http.GetStringAsync(new Uri(PathOf(told.Text).Split('?')[0] + "?handler=Calendar", UriKind.Relative));
        Assert.DoesNotContain("Talk with the buyer", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("CANCELLED", calendar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_says_of_studies_what_its_readers_may_read()
    {
        var mission = await Mission.Plan(_engine.App);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        Activity Study(string says, StudyReaders readers, DateOnly? published, ActivityState state = ActivityState.Held) => new()
        {
            ProgrammeId = mission.Activity.ProgrammeId, Kind = ActivityKind.MarketStudy, Title = new LocalizedText(says + " study"), StartsOn = today.AddDays(-60), EndsOn = today.AddDays(-50), LeadClusterId = mission.Cluster.Id, Country = "IR", State = state,
            Details = new StudyDetails { Readers = readers, PublishedOn = published, Sections = new() { [StudySection.Risks] = new LocalizedText(says) } },
        };
        await _engine.App.Add(mission.APoint("Visit", 10), Study("For all", StudyReaders.Everybody, today), Study("Of members", StudyReaders.Members, today), Study("Of partners", StudyReaders.Partners, today), Study("Not out yet", StudyReaders.Everybody, null), Study("Called off", StudyReaders.Everybody, today, ActivityState.Cancelled));
        var manager = await mission.Manager();
        await manager.Submit(await manager.Go(mission.Briefing + "/publish"), "form[action*=Reader]", ("Reader.Name", "A guest"), ("Reader.Email", "guest@host.example"));
        await Publish(manager, mission);
        var told = await _engine.App.Db(db => db.Mails.Where(m => m.ActivityId == mission.Activity.Id).ToListAsync());
        async Task<string> Market(Visitor who, string path) => (await who.Go(path)).QuerySelector("#market")!.TextContent;
        var guest = await Market(new Visitor(_engine.App), PathOf(told.Single(m => m.To == "guest@host.example").Text));
        Assert.Contains("For all", guest, StringComparison.Ordinal);
        foreach (var said in new[] { await Market(new Visitor(_engine.App), PathOf(told.Single(m => m.To == mission.Ana.Email).Text)), await Market(await _engine.App.AVisitor(Role.CompanyMember, company: mission.Company.Id), mission.Briefing) })
        {
            Assert.Contains("For all", said, StringComparison.Ordinal);
            Assert.Contains("Of members", said, StringComparison.Ordinal);
            foreach (var hidden in new[] { "Of partners", "Not out yet", "Called off" }) Assert.DoesNotContain(hidden, said, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Of members", guest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_zone_of_a_pack_is_that_of_the_days_of_the_mission()
    {
        var mission = await Mission.Plan(_engine.App);
        await _engine.App.Add(mission.APoint("Visit", 10));
        // Whenever this runs, the mission is in the other half of the year.
        var today = TimeProvider.System.GetUtcNow();
        var summer = TimeZoneInfo.FindSystemTimeZoneById("America/Denver").IsDaylightSavingTime(today);
        var starts = new DateOnly(today.Year + 1, summer ? 1 : 7, 10);
        await _engine.App.Db(db => db.Activities.Where(a => a.Id == mission.Activity.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.TimeZone, "America/Denver").SetProperty(x => x.StartsOn, starts).SetProperty(x => x.EndsOn, starts)));
        var manager = await mission.Manager();
        await Publish(manager, mission);
        var expected = $"All times are those of Denver, UTC−{(summer ? 7 : 6)}.";
        Assert.Contains(expected, (await manager.Go(mission.Briefing)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(expected, (await Document(manager, mission.Briefing)).Text, StringComparison.Ordinal);
    }

    private Task<int> Mails(Mission mission) => _engine.App.Db(db => db.Mails.CountAsync(m => m.ActivityId == mission.Activity.Id));

    private static async Task Publish(Visitor manager, Mission mission) => await manager.Submit(await manager.Go(mission.Briefing + "/publish"), "main form:has([name='Input.After'])");

    private static string PathOf(string text) => new Uri(System.Text.RegularExpressions.Regex.Match(text, @"https?://\S+/briefing/\S+").Value).PathAndQuery;
}
