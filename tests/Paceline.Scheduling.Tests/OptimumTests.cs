using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

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

    [Fact]
    public void Core_by_core_the_fewest_breaks_are_found_as_by_trying_everything()
    {
        var random = new Random(31);
        int several = 0, refuted = 0;
        for (var run = 0; run < 150; run++)
        {
            var problem = Events.Random(random, random.Next(3, 5), 4, random.Next(4, 6), random.Next(1, 3));
            problem = problem with
            {
                Fairness = random.Next(3) == 0 ? random.Next(2) : null,
                Participants = [.. problem.Participants.Select(p => p with { Unavailable = [.. Enumerable.Range(1, 2).Where(_ => random.Next(3) == 0)] })],
                Meetings = [.. problem.Meetings.Select(m => m with { Mandatory = true, FixedSlot = random.Next(4) == 0 ? random.Next(problem.Slots.Count) : null })],
            };
            var best = BruteForce.Best(problem);
            var model = new Model(problem);
            var domains = new Domains(model, [.. problem.Meetings.Select(_ => true)], prune: false);
            var member = new ExactMember(model, domains, BusyBound.None, focusOnRecent: false);
            Verdict verdict;
            int[]? slots;
            do verdict = member.AskCores(1_000_000, CancellationToken.None, out slots);
            while (verdict == Verdict.Unsatisfiable && !member.Cores.Refuted);
            Assert.Equal(best is null, member.Cores.Refuted);
            refuted += best is null ? 1 : 0;
            if (best is null) continue;
            Assert.Equal(best.Value.Breaks, member.Cores.Bound);
            Assert.Equal(best.Value.Breaks, ScheduleMeasures.Breaks(problem, new Schedule([.. slots!.Select(t => (Placement?)new Placement(t, 0))])));
            several += best.Value.Breaks > 1 ? 1 : 0;
        }

        Assert.InRange(several, 10, 140);
        Assert.InRange(refuted, 5, 140);
    }
}
