using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Features.Travel;
using Paceline.Platform.Access;

namespace Paceline.Tests.Travel;

public sealed class CheckInsOnSqlite(SqliteEngine engine) : CheckInsAfterAMission(engine), IClassFixture<SqliteEngine>;

public sealed class CheckInsOnPostgres(PostgresEngine engine) : CheckInsAfterAMission(engine), IClassFixture<PostgresEngine>;

public abstract class CheckInsAfterAMission
{
    private readonly Engine _engine;

    protected CheckInsAfterAMission(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task They_start_by_themselves_once_for_each_company_and_month_however_often_one_looks()
    {
        var mission = await Mission.Plan(_engine.App, state: ActivityState.Held);
        var planned = await Mission.Plan(_engine.App);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Start()));
        await Start();
        var all = await _engine.App.Db(db => db.MissionCheckIns.Where(c => c.ActivityId == mission.Activity.Id).ToListAsync());
        Assert.Equal(8, all.Count);
        Assert.All(all, c => Assert.Equal((mission.Cluster.Id, mission.Activity.EndsOn.AddMonths(c.Month)), (c.HomeClusterId!.Value, c.DueOn)));
        Assert.False(await _engine.App.Db(db => db.MissionCheckIns.AnyAsync(c => c.ActivityId == planned.Activity.Id)));
    }

    [Fact]
    public async Task The_home_clusters_manager_settles_it_the_company_sees_it_and_a_stranger_finds_nothing()
    {
        var mission = await Mission.Plan(_engine.App, state: ActivityState.Held);
        await Start();
        var manager = await mission.Manager();
        var page = await manager.Go("/follow-up/check-ins");
        Assert.Contains("Alfa Bikes", page.Body!.TextContent, StringComparison.Ordinal);
        var late = await _engine.App.Db(db => db.MissionCheckIns.SingleAsync(c => c.CompanyId == mission.Company.Id && c.Month == 1));
        var form = $"form:has(input[value='{late.Id}'])";
        await manager.Submit(page, form, ("act", "Drop"), ("note", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        await manager.Submit(page, form, ("act", "Done"), ("note", "Two samples sent"));
        await manager.Submit(page, form, ("act", "Done"), ("note", "Two samples sent")); // tapped twice
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        var settled = await _engine.App.Db(db => db.MissionCheckIns.AsNoTracking().SingleAsync(c => c.Id == late.Id));
        Assert.Equal((FollowUpState.Done, "Two samples sent"), (settled.State, settled.Note));

        var company = await _engine.App.AVisitor(Role.CompanyMember, company: mission.Company.Id);
        page = await company.Go("/follow-up/check-ins?show=settled");
        Assert.Contains("Two samples sent", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main .acts form"));
        var stranger = await _engine.App.AVisitor(Role.PartnerManager, cluster: (await _engine.App.ACluster()).Id);
        page = await stranger.Go("/follow-up/check-ins?show=settled");
        Assert.DoesNotContain("Alfa Bikes", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private Task<int> Start() => _engine.App.Run(s => s.GetRequiredService<StartCheckIns>().Run(default));
}
