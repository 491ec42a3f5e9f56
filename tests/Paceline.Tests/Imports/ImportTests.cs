using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Commands;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Tests.Imports;

public sealed class ImportsOnSqlite(SqliteEngine engine) : Importing(engine), IClassFixture<SqliteEngine>;

public sealed class ImportsOnPostgres(PostgresEngine engine) : Importing(engine), IClassFixture<PostgresEngine>;

public abstract class Importing
{
    private const string Instance = """
        nBusiness = 3; nMeetings = 3; nTables = 2; nTotalSlots = 5; nMorningSlots = 3;
        requested = [|1, 2, 1, |1, 2, 3, |2, 3, 2|];
        forbidden = [{1}, {0}, {0}];
        fixed = [0, 0, 5];
        precedences = [{0}, {1}, {0}];
        """;

    private readonly Engine _engine;

    protected Importing(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task Nothing_is_written_before_import_and_a_second_import_changes_nothing()
    {
        var (e, visitor) = await AnEvent();
        var preview = await Upload(visitor, e, "people.csv", "Name;Pays;E-mail\n北京体育;chine;w@x.example\nورزش 🚴;IR;\n<b>Élan</b>;France;\n");
        Assert.Equal(0, await Count(e));
        Assert.Contains("3participants are created", Squeezed(preview), StringComparison.Ordinal);
        await visitor.Submit(preview, "#import", ("take", "all"));
        await visitor.Submit(preview, "#import", ("take", "all"));
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        var made = await People(e);
        Assert.Equal(["北京体育", "ورزش 🚴", "<b>Élan</b>"], made.Select(p => p.Name));
        Assert.Equal(["CN", "IR", "FR"], made.Select(p => p.Country));
        Assert.Equal(1, await App.Db(db => db.AuditEvents.CountAsync(a => a.Action == "Imported participants and meetings" && a.RecordId == made[0].ImportId)));
    }

    [Fact]
    public async Task An_instance_is_imported_with_its_grid()
    {
        var (e, visitor) = await AnEvent();
        var page = await Upload(visitor, e, "forum.dzn", Instance);
        Assert.Contains("made for another grid", page.Body!.TextContent, StringComparison.Ordinal);
        page = await visitor.Submit(page, "form[action*='handler=Grid']");
        Assert.DoesNotContain("made for another grid", page.Body!.TextContent, StringComparison.Ordinal);
        await visitor.Submit(page, "#import", ("take", "all"));
        var now = await App.Db(db => db.Events.AsNoTracking().SingleAsync(x => x.Id == e.Id));
        Assert.Equal([3, 2], Timetable.Of(now).Slots.GroupBy(s => s.Session).Select(g => g.Count()));
        var people = await People(e);
        Assert.Equal(["P01", "P02", "P03"], people.Select(p => p.Code));
        var meetings = await App.Db(db => db.Meetings.AsNoTracking().Where(m => m.EventId == e.Id).OrderBy(m => m.Number).ToListAsync());
        Assert.Equal([(1, null, 0), (null, null, 1), (2, 5, 0)], meetings.Select(m => (m.Session, m.FixedSlot, m.After.Length)));
        Assert.Equal([1], people[0].UnavailableSlots);
    }

    [Fact]
    public async Task Good_lines_are_taken_without_the_wrong_ones_when_a_person_says_so()
    {
        var (e, visitor) = await AnEvent();
        var page = await Upload(visitor, e, "people.csv", $"Name,Country,E-mail,Unavailable\nGood,BE,,1-2\n{new string('x', 10_000)},BE,,\nBad,Atlantis,nobody,99\n,,a@x.example,\n");
        var text = page.Body!.TextContent;
        Assert.Contains("10000 characters", text, StringComparison.Ordinal);
        Assert.Contains("at most 200", text, StringComparison.Ordinal);
        Assert.Contains("Line 4", text, StringComparison.Ordinal);
        Assert.Contains("Atlantis", text, StringComparison.Ordinal);
        await visitor.Submit(page, "#import", ("take", "all"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Equal(0, await Count(e));
        await visitor.Submit(page, "#import", ("take", "good"));
        var only = Assert.Single(await People(e));
        Assert.Equal([1, 2], only.UnavailableSlots);
    }

    [Fact]
    public async Task A_duplicate_is_kept_out_unless_it_is_ticked()
    {
        var (e, visitor) = await AnEvent();
        await Import(visitor, e, "a.csv", "Name\nNordvelo\n");
        await Import(visitor, e, "b.csv", "Name\nNORDVELO\nKassei\n");
        var people = await People(e);
        Assert.Equal(["Nordvelo", "Kassei"], people.Select(p => p.Name));
        var page = await Upload(visitor, e, "c.csv", "Name\nNordvelo\n");
        await visitor.Submit(page, "#import", ("take", "good"), ("Anyway", "2"));
        Assert.Equal(3, await Count(e));
        Assert.Equal(3, (await People(e)).Select(p => p.Code).Distinct().Count());
    }

    [Fact]
    public async Task Meetings_name_participants_and_add_those_who_are_missing()
    {
        var (e, visitor) = await AnEvent();
        await Import(visitor, e, "a.csv", "Name,Code\nNordvelo,NRD\nKassei,KAS\n");
        await Import(visitor, e, "m.csv", "Participant A,Participant B,Priority,Fixed slot\nNRD,kassei,5,09:20\n1,Newcomer,,\n");
        Assert.Equal(3, await Count(e));
        var meetings = await App.Db(db => db.Meetings.AsNoTracking().Where(m => m.EventId == e.Id).OrderBy(m => m.Number).ToListAsync());
        Assert.Equal([(5, 2), (3, null)], meetings.Select(m => (m.Priority, m.FixedSlot)));
    }

    [Fact]
    public async Task An_import_is_undone_with_its_draft_until_somebody_was_told()
    {
        var (e, visitor) = await AnEvent();
        var batch = await Import(visitor, e, "m.csv", "Participant A,Participant B\nA1,B1\n");
        await Place(e, publish: false);
        await Undo(visitor, batch);
        Assert.Equal(0, await Count(e));
        await Undo(visitor, batch);
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);

        batch = await Import(visitor, e, "m.csv", "Participant A,Participant B\nA1,B1\n");
        await Place(e, publish: true);
        var page = await Undo(visitor, batch);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Contains("already told of 1", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await Count(e));
    }

    [Fact]
    public async Task An_import_whose_participants_others_meet_stays()
    {
        var (e, visitor) = await AnEvent();
        var first = await Import(visitor, e, "a.csv", "Name\nNordvelo\nKassei\n");
        await Import(visitor, e, "m.csv", "Participant A,Participant B\nNordvelo,Kassei\n");
        await Undo(visitor, first);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Equal(2, await Count(e));
    }

    [Fact]
    public async Task Files_of_another_kind_are_named_and_nothing_is_kept()
    {
        var (e, visitor) = await AnEvent();
        (string Name, byte[] Content)[] files = [("a.csv", "%PDF-1.7 x"u8.ToArray()), ("b.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]), ("c.csv", []), ("d.csv", "Colour;Size\nred;1\n"u8.ToArray()), ("e.csv", "Name\na\0b\n"u8.ToArray()), ("f.dzn", "nBusiness = ;"u8.ToArray()), ("g.csv", "Name\n"u8.ToArray())];
        foreach (var (name, content) in files)
        {
            var page = await Upload(visitor, e, name, content);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
            Assert.NotNull(page.GetElementById("Input-File-error"));
        }

        Assert.Equal(0, await App.Db(db => db.ImportBatches.CountAsync(b => b.EventId == e.Id)));
    }

    [Fact]
    public async Task Fifty_megabytes_are_answered_by_a_page()
    {
        var (e, visitor) = await AnEvent();
        var page = await Upload(visitor, e, "big.csv", new byte[50_000_000]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, visitor.Last.StatusCode);
        Assert.Contains("10 MB", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_read_with_a_notice_and_formulas_are_only_text()
    {
        var (e, visitor) = await AnEvent();
        var page = await Upload(visitor, e, "w.csv", [.. "Name\n"u8, 0xC9, .. "lan\n=1+1\n"u8]);
        Assert.Contains("Windows-1252", page.Body!.TextContent, StringComparison.Ordinal);
        await visitor.Submit(page, "#import", ("take", "all"));
        Assert.Equal(["Élan", "=1+1"], (await People(e)).Select(p => p.Name));
    }

    [Fact]
    public async Task A_workbook_is_read_like_a_list()
    {
        var (e, visitor) = await AnEvent();
        await Import(visitor, e, "people.xlsx", Workbook.Write([new Sheet("S", ["Name", "Country"], [["北京", "CN"], ["Élan", "France"]])]));
        Assert.Equal([("北京", "CN"), ("Élan", "FR")], (await People(e)).Select(p => (p.Name, p.Country)));
    }

    [Fact]
    public async Task The_samples_can_be_imported_as_they_are()
    {
        var (e, visitor) = await AnEvent();
        foreach (var kind in new[] { "participants", "meetings" })
        {
            var sample = await visitor.Http.GetByteArrayAsync(new Uri($"/events/{e.Id}/import?handler=Sample&kind={kind}", UriKind.Relative));
            var page = await Upload(visitor, e, kind + ".csv", sample);
            Assert.DoesNotContain("Left out", page.Body!.TextContent, StringComparison.Ordinal);
            await visitor.Submit(page, "#import", ("take", "all"));
        }

        Assert.Equal((3, 3), (await Count(e), await App.Db(db => db.Meetings.CountAsync(m => m.EventId == e.Id))));
    }

    [Fact]
    public async Task Another_clusters_import_does_not_exist()
    {
        var (e, visitor) = await AnEvent();
        await Upload(visitor, e, "a.csv", "Name\nA\n");
        var address = visitor.Last.RequestMessage!.RequestUri!.AbsolutePath;
        var (_, other) = await AnEvent();
        await other.Go(address);
        Assert.Equal(HttpStatusCode.NotFound, other.Last.StatusCode);
        await (await App.AVisitor(Role.Coordinator)).Go(address);
    }

    [Fact]
    public async Task The_command_line_tells_first_and_imports_then()
    {
        var (e, _) = await AnEvent();
        var file = "Name,Country\nGood,BE\nBad,Atlantis\n"u8.ToArray();
        Assert.Equal((0, true), await Command(e.Id, file, dryRun: true, good: false));
        Assert.Equal(0, await Count(e));
        Assert.Equal((1, true), await Command(e.Id, file, dryRun: false, good: false));
        Assert.Equal(0, await Count(e));
        Assert.Equal((0, true), await Command(e.Id, file, dryRun: false, good: true));
        Assert.Equal(1, await Count(e));
        Assert.Equal(2, (await Command(Ids.New(), file, dryRun: true, good: false)).Code);
        Assert.Equal("Command line", await App.Db(db => db.AuditEvents.Where(a => a.ClusterId == e.LeadClusterId && a.Action == "Imported participants and meetings").Select(a => a.Actor).SingleAsync()));
    }

    private async Task<(int Code, bool NamesTheLine)> Command(Guid e, byte[] file, bool dryRun, bool good)
    {
        using var output = new StringWriter();
        var code = await ImportCommand.Run(App.Services, "x.csv", file, e, dryRun, good, json: true, output, default);
        return (code, output.ToString().Contains("\"line\": 3", StringComparison.Ordinal));
    }

    private async Task<(MatchmakingEvent Event, Visitor Manager)> AnEvent()
    {
        var lead = await App.ACluster();
        return (await App.AnEvent((await App.AProgramme()).Id, lead.Id), await App.AVisitor(Role.PartnerManager, lead.Id));
    }

    private static Task<IHtmlDocument> Upload(Visitor visitor, MatchmakingEvent e, string name, string content) => Upload(visitor, e, name, Encoding.UTF8.GetBytes(content));

    private static async Task<IHtmlDocument> Upload(Visitor visitor, MatchmakingEvent e, string name, byte[] content) =>
        await visitor.Upload(await visitor.Go($"/events/{e.Id}/import"), "form.uploadform", [("Input.File", name, content)]);

    private static Task<string> Import(Visitor visitor, MatchmakingEvent e, string name, string content) => Import(visitor, e, name, Encoding.UTF8.GetBytes(content));

    private static async Task<string> Import(Visitor visitor, MatchmakingEvent e, string name, byte[] content)
    {
        var preview = await Upload(visitor, e, name, content);
        await visitor.Submit(preview, "#import", ("take", "all"));
        Assert.EndsWith($"/events/{e.Id}", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
        return new Uri(preview.Url).AbsolutePath;
    }

    // Sent even where the page no longer offers it, as from a page that was open before.
    private static async Task<IHtmlDocument> Undo(Visitor visitor, string batch)
    {
        var page = await visitor.Go(batch[..batch.LastIndexOf('/')]);
        page.QuerySelector("form.uploadform")!.SetAttribute("action", batch + "?handler=Undo");
        return await visitor.Submit(page, "form.uploadform");
    }

    private Task Place(MatchmakingEvent e, bool publish) => App.Db(async db =>
    {
        var meeting = await db.Meetings.SingleAsync(m => m.EventId == e.Id);
        meeting.Place(1, 1);
        if (publish) meeting.Publish(Timetable.Of(await db.Events.SingleAsync(x => x.Id == e.Id)).Slot(1));
        return await db.SaveChangesAsync();
    });

    private Task<int> Count(MatchmakingEvent e) => App.Db(db => db.Participants.CountAsync(p => p.EventId == e.Id));

    private Task<List<Participant>> People(MatchmakingEvent e) => App.Db(db => db.Participants.AsNoTracking().Where(p => p.EventId == e.Id).OrderBy(p => p.Number).ToListAsync());

    private static string Squeezed(IHtmlDocument page) => string.Concat(page.Body!.TextContent.Split('\n').Select(l => l.Trim()));
}
