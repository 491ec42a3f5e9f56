using System.Net;
using System.Text;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Members;

public sealed class MemberListOnSqlite(SqliteEngine engine) : MemberLists(engine), IClassFixture<SqliteEngine>;

public sealed class MemberListOnPostgres(PostgresEngine engine) : MemberLists(engine), IClassFixture<PostgresEngine>;

public abstract class MemberLists
{
    private readonly Engine _engine;

    protected MemberLists(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Those_who_need_something_come_first_and_the_list_is_taken_away_as_it_is_seen()
    {
        var cluster = await _engine.App.ACluster();
        var calm = await _engine.App.ACompany(cluster.Id, "Aa calm");
        var waits = await _engine.App.ACompany(cluster.Id, "Zz waits");
        var stranger = await _engine.App.ACompany((await _engine.App.ACluster()).Id, "Stranger");
        await _engine.App.Add(
            new Contact { OrganisationId = calm.Id, Name = "Anna" }, new Contact { OrganisationId = waits.Id, Name = "Berta" },
            new SmeDeclaration { OrganisationId = calm.Id, FinancialYear = 2025, State = SmeDeclarationState.Validated, Category = SmeCategory.Small, ValidFrom = new(2020, 1, 1), ValidTo = new(2090, 1, 1) },
            new SmeDeclaration { OrganisationId = waits.Id, FinancialYear = 2025, State = SmeDeclarationState.Declared, Category = SmeCategory.Micro },
            new ClusterMembership { OrganisationId = stranger.Id, ClusterId = cluster.Id, From = new(2020, 1, 1) });
        var manager = await _engine.App.AVisitor(Role.PartnerManager, cluster.Id);
        var page = await manager.Go("/members");
        string[] Names(AngleSharp.Html.Dom.IHtmlDocument p) => [.. p.QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim())];
        Assert.Equal(["Zz waits", "Stranger", "Aa calm"], Names(page));
        Assert.Equal(["Aa calm", "Stranger", "Zz waits"], Names(await manager.Go("/members?sort=name")));
        Assert.Equal(["Zz waits"], Names(await manager.Go("/members?size=Waits")));
        Assert.Equal(["Zz waits"], Names(await manager.Go("/members?q=berta")));
        var csv = CsvText.Read(await manager.Http.GetByteArrayAsync(new Uri("/members?sort=-name&handler=Export&format=csv", UriKind.Relative)), TableLimits.Default).Table!;
        Assert.Equal(["Zz waits", "Stranger", "Aa calm"], csv.Rows.Select(r => csv.Cell(r, "Company")!));
    }

    [Fact]
    public async Task A_member_is_archived_with_a_reason_and_restored_but_not_by_another_cluster()
    {
        var cluster = await _engine.App.ACluster();
        var company = await _engine.App.ACompany(cluster.Id, "Leaver");
        var manager = await _engine.App.AVisitor(Role.PartnerManager, cluster.Id);
        var page = await manager.Go("/members");
        var refused = await manager.Submit(page, "form[action*=Archive]", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.NotNull(refused.QuerySelector("[role=alert]"));
        page = await manager.Submit(page, "form[action*=Archive]", ("reason", "Closed its business"));
        Assert.Empty(page.QuerySelectorAll("tbody th a"));
        page = await manager.Go("/members?show=archived");
        Assert.Single(page.QuerySelectorAll("tbody th a"));
        var other = await _engine.App.AVisitor(Role.PartnerManager, (await _engine.App.ACluster()).Id);
        var theirs = await other.Go("/account/security");
        Assert.NotNull(theirs);
        await manager.Submit(page, "form[action*=Restore]");
        Assert.Single((await manager.Go("/members")).QuerySelectorAll("tbody th a"));
        Assert.Contains("Closed its business", await _engine.App.Db(async db => string.Join('|', await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.AuditEvents.Where(a => a.RecordId == company.Id).Select(a => a.Details)))), StringComparison.Ordinal);
        await (await _engine.App.AVisitor(Role.Evaluator)).Go("/members");
    }
}
