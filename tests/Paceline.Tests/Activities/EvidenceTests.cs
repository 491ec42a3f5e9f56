using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Activities;

public sealed class ActivityEvidenceOnSqlite(SqliteEngine engine) : ActivityEvidence(engine), IClassFixture<SqliteEngine>;

public sealed class ActivityEvidenceOnPostgres(PostgresEngine engine) : ActivityEvidence(engine), IClassFixture<PostgresEngine>;

public abstract class ActivityEvidence
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF");
    private static int _count;
    private readonly AppFactory _app;

    protected ActivityEvidence(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    private async Task<(Activity Fair, Organisation Cluster, Visitor Manager)> AFairThatIsOver()
    {
        // The latest programme is the current one: each test brings its own.
        var programme = new Domain.Programmes.Programme { Acronym = "TEST", Title = new LocalizedText("A test programme"), StartsOn = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(-400 + Interlocked.Increment(ref _count)), DurationMonths = 24, Grant = Money.Euro(100_000), TimeZone = "UTC" };
        await _app.Add(programme);
        var cluster = await _app.ACluster();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(-3);
        var fair = new Activity { ProgrammeId = programme.Id, LeadClusterId = cluster.Id, Kind = ActivityKind.FairAttendance, Title = new LocalizedText("ISPO"), StartsOn = day, EndsOn = day, State = ActivityState.Held, Details = new FairDetails() };
        await _app.Add(fair, new IndicatorDefinition { ProgrammeId = programme.Id, Code = "O-02", Name = new LocalizedText("Fairs"), Target = 2, Level = IndicatorLevel.Output });
        return (fair, cluster, await _app.AVisitor(Role.PartnerManager, cluster.Id));
    }

    private static byte[] Of(string text) => [.. Pdf, .. Encoding.UTF8.GetBytes("\n% " + text)];

    private static async Task Bring(Visitor who, Activity activity, EvidenceKind kind, byte[] content, string name = "scan.pdf", string locator = "") =>
        await who.Upload(await who.Go($"/activities/{activity.Id}/evidence"), "#add form", [("Input.File", name, content)], ("Input.Kind", kind.ToString()), ("Input.Locator", locator));

    [Fact]
    public async Task What_names_people_is_withheld_from_whoever_looks_on_for_the_funder()
    {
        var (fair, _, manager) = await AFairThatIsOver();
        await Bring(manager, fair, EvidenceKind.ProofOfPresence, Of("stand"), "stand.pdf");
        await manager.Upload(await manager.Go($"/activities/{fair.Id}/evidence"), "#add form", [("Input.File", "faces.pdf", Of("faces"))], ("Input.Kind", "Photo"), ("Input.Locator", ""), ("Input.NamesPeople", "true"));
        var sheet = await _app.Db(async db =>
        {
            var stand = await db.EvidenceItems.SingleAsync(e => e.RecordId == fair.Id && e.FileName == "stand.pdf");
            var item = new EvidenceItem { RecordKind = RecordKind.Activity, RecordId = fair.Id, Kind = EvidenceKind.AttendanceSheet, FileId = stand.FileId, FileName = "sheet.pdf", Sha256 = new string('0', 64), AddedBy = "Test", AddedAt = stand.AddedAt };
            db.EvidenceItems.Add(item);
            await db.SaveChangesAsync();
            return item;
        });
        var items = await _app.Db(db => db.EvidenceItems.AsNoTracking().Where(e => e.RecordId == fair.Id).ToDictionaryAsync(e => e.FileName));
        var (evaluator, auditor) = (await _app.AVisitor(Role.Evaluator), await _app.AVisitor(Role.Auditor));
        async Task<HttpStatusCode> Get(Visitor who, string name) => (await who.Http.GetAsync(new Uri($"/activities/{fair.Id}/evidence/{items[name].Id}", UriKind.Relative))).StatusCode;
        Assert.True(sheet.IsOfPeople && items["faces.pdf"].IsOfPeople && !items["stand.pdf"].IsOfPeople);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (await Get(evaluator, "stand.pdf"), await Get(evaluator, "sheet.pdf"), await Get(evaluator, "faces.pdf")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await Get(auditor, "sheet.pdf"), await Get(manager, "faces.pdf")));
        var page = await evaluator.Go($"/activities/{fair.Id}/evidence");
        Assert.Contains("It names or shows people.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("a"), a => a.GetAttribute("href")!.EndsWith(sheet.Id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task From_the_missing_line_to_the_figure()
    {
        var (fair, _, manager) = await AFairThatIsOver();
        var officer = await _app.AVisitor(Role.MonitoringOfficer);
        Assert.Contains("2 things are missing.", (await manager.Go($"/activities/{fair.Id}/evidence")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ISPO", (await manager.Go("/activities")).Body!.TextContent, StringComparison.Ordinal);
        await Bring(manager, fair, EvidenceKind.ProofOfPresence, Of("badge"), locator: "page 2, row 7");
        // Incomplete: the officer cannot accept it.
        await officer.Submit(await officer.Go($"/activities/{fair.Id}/evidence"), "#check form", ("Decision.Level", "Documented"), ("Decision.Result", "Accepted"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Last.StatusCode);
        await Bring(manager, fair, EvidenceKind.Photo, Of("stand"));
        var page = await manager.Go($"/activities/{fair.Id}/evidence");
        Assert.Contains("Everything that its kind needs is there.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("page 2, row 7", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#check"));
        Assert.Contains("ISPO", (await officer.Go("/activities")).Body!.TextContent, StringComparison.Ordinal);

        Assert.DoesNotContain("ISPO", (await officer.Go("/scoreboard/O-02")).QuerySelector("main table")?.TextContent ?? "", StringComparison.Ordinal);
        await officer.Submit(await officer.Go($"/activities/{fair.Id}/evidence"), "#check form", ("Decision.Level", "Documented"), ("Decision.Result", "Accepted"), ("Decision.Comment", "Complete."));
        Assert.Equal(HttpStatusCode.OK, officer.Last.StatusCode);
        Assert.Equal(ActivityState.Verified, await _app.Db(db => db.Activities.Where(a => a.Id == fair.Id).Select(a => a.State).SingleAsync()));
        Assert.Contains("ISPO", (await officer.Go("/scoreboard/O-02")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // What was checked stays; returned, it counts no more and takes files again.
        Assert.Null((await manager.Go($"/activities/{fair.Id}/evidence")).QuerySelector("#add"));
        await officer.Submit(await officer.Go($"/activities/{fair.Id}/evidence"), "#check form", ("Decision.Result", "Returned"), ("Decision.Comment", "The photo shows another fair."));
        Assert.Equal(ActivityState.Held, await _app.Db(db => db.Activities.Where(a => a.Id == fair.Id).Select(a => a.State).SingleAsync()));
        Assert.Contains("The photo shows another fair.", (await manager.Go($"/activities/{fair.Id}/evidence")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_had_a_hand_in_it_does_not_check_it()
    {
        var (fair, cluster, manager) = await AFairThatIsOver();
        await Bring(manager, fair, EvidenceKind.ProofOfPresence, Of("badge"));
        await Bring(manager, fair, EvidenceKind.Photo, Of("stand"));
        var both = await _app.APerson(Role.MonitoringOfficer);
        await _app.Add(new RoleGrant { PersonId = both.Id, Role = Role.PartnerManager, ClusterId = cluster.Id });
        var visitor = await new Visitor(_app).SignIn(both.Email!);
        var page = await visitor.Go($"/activities/{fair.Id}/evidence");
        Assert.Contains("You had a hand in this activity.", page.QuerySelector("#check")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#check form"));
        var token = page.QuerySelector("#add input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var forced = await visitor.Http.PostAsync(new Uri($"/activities/{fair.Id}/evidence?handler=Check", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Decision.Version"] = await Version(fair), ["Decision.Level"] = "Documented", ["Decision.Result"] = "Accepted" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.StatusCode);
        Assert.Equal(ActivityState.Held, await _app.Db(db => db.Activities.Where(a => a.Id == fair.Id).Select(a => a.State).SingleAsync()));
    }

    private async Task<string> Version(Activity a) => (await _app.Db(db => db.Activities.Where(x => x.Id == a.Id).Select(x => x.Version).SingleAsync())).ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_file_that_came_while_the_officer_was_reading_is_shown_first()
    {
        var (fair, _, manager) = await AFairThatIsOver();
        await Bring(manager, fair, EvidenceKind.ProofOfPresence, Of("badge"));
        await Bring(manager, fair, EvidenceKind.Photo, Of("stand"));
        var officer = await _app.AVisitor(Role.MonitoringOfficer);
        var page = await officer.Go($"/activities/{fair.Id}/evidence");
        await Bring(manager, fair, EvidenceKind.Photo, Of("another stand"));
        var answer = await officer.Submit(page, "#check form", ("Decision.Level", "Documented"), ("Decision.Result", "Accepted"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Last.StatusCode);
        Assert.Contains("Somebody else saved this a moment ago.", answer.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(ActivityState.Held, await _app.Db(db => db.Activities.Where(a => a.Id == fair.Id).Select(a => a.State).SingleAsync()));
    }

    [Fact]
    public async Task A_renamed_program_an_empty_file_and_a_photo_of_60_MB_are_answered_clearly()
    {
        var (fair, _, manager) = await AFairThatIsOver();
        var form = await manager.Go($"/activities/{fair.Id}/evidence");
        var page = await manager.Upload(form, "#add form", [("Input.File", "stand.jpg", [(byte)'M', (byte)'Z', .. new byte[200]])], ("Input.Kind", "Photo"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("program", page.QuerySelector("#Input-File-error")!.TextContent, StringComparison.Ordinal);
        page = await manager.Upload(form, "#add form", [("Input.File", "stand.jpg", [])], ("Input.Kind", "Photo"));
        Assert.Contains("empty", page.QuerySelector("#Input-File-error")!.TextContent, StringComparison.Ordinal);
        page = await manager.Upload(form, "#add form", [("Input.File", "stand.jpg", new byte[60 * 1024 * 1024])], ("Input.Kind", "Photo"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, manager.Last.StatusCode);
        Assert.Contains("10 MB", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.False(await _app.Db(db => db.EvidenceItems.AnyAsync(e => e.RecordId == fair.Id)));
    }

    [Fact]
    public async Task The_scan_of_the_wrong_sheet_is_taken_away_and_the_trail_keeps_its_hash()
    {
        var (fair, _, manager) = await AFairThatIsOver();
        await Bring(manager, fair, EvidenceKind.Photo, Of("wrong"));
        await Bring(manager, fair, EvidenceKind.Photo, Of("wrong"));
        var item = await _app.Db(db => db.EvidenceItems.AsNoTracking().SingleAsync(e => e.RecordId == fair.Id));
        Assert.Equal(HttpStatusCode.OK, (await manager.Http.GetAsync(new Uri($"/activities/{fair.Id}/evidence/{item.Id}", UriKind.Relative))).StatusCode);
        await manager.Submit(await manager.Go($"/activities/{fair.Id}/evidence"), "form[action*=Remove]");
        Assert.False(await _app.Db(db => db.EvidenceItems.AnyAsync(e => e.RecordId == fair.Id)));
        Assert.True(await _app.Db(db => db.AuditEvents.AnyAsync(a => a.RecordId == item.Id && a.Action == "Took evidence away" && a.Details.Contains(item.Sha256))));
    }

    [Fact]
    public async Task A_study_goes_to_its_readers_only()
    {
        var (fair, cluster, _) = await AFairThatIsOver();
        var manager = await _app.AVisitor(Role.PartnerManager, cluster.Id);
        var member = await _app.AVisitor(Role.CompanyMember, company: (await _app.ACompany(cluster.Id)).Id);
        var partner = await _app.AVisitor(Role.PartnerManager, (await _app.ACluster("Other")).Id);
        async Task<HttpStatusCode[]> Answers(StudyReaders readers)
        {
            var study = new Activity { ProgrammeId = fair.ProgrammeId, LeadClusterId = cluster.Id, Kind = ActivityKind.MarketStudy, Title = new LocalizedText("Study"), StartsOn = fair.StartsOn, EndsOn = fair.EndsOn, State = ActivityState.Held, IsPublic = true, Details = new StudyDetails { Readers = readers } };
            await _app.Add(study);
            await Bring(manager, study, EvidenceKind.Document, Of(readers.ToString()));
            var nobody = new Visitor(_app);
            return [.. await Task.WhenAll(new[] { (partner, "activities"), (member, "activities"), (nobody, "public/activities") }.Select(async v => (await v.Item1.Http.GetAsync(new Uri($"/{v.Item2}/{study.Id}/document", UriKind.Relative))).StatusCode))];
        }

        var (yes, no) = (HttpStatusCode.OK, HttpStatusCode.NotFound);
        Assert.Equal([yes, no, no], await Answers(StudyReaders.Partners));
        Assert.Equal([yes, yes, no], await Answers(StudyReaders.Members));
        Assert.Equal([yes, yes, yes], await Answers(StudyReaders.Everybody));
    }
}
