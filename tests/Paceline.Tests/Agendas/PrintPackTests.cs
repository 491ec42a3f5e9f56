using System.Net;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Tests.Agendas;

public sealed class PrintPackOnSqlite(SqliteEngine engine) : PrintPack(engine), IClassFixture<SqliteEngine>;

public sealed class PrintPackOnPostgres(PostgresEngine engine) : PrintPack(engine), IClassFixture<PostgresEngine>;

public abstract class PrintPack
{
    private readonly Engine _engine;

    protected PrintPack(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Each_participant_has_a_page_with_its_meetings_and_the_code_of_its_agenda()
    {
        var fair = await AFair.Held(_engine.App, 2);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, fair.Cluster.Id);
        var page = await manager.Go($"/events/{fair.Event.Id}/print");
        Assert.Equal(["Boise Cycle Supply", "Cimes Harnais", "Nordvelo Components"], page.QuerySelectorAll(".leaf h2").Select(h => h.TextContent.Trim()));
        Assert.Equal(3, page.QuerySelectorAll(".leaf .qr svg path").Length);
        Assert.Contains("Nordvelo Components", page.QuerySelector(".leaf tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".draft"));
    }

    [Fact]
    public async Task Each_table_has_a_page_with_who_sits_there_and_when_it_is_free()
    {
        var fair = await AFair.Held(_engine.App, 2);
        var manager = await _engine.App.AVisitor(Role.Coordinator);
        var page = await manager.Go($"/events/{fair.Event.Id}/print?what=tables");
        var tables = page.QuerySelectorAll(".leaf");
        Assert.Equal(4, tables.Length);
        Assert.Equal(["09:00"], tables[2].QuerySelectorAll("tbody tr").Where(r => r.QuerySelector("bdi") is not null).Select(r => r.QuerySelector("th")!.TextContent));
        Assert.Equal(5, tables[2].QuerySelectorAll("tbody tr td[colspan]").Length);
    }

    [Fact]
    public async Task The_door_list_is_in_order_of_names_with_room_to_sign()
    {
        var fair = await AFair.Held(_engine.App, 2);
        var page = await (await _engine.App.AVisitor(Role.Coordinator)).Go($"/events/{fair.Event.Id}/print?what=door");
        Assert.Equal(["Boise Cycle Supply", "Cimes Harnais", "Nordvelo Components"], page.QuerySelectorAll("tbody th").Select(h => h.TextContent));
        Assert.Contains("Signature", page.QuerySelector("thead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("United States", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_says_so_on_each_sheet_and_shows_what_is_not_published()
    {
        var fair = await AFair.Held(_engine.App, 2, Publication.Draft);
        await fair.Change(fair.WithBuyer.Id, (m, _) => m.Place(6, 2));
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        var page = await coordinator.Go($"/events/{fair.Event.Id}/print");
        Assert.Equal(3, page.QuerySelectorAll(".leaf .draft").Length);
        Assert.Contains("10:40", page.QuerySelector(".leaf tbody")!.TextContent, StringComparison.Ordinal);
        page = await coordinator.Go($"/events/{fair.Event.Id}/print?from=published");
        Assert.Empty(page.QuerySelectorAll(".leaf tbody"));
    }

    [Fact]
    public async Task Another_clusters_event_is_not_there()
    {
        var fair = await AFair.Held(_engine.App);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, fair.OtherCluster.Id);
        await manager.Go($"/events/{fair.Event.Id}/print");
        Assert.Equal(HttpStatusCode.NotFound, manager.Last.StatusCode);
    }
}
