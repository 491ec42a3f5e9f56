using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;

namespace Paceline.Tests.Contracts;

public sealed class DisclosureOnSqlite(SqliteEngine engine) : WhoSeesWhat(engine), IClassFixture<SqliteEngine>;

public sealed class DisclosureOnPostgres(PostgresEngine engine) : WhoSeesWhat(engine), IClassFixture<PostgresEngine>;

public abstract class WhoSeesWhat
{
    private readonly AppFactory _app;

    protected WhoSeesWhat(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    [Fact]
    public async Task Another_clusters_contract_is_not_there()
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal();
        var item = await Item(deal);
        var strangers = new[] { await _app.AVisitor(Role.PartnerManager, cluster: market.OtherCluster.Id), await _app.AVisitor(Role.CompanyMember, company: (await _app.ACompany(market.OtherCluster.Id)).Id) };
        foreach (var stranger in strangers)
        {
            Assert.DoesNotContain("Nordvelo", (await stranger.Go("/contracts")).Body!.TextContent, StringComparison.Ordinal);
            await stranger.Go($"/contracts/{deal.Id}");
            Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
            await stranger.Go($"/contracts/{deal.Id}/evidence/{item}");
            Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        }

        var home = await _app.AVisitor(Role.PartnerManager, cluster: market.Cluster.Id);
        Assert.Contains("Nordvelo", (await home.Go($"/contracts/{deal.Id}")).Body!.TextContent, StringComparison.Ordinal);
        await home.Go($"/contracts/{deal.Id}/evidence/{item}");
        Assert.Equal(HttpStatusCode.OK, home.Last.StatusCode);
        var administrator = await _app.AVisitor(Role.Administrator);
        await administrator.Go($"/contracts/{deal.Id}");
        Assert.Equal(HttpStatusCode.Forbidden, administrator.Last.StatusCode);
    }

    [Fact]
    public async Task An_evaluator_learns_kind_and_country_of_what_only_auditors_may_know()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06", "R-08");
        var deal = await market.ADeal(Confidentiality.AuditorOnly);
        await market.Accept(deal);
        var evaluator = await _app.AVisitor(Role.Evaluator);
        foreach (var address in new[] { "/contracts", "/contracts?text=Nordvelo", $"/contracts/{deal.Id}", "/scoreboard", "/scoreboard/R-06", "/scoreboard/R-08", "/scoreboard/R-06/rows.csv" })
        {
            var text = (await evaluator.Go(address)).DocumentElement.TextContent;
            Assert.Equal(HttpStatusCode.OK, evaluator.Last.StatusCode);
            foreach (var secret in new[] { "Nordvelo", "Beijing Velo City", "12\u202F500", "contract.pdf" })
                Assert.DoesNotContain(secret, address.EndsWith("=Nordvelo", StringComparison.Ordinal) ? text.Replace("value=\"Nordvelo\"", "", StringComparison.Ordinal) : text, StringComparison.Ordinal);
        }

        Assert.Contains("Distribution", (await evaluator.Go($"/contracts/{deal.Id}")).Body!.TextContent, StringComparison.Ordinal);
        await evaluator.Go($"/contracts/{deal.Id}/evidence/{await Item(deal)}");
        Assert.Equal(HttpStatusCode.NotFound, evaluator.Last.StatusCode);

        var officer = await market.AnOfficer();
        Assert.Contains("Nordvelo", (await officer.Go($"/contracts/{deal.Id}")).Body!.TextContent, StringComparison.Ordinal);
        await officer.Go($"/contracts/{deal.Id}/evidence/{await Item(deal)}");
        Assert.Equal(HttpStatusCode.OK, officer.Last.StatusCode);
    }

    [Fact]
    public async Task An_evaluator_opens_what_the_partnership_may_know()
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal();
        var evaluator = await _app.AVisitor(Role.Evaluator);
        Assert.Contains("Nordvelo", (await evaluator.Go($"/contracts/{deal.Id}")).Body!.TextContent, StringComparison.Ordinal);
        await evaluator.Go($"/contracts/{deal.Id}/evidence/{await Item(deal)}");
        Assert.Equal(HttpStatusCode.OK, evaluator.Last.StatusCode);
    }

    [Fact]
    public async Task A_file_of_one_contract_is_not_opened_through_another()
    {
        var market = await Market.Open(_app);
        var (deal, other) = (await market.ADeal(), await market.ADeal(Confidentiality.AuditorOnly));
        var evaluator = await _app.AVisitor(Role.Evaluator);
        await evaluator.Go($"/contracts/{deal.Id}/evidence/{await Item(other)}");
        Assert.Equal(HttpStatusCode.NotFound, evaluator.Last.StatusCode);
    }

    private Task<Guid> Item(BusinessDeal deal) => _app.Db(db => db.EvidenceItems.Where(e => e.RecordId == deal.Id).Select(e => e.Id).FirstAsync());
}
