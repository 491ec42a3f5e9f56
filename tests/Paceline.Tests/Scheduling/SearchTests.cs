using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Scheduling;
using Paceline.Platform.Access;
using Paceline.Platform.Jobs;

namespace Paceline.Tests.Scheduling;

public sealed class SearchOnSqlite(SqliteEngine engine) : Search(engine), IClassFixture<SqliteEngine>;

public sealed class SearchOnPostgres(PostgresEngine engine) : Search(engine), IClassFixture<PostgresEngine>;

public abstract class Search
{
    private readonly Engine _engine;

    protected Search(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Pressing_schedule_gives_every_meeting_a_legal_place_that_can_be_undone()
    {
        var scene = await Scene.Of(_engine.App);
        var page = await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Start]", ("Input.Budget", "10"));
        Assert.NotNull(page.QuerySelector("#run[data-poll*=Run]"));
        Assert.NotNull(page.QuerySelector("noscript"));
        await Work(_engine.App, scene.Event.Id);

        var run = await Run(scene.Event.Id);
        Assert.Equal((RunState.Done, 5, 5), (run.State, run.Total, run.Scheduled));
        var meetings = await _engine.App.Db(db => db.Meetings.AsNoTracking().Where(m => m.EventId == scene.Event.Id).ToListAsync());
        Assert.All(meetings, m => Assert.Equal(MeetingState.Scheduled, m.State));
        Assert.Equal(5, meetings.Select(m => (m.Slot, m.Table)).Distinct().Count());
        Assert.Equal(10, meetings.SelectMany(m => m.Parties.Select(p => (p, m.Slot))).Distinct().Count());
        var noted = await _engine.App.Db(db => db.AuditEvents.SingleAsync(a => a.Action == "Scheduled the meetings" && a.RecordId == scene.Event.Id));
        Assert.Equal("Test Person", noted.OnBehalfOf);
        Assert.NotNull((await _engine.App.Db(db => db.Events.SingleAsync(e => e.Id == scene.Event.Id))).ScheduleChangedAt);

        await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Undo]");
        Assert.True(await _engine.App.Db(db => db.Meetings.Where(m => m.EventId == scene.Event.Id).AllAsync(m => m.Slot == null)));
    }

    [Fact]
    public async Task A_second_press_shows_the_search_that_is_under_way_even_at_the_same_moment()
    {
        var scene = await Scene.Of(_engine.App);
        var other = await _engine.App.AVisitor(Role.Coordinator);
        var forms = new[] { await scene.Manager.Go(scene.Page), await other.Go(scene.Page) };
        await Task.WhenAll(scene.Manager.Submit(forms[0], "form[action*=Start]"), other.Submit(forms[1], "form[action*=Start]"));
        Assert.Equal(1, await _engine.App.Db(db => db.SchedulingRuns.CountAsync(r => r.EventId == scene.Event.Id)));
        Assert.NotNull((await other.Go(scene.Page)).QuerySelector("section.solver"));
        await Work(_engine.App, scene.Event.Id);
    }

    [Fact]
    public async Task Locked_meetings_stay_and_what_cannot_be_placed_says_why()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 6, 2));
        await _engine.App.Db(async db =>
        {
            (await db.Meetings.SingleAsync(m => m.Id == scene.Meetings[0].Id)).Lock(true);
            (await db.Participants.SingleAsync(p => p.Id == scene.People[3].Id)).UnavailableSlots = [1, 2, 3, 4, 5, 6];
            return await db.SaveChangesAsync();
        });
        await Start(scene);
        await Work(_engine.App, scene.Event.Id);
        Assert.Equal((6, 2), ((await scene.Meeting(1)).Slot, (await scene.Meeting(1)).Table));
        Assert.Null((await scene.Meeting(4)).Slot);
        Assert.NotEmpty((await scene.Meeting(4)).WhyNot!);
        Assert.Contains("Ada Works with Di Works", (await scene.Manager.Go(scene.Page)).QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_meeting_that_has_become_impossible_ends_the_search_in_words_and_changes_nothing()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 6, 2), (2, 1, 1));
        await _engine.App.Db(async db =>
        {
            (await db.Meetings.SingleAsync(m => m.Id == scene.Meetings[0].Id)).Lock(true);
            (await db.Participants.SingleAsync(p => p.Id == scene.People[0].Id)).UnavailableSlots = [6];
            return await db.SaveChangesAsync();
        });
        await Start(scene);
        await Work(_engine.App, scene.Event.Id);
        var run = await Run(scene.Event.Id);
        Assert.Equal(RunState.Infeasible, run.State);
        Assert.Contains("Ada Works", run.Message, StringComparison.Ordinal);
        Assert.Equal((6, 1), ((await scene.Meeting(1)).Slot, (await scene.Meeting(2)).Slot));
        Assert.Contains("No schedule keeps all the rules", (await scene.Manager.Go(scene.Page)).QuerySelector("#run")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_survives_its_process_and_stopping_it_keeps_the_best()
    {
        var scene = await ABigScene();
        await Start(scene, 600);
        using var death = new CancellationTokenSource();
        var first = Worker(_engine.App).RunOne("first", death.Token);
        await Until(async () => (await Run(scene.Event.Id)).Best is not null);
        await death.CancelAsync();
        await first;
        var interrupted = await Run(scene.Event.Id);
        Assert.Equal(RunState.Running, interrupted.State);
        Assert.True(interrupted.ElapsedMilliseconds > 0);
        Assert.True(await _engine.App.Db(db => db.Meetings.Where(m => m.EventId == scene.Event.Id).AllAsync(m => m.Slot == null)), "nothing is half-written");

        var second = _engine.Start(("Paceline:Worker", "false"));
        var going = Worker(second).RunOne("second", CancellationToken.None);
        await Until(async () => (await Run(scene.Event.Id)).ElapsedMilliseconds > interrupted.ElapsedMilliseconds);
        Assert.NotNull((await scene.Manager.Go($"{scene.Page}?handler=Run")).QuerySelector("[data-live] svg path.best"));
        await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Stop]");
        await going;
        var ended = await Run(scene.Event.Id);
        Assert.Equal(RunState.Stopped, ended.State);
        Assert.True(ended.Scheduled >= interrupted.Scheduled, $"{ended.Scheduled} after {interrupted.Scheduled}");
        Assert.Equal(ended.Scheduled, await _engine.App.Db(db => db.Meetings.CountAsync(m => m.EventId == scene.Event.Id && m.Slot != null)));
        Assert.Null((await scene.Manager.Go($"{scene.Page}?handler=Run")).QuerySelector("[data-live]"));
    }

    [Fact]
    public async Task What_was_changed_by_hand_meanwhile_is_checked_again_and_said()
    {
        var scene = await Scene.Of(_engine.App);
        var searched = (await Load(scene))!.Problem;
        var solution = Paceline.Scheduling.Scheduler.Solve(searched.Problem, new Paceline.Scheduling.SolverOptions { Budget = TimeSpan.FromSeconds(1) });
        await Start(scene);
        // Meanwhile a meeting is locked where the result has another one.
        var taken = searched.Back(solution.Schedule!).Single(p => p.Key == 3).Value;
        await scene.Place((2, taken.Slot, taken.Table));
        await _engine.App.Db(async db =>
        {
            (await db.Meetings.SingleAsync(m => m.Id == scene.Meetings[1].Id)).Lock(true);
            return await db.SaveChangesAsync();
        });
        var run = await Run(scene.Event.Id);
        await _engine.App.Run(async s =>
        {
            await s.GetRequiredService<TakeOverSchedule>().Run(run.Id, searched, solution, stopped: false, TimeSpan.FromSeconds(1));
            return 0;
        });
        Assert.Equal(TakeOverSchedule.ChangedMeanwhile, (await Run(scene.Event.Id)).Message);
        Assert.Equal((taken.Slot, taken.Table), ((await scene.Meeting(2)).Slot!.Value, (await scene.Meeting(2)).Table!.Value));
        Assert.Null((await scene.Meeting(3)).Slot);
        Assert.Empty(Paceline.Scheduling.Legality.Check((await Load(scene))!.Problem.Problem, (await Load(scene))!.Problem.Draft()));
        // The job itself finds the run ended, and leaves everything as it is.
        Assert.True(await Worker(_engine.App).RunOne("late", CancellationToken.None));
        Assert.Null((await scene.Meeting(3)).Slot);
    }

    [Fact]
    public async Task An_event_without_meetings_or_tables_is_not_searched_and_says_so()
    {
        var scene = await Scene.Of(_engine.App);
        await _engine.App.Db(db => db.Events.Where(e => e.Id == scene.Event.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Tables, 0)));
        var page = await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Start]");
        Assert.Contains("no tables yet", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await _engine.App.Db(db => db.SchedulingRuns.CountAsync(r => r.EventId == scene.Event.Id)));
    }

    private static JobWorker Worker(AppFactory app) => ActivatorUtilities.CreateInstance<JobWorker>(app.Services);

    private Task<SchedulingRun> Run(Guid @event) => _engine.App.Db(db => db.SchedulingRuns.AsNoTracking().SingleAsync(r => r.EventId == @event));

    private Task<EventSchedule?> Load(Scene scene) => _engine.App.Db(db => EventSchedule.Load(db, scene.Event.Id, toChange: false, CancellationToken.None));

    private async Task Work(AppFactory app, Guid @event)
    {
        while ((await Run(@event)).IsUnderWay) Assert.True(await Worker(app).RunOne("worker", CancellationToken.None), "no job was due");
    }

    private async Task Start(Scene scene, int seconds = 10)
    {
        await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Start]", ("Input.Budget", $"{seconds}"));
        Assert.True((await Run(scene.Event.Id)).IsUnderWay);
    }

    /// <summary>More meetings than fit, and breaks that cannot all be avoided: no search proves its best within seconds.</summary>
    private async Task<Scene> ABigScene()
    {
        var scene = await Scene.Of(_engine.App);
        var random = new Random(5);
        await _engine.App.Db(db => db.Events.Where(e => e.Id == scene.Event.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Tables, 14).SetProperty(x => x.SlotMinutes, 6)));
        Participant[] people = [.. Enumerable.Range(5, 36).Select(n => new Participant { EventId = scene.Event.Id, Number = n, Code = $"P{n}", Name = $"Participant {n}", UnavailableSlots = [random.Next(1, 21), random.Next(1, 21), random.Next(1, 21)] })];
        var pairs = people.SelectMany((a, i) => people.Skip(i + 1).Select(b => (a, b))).OrderBy(_ => random.Next()).Take(300);
        await _engine.App.Add([.. people, .. pairs.Select((p, i) => new Meeting { EventId = scene.Event.Id, Number = 6 + i, FirstId = p.a.Id, SecondId = p.b.Id, Priority = random.Next(1, 6) })]);
        return scene;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(50, limit.Token);
    }
}
