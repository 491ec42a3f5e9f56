using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Access;

namespace Paceline.Tests.Activities;

public sealed class ChecklistsOnSqlite(SqliteEngine engine) : ChecklistsThatTick(engine), IClassFixture<SqliteEngine>;

public sealed class ChecklistsOnPostgres(PostgresEngine engine) : ChecklistsThatTick(engine), IClassFixture<PostgresEngine>;

public abstract class ChecklistsThatTick
{
    private readonly AppFactory _app;

    protected ChecklistsThatTick(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    [Fact]
    public async Task The_lines_tick_themselves_from_what_is_kept_and_what_is_missing_says_whose_it_is()
    {
        var cluster = await _app.ACluster();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(-2);
        var training = new Activity { ProgrammeId = (await _app.AProgramme()).Id, LeadClusterId = cluster.Id, Kind = ActivityKind.TrainingSession, Title = new LocalizedText("Selling abroad"), StartsOn = day, EndsOn = day, State = ActivityState.Held };
        var people = Enumerable.Range(1, 6).Select(n => new Registration { ActivityId = training.Id, Number = n, Name = $"Person {n}", Role = RegistrationRole.Guest, State = RegistrationState.CheckedIn, RegisteredAt = TimeProvider.System.GetUtcNow(), HasEvaluated = n < 5 }).ToList();
        var scan = new EvidenceItem { RecordKind = RecordKind.Activity, RecordId = training.Id, Kind = EvidenceKind.AttendanceSheet, FileId = await AFile(), FileName = "page 1.pdf", Sha256 = new string('a', 64), AddedBy = "Somebody", AddedAt = TimeProvider.System.GetUtcNow() };
        var sheets = Enumerable.Range(1, 2).Select(n => new AttendanceSheet { ActivityId = training.Id, Number = n, Day = day, Page = n, Pages = 2, PrintedBy = "Somebody", PrintedAt = DateTimeOffset.UnixEpoch, EvidenceId = n == 1 ? scan.Id : null }).ToList();
        await _app.Add(training, new RegistrationBook { ActivityId = training.Id, LastNumber = 6, EvaluationSentAt = TimeProvider.System.GetUtcNow() }, scan, new ProgrammeItem { ActivityId = training.Id, Kind = ProgrammeItemKind.Session, Title = new LocalizedText("Prices"), Date = day, From = new TimeOnly(9, 0) });
        await _app.Add([.. people, .. sheets]);
        var manager = await _app.AVisitor(Role.PartnerManager, cluster.Id);
        string Row(IHtmlDocument page, string need) => page.QuerySelectorAll("main table tbody tr").Single(r => r.QuerySelector("th")!.TextContent.Contains(need, StringComparison.Ordinal)).TextContent;

        var page = await manager.Go($"/activities/{training.Id}/evidence");
        Assert.Contains("kept here", Row(page, "Agenda"), StringComparison.Ordinal);
        Assert.Contains("1 of 2 pages came back signed", Row(page, "Signed attendance"), StringComparison.Ordinal);
        Assert.Contains("missing", Row(page, "Signed attendance"), StringComparison.Ordinal);
        Assert.Contains("4 of 6 who were there answered", Row(page, "Evaluation results"), StringComparison.Ordinal);
        Assert.Contains("Those who were there", Row(page, "Evaluation results"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"main table a[href='/activities/{training.Id}/registrations/evaluation']"));

        // The board names it with its next act, to whoever leads it and to nobody else.
        var board = await manager.Go("/activities");
        Assert.Contains("2 evaluations have no answer", board.QuerySelector($"a[href='/activities/{training.Id}/registrations/evaluation']")!.TextContent, StringComparison.Ordinal);
        var other = await _app.AVisitor(Role.PartnerManager, (await _app.ACluster("Another")).Id);
        Assert.DoesNotContain("Selling abroad", (await other.Go("/activities")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        await _app.Db(db => db.Registrations.Where(r => r.ActivityId == training.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.HasEvaluated, true)));
        await _app.Db(db => db.AttendanceSheets.Where(s => s.ActivityId == training.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.EvidenceId, scan.Id)));
        page = await manager.Go($"/activities/{training.Id}/evidence");
        Assert.Contains("kept here", Row(page, "Evaluation results"), StringComparison.Ordinal);
        Assert.Contains("6 of 6 who were there answered", Row(page, "Evaluation results"), StringComparison.Ordinal);
        Assert.Contains("there", Row(page, "Signed attendance"), StringComparison.Ordinal);
        Assert.Contains("1 thing is missing.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_left_for_a_host_says_that_the_gates_were_open()
    {
        var mission = await Travel.Mission.Plan(_app, state: ActivityState.Held);
        var manager = await mission.Manager();
        string Gate(IHtmlDocument page) => page.QuerySelectorAll("main table tbody tr").Single(r => r.QuerySelector("th")!.TextContent.Contains("Gate record", StringComparison.Ordinal)).TextContent;
        Assert.Contains("0 of 4 gates are open", Gate(await manager.Go($"/activities/{mission.Activity.Id}/evidence")), StringComparison.Ordinal);
        await _app.Add(new Domain.Activities.Travel.ListTransfer { ActivityId = mission.Activity.Id, LeadClusterId = mission.Cluster.Id, Recipients = ["Parsian Sport"], Country = "IR", Fields = Domain.Activities.Travel.ListFields.Name, People = [], Withheld = 0, At = TimeProvider.System.GetUtcNow(), By = "Somebody", FileId = await AFile(), MeasuresDate = mission.Activity.StartsOn });
        var page = await manager.Go($"/activities/{mission.Activity.Id}/evidence");
        Assert.Contains("kept here", Gate(page), StringComparison.Ordinal);
        // The officer reads the same, though the bases of people are not the officer's to read.
        var officer = await _app.AVisitor(Role.MonitoringOfficer);
        Assert.Contains("4 of 4 gates are open", Gate(await officer.Go($"/activities/{mission.Activity.Id}/evidence")), StringComparison.Ordinal);
    }

    private Task<Guid> AFile() => _app.Run(async services =>
    {
        var file = await services.GetRequiredService<Platform.Files.FileStore>().Add("a.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n% " + Ids.New()), default);
        await services.GetRequiredService<Data.PacelineDb>().SaveChangesAsync();
        return file.Id;
    });
}
