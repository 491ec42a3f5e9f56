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
            AssertBest(problem with { Aims = (Aims)random.Next(8) }, threads, $"seed {seed} run {run}");
        }
    }

    [Theory]
    [InlineData(11, 1)]
    [InlineData(12, 2)]
    [InlineData(13, 1)]
    [InlineData(14, 1)]
    public void It_does_so_where_places_interpreters_halls_lengths_and_groups_matter(int seed, int threads)
    {
        var random = new Random(seed);
        for (var run = 0; run < 350; run++)
        {
            var problem = Events.Rich(random, random.Next(2, 6), random.Next(1, 4), random.Next(1, 5), random.Next(1, 4));
            if (ProblemFaults.Of(problem).Count > 0) continue;
            AssertBest(problem, threads, $"seed {seed} run {run}");
        }
    }

    private static void AssertBest(Problem problem, int threads, string which)
    {
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(2), Threads = threads });
        if (BruteForce.Best(problem) is not { } expected)
        {
            Assert.True(solution.Status == SolutionStatus.Infeasible, $"{which}: infeasible, not {solution.Status}\n{JsonFormat.Write(problem)}");
            Assert.Null(solution.Schedule);
            Assert.NotEmpty(solution.Reasons);
            return;
        }

        Assert.True(solution.Status == SolutionStatus.Optimal, $"{which}: optimal, not {solution.Status}\n{JsonFormat.Write(problem)}");
        Assert.Empty(Legality.Check(problem, solution.Schedule!));
        Assert.Empty(Legality.Shortfalls(problem, solution.Schedule!));
        var value = BruteForce.Value(problem, solution.Schedule!);
        Assert.True(expected == value, $"{which}: {expected}, not {value}\n{JsonFormat.Write(problem)}");
        Assert.Equal((expected.Lost, expected.Breaks, expected.Breaks), (solution.PriorityLost, solution.Breaks, solution.BreaksBound));
        long[] values = [expected.Lost, expected.Breaks, expected.Spread, expected.Changes, expected.Metres];
        foreach (var (objective, best) in solution.Objectives.Zip(values))
        {
            if (objective.IsSought) Assert.Equal((best, best, true), (objective.Value, objective.Bound, objective.IsProven));
            else Assert.False(objective.IsProven);
        }
    }
}
