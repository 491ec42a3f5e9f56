namespace Paceline.Scheduling.Tests;

public class RepairTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    [Fact]
    public void After_a_no_show_only_its_partners_are_touched()
    {
        var problem = Events.Of(5, 4, 2, (0, 1), (0, 2), (3, 4), (1, 2));
        var before = new Schedule([new Placement(0, 0), new Placement(2, 0), new Placement(2, 1), new Placement(3, 0)]);
        var gone = problem with { Participants = [problem.Participants[0] with { Unavailable = [1, 2, 3] }, .. problem.Participants.Skip(1)] };
        var repaired = ScheduleRepair.Run(new RepairRequest { Problem = gone, Before = before, Now = 1 }, Budget);
        Assert.Equal([0, 2], repaired.Touched);
        Assert.Equal(before.With(1, null), repaired.Schedule);
        Assert.Equal(SolutionStatus.Optimal, repaired.Status);
    }

    [Fact]
    public void A_late_arrival_is_met_later_and_an_added_meeting_finds_room()
    {
        var problem = Events.Of(4, 3, 2, (0, 1), (2, 3), (0, 2));
        var before = new Schedule([new Placement(0, 0), new Placement(0, 1)]);
        var late = problem with { Participants = [problem.Participants[0] with { Unavailable = [0] }, .. problem.Participants.Skip(1)] };
        var repaired = ScheduleRepair.Run(new RepairRequest { Problem = late, Before = before }, Budget);
        Assert.Equal(3, repaired.Schedule.Scheduled);
        Assert.Equal(before.Placements[1], repaired.Schedule.Placements[1]);
        Assert.Equal([0, 1, 2], repaired.Touched);
        Assert.Empty(Legality.Check(late, repaired.Schedule));
    }

    [Fact]
    public void A_locked_meeting_stays()
    {
        var problem = Events.Of(3, 3, 1, (0, 1), (0, 2));
        problem = problem with { Meetings = [problem.Meetings[0], problem.Meetings[1] with { Mandatory = true, FixedSlot = 0 }] };
        var request = new RepairRequest { Problem = problem, Before = new Schedule([new Placement(0, 0)]) };
        Assert.Equal(0, ScheduleRepair.Run(request, Budget).Schedule.Placements[1]!.Value.Slot);
        var locked = ScheduleRepair.Run(request with { Locked = [0] }, Budget);
        Assert.Equal(new Placement(0, 0), locked.Schedule.Placements[0]);
        Assert.Null(locked.Schedule.Placements[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_repair_keeps_the_past_and_touches_as_few_as_trying_everything_would(bool rich)
    {
        var random = new Random(21);
        for (var run = 0; run < 120; run++)
        {
            var problem = rich
                ? Events.Rich(random, random.Next(3, 6), random.Next(1, 4), random.Next(2, 5), random.Next(1, 3))
                : Events.Random(random, random.Next(3, 6), random.Next(2, 5), random.Next(2, 5), random.Next(1, 3));
            if (!rich && run % 2 == 0)
            {
                problem = problem with
                {
                    Fairness = random.Next(2),
                    Participants = [.. problem.Participants.Select(p => p with { MinMeetings = random.Next(3), MaxMeetings = 3 })],
                };
            }

            if (ProblemFaults.Of(problem).Count > 0) continue;
            if (Scheduler.Solve(problem, new SolverOptions { Seed = run, Budget = Budget }).Schedule is not { } before) continue;
            var now = random.Next(problem.Slots.Count);
            var someone = random.Next(problem.Participants.Count);
            var gone = Enumerable.Range(now, problem.Slots.Count - now).Where(_ => random.Next(3) > 0);
            var after = problem with
            {
                Participants = [.. problem.Participants.Select((p, i) => i == someone ? p with { Unavailable = [.. p.Unavailable.Where(t => t < now), .. gone] } : p)],
                Meetings = [.. problem.Meetings, new Meeting { Parties = [0, 1] }],
            };
            var request = new RepairRequest { Problem = after, Before = before, Now = now };
            var repaired = ScheduleRepair.Run(request, Budget);
            Assert.Empty(Legality.Check(after, repaired.Schedule));
            for (var m = 0; m < problem.Meetings.Count; m++)
            {
                if (before.Placements[m] is { } old && old.Slot < now) Assert.Equal(old, repaired.Schedule.Placements[m]);
                else Assert.False(repaired.Schedule.Placements[m]?.Slot < now);
            }

            var expected = Best(request);
            Assert.Equal(SolutionStatus.Optimal, repaired.Status);
            Assert.True(expected == Value(request, repaired.Schedule), $"run {run}: {expected}, not {Value(request, repaired.Schedule)}");
            Assert.Equal(expected.Touched, repaired.TouchedBound);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_repair_takes_what_must_go_from_the_group_that_is_served_better(int asksMore, int asksLess)
    {
        // Two meetings of each group are held; two more were asked for by one of the groups and never scheduled.
        var problem = Events.Of(4, 2, 2, (0, 2), (0, 2), (1, 3), (1, 3), (asksMore, asksMore + 2), (asksMore, asksMore + 2));
        problem = problem with
        {
            Participants = [problem.Participants[0] with { Group = "North" }, problem.Participants[1] with { Group = "South" }, .. problem.Participants.Skip(2)],
            Places = [problem.Places[0], problem.Places[1] with { Unavailable = [1] }],
            GroupFairness = new GroupFairness { Served = 0 },
        };
        var before = new Schedule([new Placement(0, 0), new Placement(1, 0), new Placement(0, 1), new Placement(1, 1), null, null]);
        var repaired = ScheduleRepair.Run(new RepairRequest { Problem = problem, Before = before }, Budget);
        Assert.Equal(SolutionStatus.Optimal, repaired.Status);
        Assert.Equal(2, Held(asksMore));
        Assert.Equal(1, Held(asksLess));
        Assert.Empty(repaired.Shortfalls);

        int Held(int participant) => problem.Meetings.Where((m, i) => m.Parties.Contains(participant) && repaired.Schedule.Placements[i] is not null).Count();
    }

    [Fact]
    public void A_repair_keeps_who_interprets_and_says_what_it_could_not_keep_to()
    {
        var problem = Events.Of(4, 3, 2, (0, 1), (2, 3)) with
        {
            Interpreters = [new Interpreter { Name = "Ines", Languages = ["fr", "en"] }, new Interpreter { Name = "Jan", Languages = ["fr", "en"] }],
        };
        problem = problem with { Meetings = [.. problem.Meetings.Select(m => m with { Languages = ["en", "fr"] })] };
        var before = new Schedule([new Placement(0, 0) { Interpreter = 1 }, new Placement(1, 0) { Interpreter = 1 }]);
        var gone = problem with
        {
            Interpreters = [problem.Interpreters[0], problem.Interpreters[1] with { Unavailable = [0, 1, 2] }],
            Participants = [problem.Participants[0], problem.Participants[1], problem.Participants[2] with { MinMeetings = 2 }, problem.Participants[3]],
        };
        var repaired = ScheduleRepair.Run(new RepairRequest { Problem = gone, Before = before, Now = 1 }, Budget);
        Assert.Equal([new Placement(0, 0) { Interpreter = 1 }, new Placement(1, 0) { Interpreter = 0 }], repaired.Schedule.Placements);
        Assert.Equal([2, 3], repaired.Touched);
        Assert.Equal(new Breach(Rule.Minimum, -1, null, 2), Assert.Single(repaired.Shortfalls));
    }

    [Fact]
    public void A_stand_by_has_an_interpreter_where_it_needs_one()
    {
        var problem = Events.Of(3, 1, 1, (0, 1)) with { Interpreters = [new Interpreter { Name = "Ines", Languages = ["fr", "pl"] }, new Interpreter { Name = "Jan", Languages = ["fr", "en"] }] };
        problem = problem with { Meetings = [problem.Meetings[0] with { Languages = ["en", "fr"] }] };
        Assert.Equal(1, Assert.Single(StandBy.For(problem, Schedule.Empty(problem), 0, 0)).At.Interpreter);
    }

    [Fact]
    public void A_stand_by_is_somebody_wanted_who_is_here_and_free()
    {
        var problem = Events.Of(5, 1, 2, (0, 1), (0, 2), (0, 3), (3, 4));
        problem = problem with
        {
            Participants = [.. problem.Participants.Select((p, i) => i == 1 ? p with { Unavailable = [0] } : p)],
            Meetings = [problem.Meetings[0] with { Priority = 5 }, problem.Meetings[1] with { Priority = 2 }, problem.Meetings[2] with { Priority = 4 }, problem.Meetings[3]],
        };
        var schedule = Schedule.Empty(problem);
        Assert.Equal([2, 1], StandBy.For(problem, schedule, 0, 0).Select(s => s.Meeting));
        var suggestion = Assert.Single(StandBy.For(problem, schedule.With(3, new Placement(0, 0)), 0, 0));
        Assert.Equal(new Suggestion(1, new Placement(0, 1)), suggestion);
    }

    private static (int Lost, int Unfair, int Touched, int Breaks) Value(RepairRequest request, Schedule schedule)
    {
        var meetings = request.Problem.Meetings;
        Placement? Old(int m) => m < request.Before.Placements.Length ? request.Before.Placements[m] : null;
        var wanted = Enumerable.Range(0, meetings.Count).Where(m => Old(m) is not null || m >= request.Before.Placements.Length).ToList();
        var lost = wanted.Where(m => schedule.Placements[m] is null).Sum(m => meetings[m].Mandatory ? 25 : meetings[m].Priority);
        var touched = wanted.Where(m => schedule.Placements[m]?.Slot != Old(m)?.Slot).SelectMany(m => meetings[m].Parties).Distinct().Count();
        // Minima as far as the wanted meetings allow, then breaks as even as asked for, where nothing is given up for them.
        var people = request.Problem.Participants.Select((p, i) => p with { MinMeetings = Math.Min(p.MinMeetings, wanted.Count(m => meetings[m].Parties.Contains(i))) });
        var lacks = Legality.Shortfalls(request.Problem with { Participants = [.. people] }, schedule);
        var unfair = lacks.Any(b => b.Rule == Rule.Minimum) ? 2 : lacks.Any(b => b.Rule is Rule.Fairness or Rule.GroupBreaks or Rule.GroupServed) ? 1 : 0;
        return (lost, unfair, touched, ScheduleMeasures.Breaks(request.Problem, schedule));
    }

    private static (int Lost, int Unfair, int Touched, int Breaks) Best(RepairRequest request)
    {
        var problem = request.Problem;
        var best = (int.MaxValue, 0, 0, 0);
        var past = Schedule.Empty(problem);
        foreach (var (m, at) in request.Before.Placements.Index())
        {
            if (at?.Slot < request.Now) past = past.With(m, at);
        }

        Try(past, 0);
        return best;

        void Try(Schedule schedule, int meeting)
        {
            if (meeting == problem.Meetings.Count)
            {
                var value = Value(request, schedule);
                if (value.CompareTo(best) < 0) best = value;
                return;
            }

            var old = meeting < request.Before.Placements.Length ? request.Before.Placements[meeting] : null;
            if (old?.Slot < request.Now)
            {
                Try(schedule, meeting + 1);
                return;
            }

            Try(schedule, meeting + 1);
            if (old is null && meeting < request.Before.Placements.Length) return;
            foreach (var at in BruteForce.Everywhere(problem, meeting).Where(at => at.Slot >= request.Now))
            {
                if (Legality.OfMove(problem, schedule, meeting, at).Count == 0) Try(schedule.With(meeting, at), meeting + 1);
            }
        }
    }

    [Fact]
    public void A_meeting_that_has_begun_keeps_its_table_until_it_ends_though_somebody_has_left()
    {
        var problem = Events.Of(4, 4, 1, (0, 1), (2, 3));
        problem = problem with
        {
            Participants = [problem.Participants[0] with { Unavailable = [1, 2, 3] }, .. problem.Participants.Skip(1)],
            Meetings = [problem.Meetings[0] with { Length = 2 }, problem.Meetings[1]],
        };
        var repaired = ScheduleRepair.Run(new RepairRequest { Problem = problem, Before = new Schedule([new Placement(0, 0)]), Now = 1 }, Budget);
        Assert.Equal(new Placement(0, 0), repaired.Schedule.Placements[0]);
        Assert.True(repaired.Schedule.Placements[1]!.Value.Slot >= 2);
        Assert.Equal(SolutionStatus.Optimal, repaired.Status);
    }

    [Fact]
    public void A_maximum_below_what_was_held_stops_what_lies_ahead_and_nothing_else()
    {
        var problem = Events.Of(5, 3, 2, (0, 1), (0, 2), (0, 3), (3, 4));
        problem = problem with { Participants = [problem.Participants[0] with { MaxMeetings = 1 }, .. problem.Participants.Skip(1)] };
        var before = new Schedule([new Placement(0, 0), new Placement(1, 0), new Placement(2, 0), new Placement(1, 1)]);
        var repaired = ScheduleRepair.Run(new RepairRequest { Problem = problem, Before = before, Now = 2 }, Budget);
        Assert.Equal([before.Placements[0], before.Placements[1], null, before.Placements[3]], repaired.Schedule.Placements);
        Assert.Equal(SolutionStatus.Optimal, repaired.Status);
    }

    [Fact]
    public void A_lock_holds_though_a_lost_table_leaves_too_few()
    {
        var problem = Events.Of(4, 1, 2, (0, 1), (2, 3));
        problem = problem with
        {
            Places = [problem.Places[0], problem.Places[1] with { Unavailable = [0] }],
            Meetings = [problem.Meetings[0] with { Priority = 1 }, problem.Meetings[1] with { Priority = 5 }],
        };
        var before = new Schedule([new Placement(0, 0), new Placement(0, 1)]);
        var repaired = ScheduleRepair.Run(new RepairRequest { Problem = problem, Before = before, Locked = [0] }, Budget);
        Assert.Equal([before.Placements[0], null], repaired.Schedule.Placements);
    }

    [Fact]
    public void Whoever_must_change_table_is_touched_too()
    {
        // The first meeting must have the first table, where the second one is in slot 1; slot 2 touches nobody else.
        var problem = Events.Of(4, 3, 2, (0, 1), (2, 3));
        problem = problem with
        {
            Participants = [problem.Participants[0] with { Unavailable = [0] }, .. problem.Participants.Skip(1)],
            Meetings = [problem.Meetings[0] with { FixedPlace = 0 }, problem.Meetings[1]],
        };
        var before = new Schedule([new Placement(0, 0), new Placement(1, 0)]);
        var repaired = ScheduleRepair.Run(new RepairRequest { Problem = problem, Before = before }, Budget);
        Assert.Equal(before.Placements[1], repaired.Schedule.Placements[1]);
        Assert.Equal([0, 1], repaired.Touched);
        Assert.Equal((2, SolutionStatus.Optimal), (repaired.TouchedBound, repaired.Status));
        // A lost table touches whoever sat there, even in the same slot.
        var lost = problem with { Participants = [problem.Participants[0] with { Unavailable = [] }, .. problem.Participants.Skip(1)], Places = [problem.Places[0], problem.Places[1] with { Unavailable = [1] }] };
        var moved = ScheduleRepair.Run(new RepairRequest { Problem = lost, Before = new Schedule([new Placement(0, 0), new Placement(1, 1)]) }, Budget);
        Assert.Equal([2, 3], moved.Touched);
        Assert.Equal((2, SolutionStatus.Optimal), (moved.TouchedBound, moved.Status));
    }
}
