namespace Paceline.Scheduling.Tests;

/// <summary>What holds at any moment of a search, for events of every kind.</summary>
public class AnytimeTests
{
    private static Problem Event(Random random, int run)
    {
        while (true)
        {
            var problem = run % 3 == 0
                ? Events.Random(random, random.Next(4, 12), random.Next(4, 24), random.Next(3, 9), random.Next(1, 5), everyRule: true)
                : Events.Rich(random, random.Next(4, 12), random.Next(4, 24), random.Next(3, 9), random.Next(1, 5));
            if (ProblemFaults.Of(problem).Count == 0) return problem;
        }
    }

    [Theory]
    [InlineData(31, 1)]
    [InlineData(32, 2)]
    public void A_schedule_is_legal_whenever_the_search_is_stopped(int seed, int threads)
    {
        var random = new Random(seed);
        for (var run = 0; run < 60; run++)
        {
            var problem = Event(random, run);
            using var stop = new CancellationTokenSource();
            var reports = new Stopping(stop, random.Next(3));
            stop.CancelAfter(TimeSpan.FromMilliseconds(random.Next(40)));
            var solution = Scheduler.Solve(problem, new SolverOptions { Seed = run, Threads = threads, Budget = TimeSpan.FromSeconds(20) }, reports, stop.Token);
            Assert.All(reports.Seen, s => Assert.Empty(Legality.Check(problem, s)));
            if (solution.Schedule is null) continue;
            Assert.Empty(Legality.Check(problem, solution.Schedule));
            Assert.Equal(ScheduleMeasures.Breaks(problem, solution.Schedule), solution.Breaks);
            Assert.All(solution.Objectives, o => Assert.True(o.Bound <= o.Value));
            var isSolution = Legality.Shortfalls(problem, solution.Schedule).Count == 0;
            Assert.Equal(isSolution, solution.Status is SolutionStatus.Feasible or SolutionStatus.Optimal);
        }
    }

    [Fact]
    public void The_same_seed_and_steps_give_the_same_schedule_whatever_the_rules()
    {
        var random = new Random(33);
        for (var run = 0; run < 25; run++)
        {
            var problem = Event(random, run);
            var options = new SolverOptions { Seed = run, Steps = 5, Budget = TimeSpan.FromHours(1) };
            var (one, other) = (Scheduler.Solve(problem, options), Scheduler.Solve(problem, options));
            Assert.Equal(one.Schedule is null ? null : JsonFormat.Write(one.Schedule), other.Schedule is null ? null : JsonFormat.Write(other.Schedule));
            Assert.Equal(one.Objectives, other.Objectives);
        }
    }

    [Fact]
    public void A_start_is_kept_where_nothing_is_better()
    {
        var problem = Events.Of(4, 2, 2, (0, 1), (2, 3)) with { Places = [new Place("A") { Equipment = ["screen"] }, new Place("B") { Equipment = ["screen"] }] };
        problem = problem with { Meetings = [.. problem.Meetings.Select(m => m with { Equipment = ["screen"] })] };
        var start = new Schedule([new Placement(1, 1), new Placement(0, 1)]);
        Assert.Equal(start, Scheduler.Solve(problem, new SolverOptions { Start = start }).Schedule);
    }

    // Stops the search at one of its first reports, unless its time comes before.
    private sealed class Stopping(CancellationTokenSource stop, int after) : IProgress<Progress>
    {
        public List<Schedule> Seen { get; } = [];

        public void Report(Progress value)
        {
            Seen.Add(value.Best);
            if (Seen.Count > after) stop.Cancel();
        }
    }
}
