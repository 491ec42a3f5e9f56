namespace Paceline.Scheduling.Tests;

public class LegalityTests
{
    private static readonly Problem Event = Events.Of(4, 3, 2, (0, 1), (1, 2), (2, 3)) with
    {
        Slots = [new Slot(0), new Slot(0), new Slot(1)],
        Places = [new Place("Table 1"), new Place("Table 2"), new Place("Booth") { Owner = 3 }],
    };

    private static Schedule At(params (int Slot, int Place)[] placements) =>
        new([.. placements.Select(p => p.Slot < 0 ? (Placement?)null : new Placement(p.Slot, p.Place))]);

    [Fact]
    public void A_legal_schedule_breaks_nothing() => Assert.Empty(Legality.Check(Event, At((0, 0), (1, 0), (2, 2))));

    [Fact]
    public void Two_meetings_of_one_participant_clash()
    {
        var breach = Assert.Single(Legality.Check(Event, At((0, 0), (0, 1), (-1, 0))));
        Assert.Equal(new Breach(Rule.ParticipantBusy, 1, 0, 1, 0), breach);
        Assert.Contains(breach, Legality.OfMove(Event, At((0, 0), (-1, 0), (-1, 0)), 1, new Placement(0, 1)));
    }

    public static TheoryData<Rule, Meeting, Placement> OwnRules => new()
    {
        { Rule.SlotExists, new Meeting { Parties = [0, 1] }, new Placement(3, 0) },
        { Rule.PlaceExists, new Meeting { Parties = [0, 1] }, new Placement(0, 9) },
        { Rule.PlaceOwner, new Meeting { Parties = [0, 1] }, new Placement(0, 2) },
        { Rule.PlaceOwner, new Meeting { Parties = [0, 3] }, new Placement(0, 0) },
        { Rule.WrongSession, new Meeting { Parties = [0, 1], AllowedSessions = [1] }, new Placement(0, 0) },
        { Rule.FixedSlot, new Meeting { Parties = [0, 1], FixedSlot = 2 }, new Placement(0, 0) },
        { Rule.FixedPlace, new Meeting { Parties = [0, 1], FixedPlace = 1 }, new Placement(0, 0) },
        { Rule.Unavailable, new Meeting { Parties = [0, 1] }, new Placement(1, 0) },
    };

    [Theory]
    [MemberData(nameof(OwnRules))]
    public void Each_rule_is_checked_for_a_schedule_and_for_a_move(Rule rule, Meeting meeting, Placement at)
    {
        var problem = Event with
        {
            Participants = [Event.Participants[0] with { Unavailable = [1] }, .. Event.Participants.Skip(1)],
            Meetings = [meeting, Event.Meetings[1], Event.Meetings[2]],
        };
        var schedule = At((-1, 0), (-1, 0), (-1, 0));
        Assert.Equal(rule, Assert.Single(Legality.OfMove(problem, schedule, 0, at)).Rule);
        Assert.Equal(rule, Assert.Single(Legality.Check(problem, schedule.With(0, at))).Rule);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(0, 1, false)]
    public void A_meeting_lies_later_than_those_that_it_comes_after(int first, int second, bool broken)
    {
        var problem = Events.Of(4, 2, 2, (0, 1), (2, 3));
        problem = problem with { Meetings = [problem.Meetings[0], problem.Meetings[1] with { After = [0] }] };
        var schedule = At((first, 0), (second, 1));
        Breach[] expected = broken ? [new Breach(Rule.Precedence, 1, 0, null, second)] : [];
        Assert.Equal(expected, Legality.Check(problem, schedule));
        Assert.Equal(expected, Legality.OfMove(problem, schedule.With(1, null), 1, new Placement(second, 1)));
        Assert.Equal(broken, Legality.OfMove(problem, schedule.With(0, null), 0, new Placement(first, 0)).Count > 0);
        Assert.Empty(Legality.Check(problem, schedule.With(0, null)));
    }

    [Fact]
    public void A_place_and_a_slot_hold_only_so_many_meetings()
    {
        var problem = Events.Of(6, 1, 2, (0, 1), (2, 3), (4, 5));
        Assert.Equal(Rule.PlaceTaken, Assert.Single(Legality.Check(problem, At((0, 0), (0, 0), (-1, 0)))).Rule);
        var full = Legality.Check(problem, At((0, 0), (0, 1), (0, 1)));
        Assert.Equal([Rule.SlotFull, Rule.PlaceTaken], full.Select(b => b.Rule).Order());
        var move = Legality.OfMove(problem, At((0, 0), (0, 1), (-1, 0)), 2, new Placement(0, 1));
        Assert.Contains(move, b => b is { Rule: Rule.PlaceTaken, OtherMeeting: 1 });
    }

    [Fact]
    public void Competitors_are_kept_apart_unless_they_meet()
    {
        var problem = Events.Of(4, 2, 2, (0, 1), (2, 3), (0, 2)) with { Apart = [new Apart(0, 2)] };
        var breach = new Breach(Rule.Apart, 1, 0, 0, 0);
        Assert.Equal(breach, Assert.Single(Legality.Check(problem, At((0, 0), (0, 1), (1, 0)))));
        Assert.Equal(breach, Assert.Single(Legality.OfMove(problem, At((0, 0), (-1, 0), (-1, 0)), 1, new Placement(0, 1))));
        Assert.Empty(Legality.Check(problem, At((0, 0), (1, 1), (-1, 0))));
        Assert.Empty(Legality.Check(problem, At((-1, 0), (-1, 0), (1, 0))));
    }

    [Fact]
    public void A_break_is_a_run_of_idle_slots_between_two_meetings()
    {
        var problem = Events.Of(4, 7, 1, (0, 1), (0, 2), (0, 3)) with { Breaks = BreakRule.AcrossSessions };
        var schedule = At((1, 0), (3, 0), (6, 0));
        Assert.Equal([2, 0, 0, 0], ScheduleMeasures.BreaksByParticipant(problem, schedule));
        Assert.Equal(2, ScheduleMeasures.Spread(problem, schedule));
        var days = problem with { Slots = [.. Enumerable.Range(0, 7).Select(t => new Slot(t / 5))] };
        Assert.Equal(2, ScheduleMeasures.Breaks(days, schedule));
        Assert.Equal(1, ScheduleMeasures.Breaks(days with { Breaks = BreakRule.WithinSession }, schedule));
    }

    [Fact]
    public void A_change_of_place_is_a_meeting_elsewhere_than_the_one_before()
    {
        var problem = Events.Of(4, 4, 3, (0, 1), (0, 2), (0, 3));
        Assert.Equal(2, ScheduleMeasures.PlaceChanges(problem, At((2, 0), (0, 0), (1, 1))));
        Assert.Equal(1, ScheduleMeasures.PlaceChanges(problem, At((2, 0), (0, 1), (1, 1))));
        Assert.Equal(0, ScheduleMeasures.PlaceChanges(problem, At((2, 1), (-1, 0), (1, 1))));
    }

    [Fact]
    public void A_participant_stays_where_it_is_if_it_can()
    {
        var problem = Events.Of(4, 3, 3, (0, 1), (0, 2), (0, 3));
        var schedule = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(10) }).Schedule!;
        Assert.Equal(0, ScheduleMeasures.PlaceChanges(problem, schedule));
    }

    [Fact]
    public void What_a_solution_lacks_is_named()
    {
        var problem = Events.Of(4, 7, 1, (0, 1), (0, 2), (0, 3)) with { Fairness = 1 };
        Assert.Equal(Rule.Fairness, Assert.Single(Legality.Shortfalls(problem, At((1, 0), (3, 0), (6, 0)))).Rule);
        problem = problem with { Fairness = 2, Meetings = [.. problem.Meetings.Select(m => m with { Mandatory = true })] };
        Assert.Equal(new Breach(Rule.Mandatory, 2), Assert.Single(Legality.Shortfalls(problem, At((1, 0), (3, 0), (-1, 0)))));
    }

    [Fact]
    public void Companies_kept_apart_may_have_several_meetings_of_their_own_in_a_slot()
    {
        var problem = Events.Of(5, 1, 3, (0, 2), (0, 3), (1, 4)) with { Apart = [new Apart(0, 1)] };
        problem = problem with { Participants = [problem.Participants[0] with { Delegates = 2 }, .. problem.Participants.Skip(1)], Meetings = [problem.Meetings[0] with { Mandatory = true }, problem.Meetings[1] with { Mandatory = true }, problem.Meetings[2]] };
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(20) });
        Assert.Equal((SolutionStatus.Optimal, 2), (solution.Status, solution.Scheduled));
        Assert.Null(solution.Schedule!.Placements[2]);
        var clash = solution.Schedule.With(2, new Placement(0, 2));
        Assert.Equal(Rule.Apart, Assert.Single(Legality.Check(problem, clash)).Rule);
        Assert.All(Legality.OfMove(problem, solution.Schedule, 2, new Placement(0, 2)), b => Assert.Equal(Rule.Apart, b.Rule));
    }
}
