namespace Paceline.Scheduling.Tests;

public class OptimumTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    public void The_engine_finds_what_trying_everything_finds(int seed, int threads)
    {
        var random = new Random(seed);
        for (var run = 0; run < 100; run++)
        {
            var problem = Events.Random(random, random.Next(2, 6), random.Next(1, 5), random.Next(1, 5), random.Next(1, 3), everyRule: run % 4 != 0);
            var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(20), Seed = run, Threads = threads });
            var expected = BruteForce.Best(problem);
            if (expected is not var (lost, breaks))
            {
                Assert.True(solution.Status == SolutionStatus.Infeasible, $"seed {seed} run {run}: infeasible, not {solution.Status}");
                Assert.Null(solution.Schedule);
                Assert.NotEmpty(solution.Reasons);
                continue;
            }

            Assert.True(solution.Status == SolutionStatus.Optimal, $"seed {seed} run {run}: optimal, not {solution.Status}");
            Assert.Empty(Legality.Check(problem, solution.Schedule!));
            Assert.Empty(Legality.Shortfalls(problem, solution.Schedule!));
            var left = problem.Meetings.Where((m, i) => solution.Schedule!.Placements[i] is null).Sum(m => m.Priority);
            Assert.True((lost, breaks) == (left, solution.Breaks), $"seed {seed} run {run}: {(lost, breaks)}, not {(left, solution.Breaks)}");
            Assert.Equal(breaks, solution.BreaksBound);
            Assert.Equal(breaks, ScheduleMeasures.Breaks(problem, solution.Schedule!));
        }
    }
}
