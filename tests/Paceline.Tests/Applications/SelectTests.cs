using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Activities.Calls;
using Paceline.Features.Applications;
using Paceline.Platform.Access;

namespace Paceline.Tests.Applications;

public abstract class SelectTests
{
    private readonly Engine _engine;

    protected SelectTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task Two_assessors_of_other_clusters_score_alone_and_the_ranking_is_frozen_told_once_and_can_be_computed_again()
    {
        var world = await ACall.Open(App, places: 1);
        var (first, _, firstVisitor) = await world.AScored(1, 0, "First");
        var (second, _, _) = await world.AScored(1, 0, "Second");
        await App.Db(db => db.Applications.Where(a => a.CallId == world.Call.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Submitted).SetProperty(x => x.Score, (decimal?)null)));
        await world.Close();
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        var page = await organiser.Submit(await organiser.Go(world.Url + "/selection"), "form[action*='Eligibility']");
        Assert.Equal(ApplicationState.Eligible, (await world.Now(first.Id)).State);

        var (own, a, c) = (await Assessor(world, 1), await Assessor(world, 0), await Assessor(world, 2));
        await organiser.Submit(await organiser.Go(world.Url + "/assessors"), "form[action*='Assign']");
        Assert.Equal(4, await App.Db(db => db.Assessments.CountAsync(x => x.ActivityId == world.Mission.Id)));
        Assert.Empty(await App.Db(db => db.Assessments.Where(x => x.AssessorId == own.Id).ToListAsync()));
        var ownVisitor = await new Visitor(App).SignIn(own.Email!);
        await ownVisitor.Go($"/applications/{first.Id}/score");
        Assert.Equal(HttpStatusCode.NotFound, ownVisitor.Last.StatusCode);

        foreach (var (assessor, best) in new[] { (a, 5), (c, 4) })
        {
            var visitor = await new Visitor(App).SignIn(assessor.Email!);
            foreach (var (application, score) in new[] { (first, best), (second, 1) })
            {
                page = await visitor.Go($"/applications/{application.Id}/score");
                Assert.DoesNotContain("What the other said", page.Body!.TextContent, StringComparison.Ordinal);
                await visitor.Submit(page, [.. world.Call.Criteria.Select(k => ($"Input.Scores[{k.Id}]", score.ToString(System.Globalization.CultureInfo.InvariantCulture))), ("Input.Comment", "What the other said"), ("then", "done")]);
            }
        }

        Assert.Equal((ApplicationState.Scored, 4.5m), ((await world.Now(first.Id)).State, (await world.Now(first.Id)).Score));
        page = await organiser.Submit(await organiser.Go(world.Url + "/selection"), "form[action*='Decide']");
        Assert.Contains("the list is the same", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal([ApplicationState.Selected, ApplicationState.Reserve], [(await world.Now(first.Id)).State, (await world.Now(second.Id)).State]);
        var decision = await App.Db(db => db.SelectionDecisions.SingleAsync(d => d.CallId == world.Call.Id));
        Assert.True(ReadSelection.Reproduces(decision.Content));
        Assert.False(ReadSelection.Reproduces(decision.Content.Replace("\"score\": 4.5", "\"score\": 4.4", StringComparison.Ordinal)));
        foreach (var format in new[] { "csv", "xlsx", "json" })
        {
            var file = await organiser.Http.GetAsync(new Uri($"{world.Url}/selection?handler=Export&format={format}", UriKind.Relative));
            Assert.True(file.IsSuccessStatusCode && (await file.Content.ReadAsByteArrayAsync()).Length > 100);
        }

        page = await organiser.Submit(await organiser.Go(world.Url + "/letters"), "form[action*='Prepare']");
        page = await organiser.Submit(page, "form[action*='Send']");
        Assert.Null(page.QuerySelector("form[action*='Send']"));
        var mails = await App.Db(db => db.Mails.Where(m => m.Subject.EndsWith("Mission to China") && m.Text.Contains("What the other said")).ToListAsync());
        Assert.Equal(2, mails.Count);
        Assert.Contains(mails, m => m.Text.Contains("Your company has a place", StringComparison.Ordinal) && m.Text.Contains($"/applications/{first.Id}", StringComparison.Ordinal));
        Assert.Contains(mails, m => m.Text.Contains("number 1 on the reserve list", StringComparison.Ordinal));

        page = await firstVisitor.Submit(await firstVisitor.Go($"/applications/{first.Id}"), "form[action*='Withdraw']", ("reason", "Ill"));
        Assert.Equal([ApplicationState.Withdrawn, ApplicationState.Selected], [(await world.Now(first.Id)).State, (await world.Now(second.Id)).State]);
        Assert.True(await App.Db(db => db.Letters.AnyAsync(l => l.ApplicationId == second.Id && l.Kind == LetterKind.MovedUpLetter && l.SentAt != null)));
        Assert.True(await App.Db(db => db.Mails.AnyAsync(m => m.Text.Contains("moves up and has a place"))));
        Assert.True(await App.Db(db => db.AuditEvents.AnyAsync(e => e.RecordId == second.Id && e.Action == "Moved up from the reserve list")));
    }

    [Fact]
    public async Task Two_places_given_back_at_the_same_moment_go_to_two_reserves_and_nobody_is_lost()
    {
        var world = await ACall.Open(App, places: 2);
        var all = new[] { await world.AScored(0, 5, "A"), await world.AScored(1, 4, "B"), await world.AScored(2, 3, "C"), await world.AScored(0, 2, "D"), await world.AScored(1, 1, "E") };
        await Decide(world);
        var pages = await Task.WhenAll(all.Take(2).Select(x => x.Visitor.Go($"/applications/{x.Application.Id}")));
        await Task.WhenAll(all.Take(2).Zip(pages).Select(x => x.First.Visitor.Submit(x.Second, "form[action*='Withdraw']")));
        Assert.Equal([ApplicationState.Withdrawn, ApplicationState.Withdrawn, ApplicationState.Selected, ApplicationState.Selected, ApplicationState.Reserve], await States(world, all.Select(x => x.Application.Id)));
        Assert.Equal(2, await App.Db(db => db.Letters.CountAsync(l => l.ActivityId == world.Mission.Id && l.Kind == LetterKind.MovedUpLetter)));
    }

    [Fact]
    public async Task One_last_place_for_which_two_wait_goes_to_the_first_of_them_only()
    {
        var world = await ACall.Open(App, places: 1);
        var all = new[] { await world.AScored(0, 5, "A"), await world.AScored(1, 4, "B"), await world.AScored(2, 3, "C") };
        await Decide(world);
        // The holder gives it back while the first in line withdraws too.
        var pages = await Task.WhenAll(all.Take(2).Select(x => x.Visitor.Go($"/applications/{x.Application.Id}")));
        await Task.WhenAll(all.Take(2).Zip(pages).Select(x => x.First.Visitor.Submit(x.Second, "form[action*='Withdraw']")));
        Assert.Equal([ApplicationState.Withdrawn, ApplicationState.Withdrawn, ApplicationState.Selected], await States(world, all.Select(x => x.Application.Id)));
    }

    [Fact]
    public async Task A_reserve_of_a_full_cluster_lets_the_next_one_pass_and_a_place_is_confirmed_by_its_company()
    {
        var world = await ACall.Open(App, places: 2, perCluster: 1);
        var all = new[] { await world.AScored(0, 5, "A"), await world.AScored(0, 4, "B"), await world.AScored(1, 3, "C"), await world.AScored(2, 2, "D") };
        await Decide(world);
        Assert.Equal([ApplicationState.Selected, ApplicationState.Reserve, ApplicationState.Selected, ApplicationState.Reserve], await States(world, all.Select(x => x.Application.Id)));
        var page = await all[0].Visitor.Submit(await all[0].Visitor.Go($"/applications/{all[0].Application.Id}"), "form[action*='Confirm']");
        Assert.Contains("Your company takes part", page.Body!.TextContent, StringComparison.Ordinal);
        await all[2].Visitor.Submit(await all[2].Visitor.Go($"/applications/{all[2].Application.Id}"), "form[action*='Withdraw']");
        Assert.Equal([ApplicationState.Confirmed, ApplicationState.Reserve, ApplicationState.Withdrawn, ApplicationState.Selected], await States(world, all.Select(x => x.Application.Id)));
    }

    [Fact]
    public async Task Places_are_given_once_and_not_before_everybody_is_scored()
    {
        var world = await ACall.Open(App);
        var one = await world.AScored(1, 4, "A");
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        await world.Close();
        await App.Db(db => db.Applications.Where(a => a.Id == one.Application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Eligible)));
        Assert.Null((await organiser.Go(world.Url + "/selection")).QuerySelector("form[action*='Decide']"));
        await App.Db(db => db.Applications.Where(a => a.Id == one.Application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Scored)));
        var (here, there) = (await organiser.Go(world.Url + "/selection"), await organiser.Go(world.Url + "/selection"));
        await Task.WhenAll(organiser.Submit(here, "form[action*='Decide']"), organiser.Submit(there, "form[action*='Decide']"));
        Assert.Equal(1, await App.Db(db => db.SelectionDecisions.CountAsync(d => d.CallId == world.Call.Id)));
    }

    private async Task<Person> Assessor(ACall world, int cluster)
    {
        var person = await App.APerson(Role.Assessor);
        await App.Add(new RoleGrant { PersonId = person.Id, Role = Role.Assessor, ActivityId = world.Mission.Id, ClusterId = world.Clusters[cluster].Id, ValidTo = TimeProvider.System.GetUtcNow().AddDays(9) });
        return person;
    }

    private async Task Decide(ACall world)
    {
        await world.Tell(await world.Decide());
        Assert.True(await App.Db(db => db.SelectionDecisions.AnyAsync(d => d.CallId == world.Call.Id)));
    }

    private Task<List<ApplicationState>> States(ACall world, IEnumerable<Guid> ids) => App.Db(async db =>
    {
        var states = await db.Applications.Where(a => a.CallId == world.Call.Id).ToDictionaryAsync(a => a.Id, a => a.State);
        return ids.Select(id => states[id]).ToList();
    });
}

public sealed class SelectOnSqlite(SqliteEngine engine) : SelectTests(engine), IClassFixture<SqliteEngine>;

public sealed class SelectOnPostgres(PostgresEngine engine) : SelectTests(engine), IClassFixture<PostgresEngine>;
