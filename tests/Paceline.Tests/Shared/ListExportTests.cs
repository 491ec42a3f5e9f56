using System.Net;
using System.Text;
using Paceline.Documents;
using Paceline.Platform.Access;

namespace Paceline.Tests.Shared;

public sealed class ListExportOnSqlite(SqliteEngine engine) : ListExports(engine), IClassFixture<SqliteEngine>;

public sealed class ListExportOnPostgres(PostgresEngine engine) : ListExports(engine), IClassFixture<PostgresEngine>;

public abstract class ListExports
{
    private readonly Engine _engine;

    protected ListExports(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task A_list_is_taken_away_as_it_is_seen_with_the_meaning_of_its_columns()
    {
        var sign = $"X{Guid.CreateVersion7():N}"[..12];
        await _engine.App.APerson(Role.Evaluator, name: $"=1+1 {sign}");
        await _engine.App.APerson(Role.Evaluator, name: $"Anna {sign}");
        await _engine.App.APerson(Role.Evaluator, name: "Somebody else");
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        var page = await coordinator.Go($"/people?q={sign}&role=Evaluator");
        var links = page.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, links.Count);

        var csv = await coordinator.Http.GetByteArrayAsync(new Uri(links.Single(l => l.Contains("format=csv", StringComparison.Ordinal)), UriKind.Relative));
        Assert.Contains($"'=1+1 {sign}", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        var table = CsvText.Read(csv, TableLimits.Default).Table!;
        var seen = page.QuerySelectorAll("main tbody th a").Select(a => a.TextContent).ToList();
        Assert.Equal(seen, table.Rows.Select(r => table.Cell(r, "Name")!));
        Assert.Equal(2, seen.Count);

        var book = await coordinator.Http.GetByteArrayAsync(new Uri(links.Single(l => l.Contains("format=xlsx", StringComparison.Ordinal)), UriKind.Relative));
        var sheet = Workbook.Read(book, TableLimits.Default);
        Assert.Equal(table.Rows.Select(r => string.Join('|', r.Cells)), sheet.Table!.Rows.Select(r => string.Join('|', r.Cells)));
        Assert.Contains(sheet.Problems, p => p.IsNotice && p.Sentence.StartsWith("This workbook has several sheets", StringComparison.Ordinal));

        var legend = CsvText.Read(await coordinator.Http.GetByteArrayAsync(new Uri(links.Single(l => l.Contains("format=columns", StringComparison.Ordinal)), UriKind.Relative)), TableLimits.Default).Table!;
        Assert.Equal(table.Header, legend.Rows.Select(r => r.Cells[0]));
        Assert.All(legend.Rows, r => Assert.NotEqual("", r.Cells[1]));
    }

    [Theory, InlineData("/people"), InlineData("/contracts"), InlineData("/follow-up")]
    public async Task What_somebody_may_not_see_is_not_taken_away_either(string list)
    {
        var visitor = new Visitor(_engine.App);
        Assert.Equal("/sign-in", new Uri((await visitor.Go($"{list}?handler=Export&format=csv")).Url).AbsolutePath);
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        await coordinator.Go($"{list}?handler=Export&format=exe");
        Assert.Equal(HttpStatusCode.NotFound, coordinator.Last.StatusCode);
    }
}
