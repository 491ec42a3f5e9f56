namespace Paceline.Scheduling.Tests;

public class SchedulerTests
{
    private static readonly SolverOptions Short = new() { Budget = TimeSpan.FromSeconds(1) };

    [Fact]
    public void Every_meeting_of_a_real_event_is_scheduled()
    {
        var problem = PublishedInstances.Read("forum-14.original", fairness: null);
        var solution = Scheduler.Solve(problem, Short);
        Assert.Equal(302, solution.Scheduled);
        Assert.Empty(Legality.Check(problem, solution.Schedule!));
        Assert.Empty(Legality.Shortfalls(problem, solution.Schedule!));
    }

    [Fact]
    public void Precedences_of_a_real_event_are_kept()
    {
        var problem = PublishedInstances.Read("forum-14.prec15", fairness: null);
        var solution = Scheduler.Solve(problem, Short);
        Assert.Equal(302, solution.Scheduled);
        Assert.Empty(Legality.Check(problem, solution.Schedule!));
    }

    [Fact]
    public void A_stopped_search_gives_what_it_has()
    {
        var problem = Events.Random(new Random(3), participants: 20, meetings: 60, slots: 10, tables: 8);
        var solution = Scheduler.Solve(problem, Short, null, new CancellationToken(canceled: true));
        Assert.NotNull(solution.Schedule);
        Assert.Empty(Legality.Check(problem, solution.Schedule));
    }

    [Fact]
    public void Progress_is_reported_with_a_legal_schedule_each_time()
    {
        var problem = Events.Random(new Random(3), participants: 20, meetings: 60, slots: 10, tables: 8);
        var reports = new Reports();
        Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromMilliseconds(500) }, reports);
        Assert.NotEmpty(reports.Seen);
        Assert.All(reports.Seen, r => Assert.Empty(Legality.Check(problem, r.Best)));
        Assert.All(reports.Seen, r => Assert.Equal(r.Breaks, ScheduleMeasures.Breaks(problem, r.Best)));
        Assert.True(reports.Seen.Zip(reports.Seen.Skip(1)).All(pair => pair.Second.Elapsed - pair.First.Elapsed >= TimeSpan.FromMilliseconds(100)));
    }

    private sealed class Reports : IProgress<Progress>
    {
        public List<Progress> Seen { get; } = [];

        public void Report(Progress value) => Seen.Add(value);
    }

    [Fact]
    public void A_meeting_without_any_slot_makes_a_mandatory_problem_infeasible_and_says_so()
    {
        var problem = Events.Of(2, 3, 1, (0, 1)) with
        {
            Participants = [new() { Name = "A", Unavailable = [0, 1] }, new() { Name = "B", Unavailable = [2] }],
        };
        problem = problem with { Meetings = [problem.Meetings[0] with { Mandatory = true }] };
        var solution = Scheduler.Solve(problem, Short);
        Assert.Equal(SolutionStatus.Infeasible, solution.Status);
        var premises = Assert.Single(solution.Reasons).Premises;
        Assert.Equal([PremiseKind.Mandatory, PremiseKind.Unavailable, PremiseKind.Unavailable], premises.Select(p => p.Kind));
    }

    [Fact]
    public void A_problem_with_faults_is_refused_with_all_of_them()
    {
        var problem = Events.Of(2, 3, 1, (0, 0), (0, 7));
        Assert.Equal(2, ProblemFaults.Of(problem).Count);
        Assert.Throws<ArgumentException>(() => Scheduler.Solve(problem, Short));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_events_with_every_rule_are_scheduled_legally(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 40; run++)
        {
            var problem = Events.Random(random, random.Next(2, 9), random.Next(1, 16), random.Next(1, 7), random.Next(1, 4), everyRule: true);
            var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromMilliseconds(10), Seed = run });
            if (solution.Schedule is not null) Assert.Empty(Legality.Check(problem, solution.Schedule));
        }
    }
}
