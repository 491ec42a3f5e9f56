using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Jobs;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>
/// Searches for a schedule. What it has found is written down every second, so whoever goes on after a restart begins
/// with the best and with the time that is left; only the end changes the draft.
/// </summary>
public sealed class SolveSchedule(IServiceScopeFactory scopes, TakeOverSchedule takeOver, TimeProvider clock, ILogger<SolveSchedule> log) : IJobHandler
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public static string Kind => "schedule";

    public async Task Run(string payload, CancellationToken stop)
    {
        var id = JsonSerializer.Deserialize<Guid>(payload);
        if (await Begin(id, stop) is not { } search) return;
        var latest = new Latest();
        var began = clock.GetTimestamp();
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (search.StopRequested) await halt.CancelAsync();
        var solving = Task.Factory.StartNew(() => Engine.Scheduler.Solve(search.Problem.Problem, search.Options, latest, halt.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var stopped = search.StopRequested;
        while (!solving.IsCompleted && !halt.IsCancellationRequested)
        {
            await Task.WhenAny(solving, Task.Delay(Beat, halt.Token));
            if (solving.IsCompleted || halt.IsCancellationRequested) break;
            if (!await Write(search, latest.Value, search.Before + clock.GetElapsedTime(began))) continue;
            stopped = true;
            await halt.CancelAsync();
        }

        Engine.Solution solution;
        try
        {
            solution = await solving;
        }
#pragma warning disable CA1031 // A fault of the search is the run's end: repeating it would fail again.
        catch (Exception error)
        {
            log.LogError(error, "The search {Run} failed", id);
            await Fail(id);
            return;
        }
#pragma warning restore CA1031

        var elapsed = search.Before + clock.GetElapsedTime(began);
        if (stop.IsCancellationRequested)
        {
            if (solution.Schedule is not null) await Write(search, Progress(solution), elapsed);
            throw new OperationCanceledException(stop);
        }

        await takeOver.Run(id, search.Problem, solution, stopped, elapsed);
    }

    private static Engine.Progress Progress(Engine.Solution solution) =>
        new(solution.Schedule!, solution.Scheduled, solution.Breaks, solution.BreaksBound, solution.Status, solution.Elapsed, null);

    /// <summary>What to search, or null when the run is over.</summary>
    private async Task<Search?> Begin(Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("A search runs for the event, whoever started it.");
        var run = await db.SchedulingRuns.FirstOrDefaultAsync(r => r.Id == id, stop);
        if (run is null || !run.IsUnderWay) return null;
        if (await EventSchedule.Load(db, run.EventId, toChange: false, stop) is not { } schedule) return null;
        run.State = RunState.Running;
        run.Total = schedule.Problem.Meetings.Count;
        await db.SaveChangesAsync(stop);

        var problem = schedule.Problem;
        var before = TimeSpan.FromMilliseconds(run.ElapsedMilliseconds);
        var left = TimeSpan.FromSeconds(run.BudgetSeconds) - before;
        var start = RunNotes.Best(run.Best) is { } best ? problem.From(best) : problem.Draft();
        return new Search(id, problem, before, run.StopRequested, new Engine.SolverOptions
        {
            Budget = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1),
            Seed = run.Seed,
            // Pages are answered while it searches.
            Threads = Math.Max(1, Environment.ProcessorCount / 2),
            Start = start.Scheduled > 0 ? start : null,
            // Who waits for the result waits for few breaks; for fewer changes of table no longer than this.
            FurtherBudget = TimeSpan.FromSeconds(2),
        });
    }

    /// <summary>Writes down how far the search has come; true when a person asked to stop.</summary>
    private async Task<bool> Write(Search search, Engine.Progress? progress, TimeSpan elapsed)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
            using var house = db.AsTheHouse("A search writes down how far it has come.");
            var run = await db.SchedulingRuns.FirstAsync(r => r.Id == search.Id);
            var milliseconds = (long)elapsed.TotalMilliseconds;
            // Another worker may have taken over and be further on.
            if (!run.IsUnderWay || run.ElapsedMilliseconds > milliseconds) return true;
            run.ElapsedMilliseconds = milliseconds;
            if (progress is not null)
            {
                run.Best = RunNotes.Best(search.Problem.Back(progress.Best));
                (run.Scheduled, run.Breaks, run.BreaksBound) = (progress.Scheduled, progress.Breaks, progress.BreaksBound);
                run.Curve = RunNotes.WithPoint(run.Curve, milliseconds, progress.Breaks, progress.BreaksBound);
            }

            await db.SaveChangesAsync();
            return run.StopRequested;
        }
#pragma warning disable CA1031 // A database that is away for a moment does not end the search: the next second tries again.
        catch (Exception error)
        {
            log.LogWarning(error, "The search {Run} could not write down its progress", search.Id);
            return false;
        }
#pragma warning restore CA1031
    }

    private async Task Fail(Guid id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("A search writes down that it failed.");
        var run = await db.SchedulingRuns.FirstAsync(r => r.Id == id);
        (run.State, run.EndedAt, run.Message) = (RunState.Failed, clock.GetUtcNow(), "The search failed and nothing was changed. The cause is in the server’s log.");
        await db.SaveChangesAsync();
    }

    private sealed record Search(Guid Id, ScheduleProblem Problem, TimeSpan Before, bool StopRequested, Engine.SolverOptions Options);

    /// <summary>The last word of the search, from its thread to ours.</summary>
    private sealed class Latest : IProgress<Engine.Progress>
    {
        private volatile Engine.Progress? _value;

        public Engine.Progress? Value => _value;

        public void Report(Engine.Progress value) => _value = value;
    }
}
