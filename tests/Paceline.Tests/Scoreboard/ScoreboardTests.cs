using System.Net;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Access;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Scoreboard;

public sealed class ScoreboardOnSqlite(SqliteEngine engine) : ScoreboardPages(engine), IClassFixture<SqliteEngine>;

public sealed class ScoreboardOnPostgres(PostgresEngine engine) : ScoreboardPages(engine), IClassFixture<PostgresEngine>;

public abstract class ScoreboardPages
{
    private readonly AppFactory _app;

    protected ScoreboardPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    [Fact]
    public async Task The_figure_rises_by_one_when_a_contract_is_accepted_and_its_rows_equal_it()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06", "R-07", "R-08");
        var reader = await _app.AVisitor(Role.Coordinator);
        var deal = await market.ADeal();
        await market.ADeal(withFile: false);
        var before = await reader.Go("/scoreboard");
        Assert.Equal("0", Figure(before, "R-06"));
        await market.Accept(deal);

        var after = await reader.Go("/scoreboard");
        Assert.Equal("1", Figure(after, "R-06"));
        Assert.Equal("1", Figure(after, "R-07"));
        Assert.Equal("EUR\u00A012\u202F500.50", Figure(after, "R-08"));
        Assert.Contains("1 more is reported and does not count yet", after.QuerySelector("#d-R-06")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/contracts/{deal.Id}", after.QuerySelector("#d-R-06 tbody th a")!.GetAttribute("href"));
        foreach (var code in new[] { "R-06", "R-07", "R-08" })
        {
            var page = await reader.Go($"/scoreboard/{code}");
            Assert.Single(page.QuerySelectorAll("table.rows tbody tr"));
            Assert.Contains("L2 documented", page.QuerySelector("table.rows")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Test Person", page.QuerySelector("table.rows tbody tr")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Periods_split_a_figure_by_the_day_of_the_contract()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06");
        await market.Accept(await market.ADeal());
        var reader = await _app.AVisitor(Role.Evaluator);
        var number = market.Met.AddDays(10) < market.Programme.StartsOn.AddYears(1) ? 1 : 2;
        Assert.Equal("1", Figure(await reader.Go($"/scoreboard?period={number}"), "R-06"));
        Assert.Equal("0", Figure(await reader.Go($"/scoreboard?period={3 - number}"), "R-06"));
        Assert.Empty((await reader.Go($"/scoreboard/R-06?period={3 - number}")).QuerySelectorAll("table.rows tbody tr"));
        await reader.Go("/scoreboard?period=9");
        Assert.Equal(HttpStatusCode.NotFound, reader.Last.StatusCode);
        await reader.Go("/scoreboard/X-99");
        Assert.Equal(HttpStatusCode.NotFound, reader.Last.StatusCode);
    }

    [Fact]
    public async Task Missions_companies_places_and_meetings_are_counted_by_their_rules()
    {
        var market = await Market.Open(_app);
        await market.Define("O-01", "O-04", "O-08", "O-13", "O-15");
        Activity Mission(string name, ActivityState state) => new() { ProgrammeId = market.Programme.Id, Kind = ActivityKind.TradeMission, Title = new LocalizedText(name), StartsOn = market.Met.AddDays(-10), EndsOn = market.Met.AddDays(-5), LeadClusterId = market.Cluster.Id, Country = "CN", State = state };
        var (beijing, ogden, planned) = (Mission("Beijing", ActivityState.Verified), Mission("Ogden", ActivityState.Verified), Mission("Teheran", ActivityState.Held));
        var other = await _app.ACompany(market.Cluster.Id, "Brugge Helmets");
        await _app.Add(beijing, ogden, planned);
        AttendanceRecord At(Activity activity, Guid organisation) => new() { ActivityId = activity.Id, OrganisationId = organisation, On = activity.StartsOn };
        await _app.Add(At(beijing, market.Company.Id), At(ogden, market.Company.Id), At(ogden, other.Id), At(planned, other.Id), At(beijing, market.Cluster.Id));
        await _app.Db(db => db.Meetings.Where(m => m.Id == market.Meeting.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MeetingState.Held)));
        var reader = await _app.AVisitor(Role.Coordinator);
        var page = await reader.Go("/scoreboard");
        foreach (var (code, figure) in new[] { ("O-01", "2"), ("O-04", "0"), ("O-08", "1"), ("O-13", "2"), ("O-15", "3") }) Assert.Equal(figure, Figure(page, code));
        foreach (var (code, rows) in new[] { ("O-01", 2), ("O-08", 1), ("O-13", 2), ("O-15", 3) })
            Assert.Equal(rows, (await reader.Go($"/scoreboard/{code}")).QuerySelectorAll("table.rows tbody tr").Length);
        Assert.Contains("NRD", (await reader.Go("/scoreboard/O-08")).QuerySelector("table.rows")!.TextContent, StringComparison.Ordinal);
        // Who met whom is not for other companies.
        var stranger = await _app.AVisitor(Role.CompanyMember, company: other.Id);
        Assert.DoesNotContain("NRD", (await stranger.Go("/scoreboard/O-08")).QuerySelector("table.rows")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_cluster_and_another_company_see_no_more_than_they_may()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06");
        await market.Accept(await market.ADeal());
        await market.Accept(await market.ADeal(Confidentiality.AuditorOnly, typed: [("Input.Counterpart", "Shanghai Secret")]));
        var manager = await _app.AVisitor(Role.PartnerManager, cluster: market.OtherCluster.Id);
        var company = await _app.AVisitor(Role.CompanyMember, company: (await _app.ACompany(market.OtherCluster.Id, "Another")).Id);
        foreach (var address in new[] { "/scoreboard/R-06", "/scoreboard" })
        {
            Assert.Equal(1, Times("Nordvelo", (await manager.Go(address)).Body!.TextContent));
            Assert.Equal(0, Times("Nordvelo", (await company.Go(address)).Body!.TextContent));
        }

        Assert.Equal(1, Times("Nordvelo", Encoding.UTF8.GetString(await manager.Http.GetByteArrayAsync(new Uri("/scoreboard/R-06/rows.csv", UriKind.Relative)))));
        Assert.Equal(0, Times("Nordvelo", Encoding.UTF8.GetString(await company.Http.GetByteArrayAsync(new Uri("/scoreboard/R-06/rows.csv", UriKind.Relative)))));
    }

    [Fact]
    public async Task Rows_are_exported_in_the_order_seen_and_formulas_do_not_run()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06");
        await _app.Db(db => db.Organisations.Where(o => o.Id == market.Company.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.Name, "=cmd|' /C calc'!A0")));
        foreach (var days in new[] { 12, 4, 8 }) await market.Accept(await market.ADeal(typed: [("Input.SignedOn", market.Met.AddDays(days).ToString("O", null))]));
        var reader = await _app.AVisitor(Role.Coordinator);
        var seen = (await reader.Go("/scoreboard/R-06")).QuerySelectorAll("table.rows tbody th").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(["C-02", "C-03", "C-01"], seen);
        var csv = Encoding.UTF8.GetString(await reader.Http.GetByteArrayAsync(new Uri("/scoreboard/R-06/rows.csv", UriKind.Relative))).Split("\r\n");
        Assert.Equal(seen, csv.Skip(1).Take(3).Select(l => l[..4]));
        Assert.Contains("'=cmd", csv[1], StringComparison.Ordinal);
        var xlsx = Documents.Workbook.Read(await reader.Http.GetByteArrayAsync(new Uri("/scoreboard/R-06/rows.xlsx", UriKind.Relative)), new Documents.TableLimits());
        Assert.Equal(seen, xlsx.Table!.Rows.Select(r => r.Cells[0]));
    }

    [Fact]
    public async Task Without_indicators_the_page_says_so()
    {
        await Market.Open(_app);
        var reader = await _app.AVisitor(Role.Evaluator);
        Assert.NotNull((await reader.Go("/scoreboard")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Strangers_see_no_figures()
    {
        await Market.Open(_app);
        Assert.Equal("/sign-in", new Uri((await new Visitor(_app).Go("/scoreboard")).Url).AbsolutePath);
    }

    private static string Figure(IDocument page, string code) => page.QuerySelector($"[id='{code}'] .drillbtn")!.TextContent.Trim();

    private static int Times(string name, string text) => text.Split(name).Length - 1;
}
