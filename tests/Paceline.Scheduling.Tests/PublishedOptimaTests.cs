using System.Globalization;

namespace Paceline.Scheduling.Tests;

public class PublishedOptimaTests
{
    // Those that take about a second or less; the bench proves all of them.
    public static TheoryData<string> Instances => new(
        "forum-13.original", "forum-14.original", "forumt-14crafe.original", "forumt-14crafd.original", "tic-12.original",
        "tic-13.original", "tic-13crafc.original", "ticf-13crafc.original", "ticf-13crafa.original", "forum-13.forb0003",
        "forum-14.forb0007", "tic-12.forb0003", "forum-13.fixed020-Forb", "tic-13.fixed040-Forb", "forum-13crafb.fixed040-Forb",
        "ticf-13crafa.prec15", "forum-13.prec25", "tic-13crafc.prec25", "forumt-14crafe.prec25");

    [Theory]
    [MemberData(nameof(Instances))]
    public void The_published_optimum_is_found_and_proven(string name)
    {
        var problem = PublishedInstances.Read(name);
        var row = File.ReadLines(Path.Combine(PublishedInstances.Folder!, "published-optima.csv"))
            .Select(line => line.Split(',')).Single(cells => string.Equals(cells[0], name, StringComparison.Ordinal));
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromMinutes(5) });
        if (string.Equals(row[2], "infeasible", StringComparison.Ordinal))
        {
            Assert.Equal(SolutionStatus.Infeasible, solution.Status);
            Assert.NotEmpty(Assert.Single(solution.Reasons).Premises);
            return;
        }

        Assert.Equal(SolutionStatus.Optimal, solution.Status);
        Assert.Equal(int.Parse(row[2], CultureInfo.InvariantCulture), solution.Breaks);
        Assert.Equal(solution.Breaks, solution.BreaksBound);
        Assert.Empty(Legality.Check(problem, solution.Schedule!));
        Assert.Empty(Legality.Shortfalls(problem, solution.Schedule!));
        Assert.True(solution.FairnessSpread <= 2);
    }
}
