namespace Paceline.Scheduling.Tests;

public class ReasonTests
{
    private static readonly SolverOptions Options = new() { Budget = TimeSpan.FromSeconds(20) };

    private static Reason WhyNot(Problem problem)
    {
        var solution = Scheduler.Solve(problem, Options);
        Assert.Equal(SolutionStatus.Optimal, solution.Status);
        return Assert.Single(solution.Reasons);
    }

    [Fact]
    public void One_more_place_is_named_where_places_are_what_lacks()
    {
        var problem = Events.Of(4, 1, 1, (0, 1), (2, 3));
        Assert.Equal(new Change(ChangeKind.OneMorePlace, Slot: 0), WhyNot(problem).Change);
    }

    [Fact]
    public void A_slot_is_named_in_which_somebody_would_have_to_be_available()
    {
        var problem = Events.Of(2, 2, 1, (0, 1));
        problem = problem with { Participants = [problem.Participants[0] with { Unavailable = [0] }, problem.Participants[1] with { Unavailable = [1] }] };
        var reason = WhyNot(problem);
        Assert.Equal(ReasonKind.NoSlotAllowed, reason.Kind);
        Assert.Equal(new Change(ChangeKind.Available, 0, 0), reason.Change);
    }

    [Fact]
    public void A_maximum_is_named_that_would_have_to_be_higher()
    {
        var problem = Events.Of(3, 3, 1, (0, 1), (0, 2));
        problem = problem with { Participants = [problem.Participants[0] with { MaxMeetings = 1 }, .. problem.Participants.Skip(1)] };
        Assert.Equal(new Change(ChangeKind.HigherMaximum, 0), WhyNot(problem).Change);
    }

    [Fact]
    public void One_more_interpreter_is_named_or_a_meeting_without()
    {
        var problem = Events.Of(4, 1, 2, (0, 1), (2, 3)) with { Interpreters = [new Interpreter { Name = "Ines", Languages = ["fr", "en"] }] };
        problem = problem with { Meetings = [.. problem.Meetings.Select(m => m with { Languages = ["en", "fr"] })] };
        Assert.Equal(new Change(ChangeKind.OneMoreInterpreter, Slot: 0), WhyNot(problem).Change);
        var away = problem with { Interpreters = [problem.Interpreters[0] with { Unavailable = [0] }], Meetings = [problem.Meetings[0], problem.Meetings[1] with { Languages = [] }] };
        Assert.Contains(WhyNot(away).Change!.Kind, (ChangeKind[])[ChangeKind.OneMoreInterpreter, ChangeKind.NoInterpreter]);
    }

    [Fact]
    public void Equipment_and_length_are_named_where_they_stand_in_the_way()
    {
        var problem = Events.Of(4, 1, 2, (0, 1), (2, 3));
        problem = problem with { Places = [problem.Places[0] with { Equipment = ["screen"] }, problem.Places[1]], Meetings = [.. problem.Meetings.Select(m => m with { Equipment = ["screen"] })] };
        Assert.Equal(ChangeKind.OneMorePlace, WhyNot(problem).Change!.Kind);
        var together = Scheduler.Solve(problem with { Meetings = [.. problem.Meetings.Select(m => m with { Mandatory = true })] }, Options);
        Assert.Equal([PremiseKind.Mandatory, PremiseKind.Mandatory, PremiseKind.Equipment, PremiseKind.Equipment, PremiseKind.Places], Assert.Single(together.Reasons).Premises.Select(p => p.Kind));
        var twice = Events.Of(2, 1, 1, (0, 1)) with { Slots = [new Slot(0), new Slot(1)] };
        Assert.Equal(ChangeKind.Shorter, WhyNot(twice with { Meetings = [twice.Meetings[0] with { Length = 2 }] }).Change!.Kind);
    }

    [Fact]
    public void A_meeting_is_named_that_would_have_to_be_given_up()
    {
        var problem = Events.Of(3, 1, 2, (0, 1), (0, 2));
        problem = problem with { Meetings = [problem.Meetings[0] with { Priority = 5 }, problem.Meetings[1] with { Priority = 1 }] };
        Assert.Equal(new Change(ChangeKind.GiveUp, OtherMeeting: 0), WhyNot(problem).Change);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_rules_that_cannot_hold_together_are_few_and_none_of_them_can_be_spared(bool rich)
    {
        var random = new Random(11);
        var seen = 0;
        for (var run = 0; run < 150; run++)
        {
            var problem = rich
                ? Events.Rich(random, random.Next(2, 5), random.Next(1, 4), random.Next(1, 4), 2)
                : Events.Random(random, random.Next(2, 5), random.Next(1, 5), random.Next(1, 4), 1, everyRule: true);
            if (ProblemFaults.Of(problem).Count > 0) continue;
            problem = problem with { Aims = Aims.None };
            var solution = Scheduler.Solve(problem, Options);
            if (solution.Status != SolutionStatus.Infeasible) continue;
            seen++;
            var premises = Assert.Single(solution.Reasons).Premises;
            Assert.NotEmpty(premises);
            Assert.Null(BruteForce.Best(Only(problem, premises)));
            foreach (var spared in premises.Where(p => p.Kind != PremiseKind.Mandatory))
                Assert.NotNull(BruteForce.Best(Only(problem, premises.Remove(spared))));
        }

        Assert.True(seen > 10);
    }

    // The problem with these rules alone.
    private static Problem Only(Problem problem, IReadOnlyCollection<Premise> premises)
    {
        bool Has(PremiseKind kind, int? meeting = null, int? participant = null) => premises.Contains(new Premise(kind, meeting, participant));
        var groups = premises.Any(p => p.Kind is PremiseKind.GroupBreaks or PremiseKind.GroupServed);
        var held = Enumerable.Range(0, problem.Meetings.Count).Where(m => groups || Has(PremiseKind.Mandatory, m)
            || (premises.Any(p => p.Kind == PremiseKind.Minimum) && !problem.Meetings[m].Mandatory)).ToList();
        Place Own(Place place) => place.Owner is { } owner && !Has(PremiseKind.OwnPlaces, null, owner) ? place with { Unavailable = [], Capacity = null } : place;
        return problem with
        {
            Participants = [.. problem.Participants.Select((x, p) => x with
            {
                Unavailable = Has(PremiseKind.Unavailable, null, p) ? x.Unavailable : [],
                MinMeetings = Has(PremiseKind.Minimum, null, p) ? x.MinMeetings : 0,
                MaxMeetings = Has(PremiseKind.Maximum, null, p) ? x.MaxMeetings : null,
            })],
            Places = Has(PremiseKind.Places) ? [.. problem.Places.Select(Own)] : [.. problem.Places.Select(p => p.Owner is null ? p with { Unavailable = [] } : Own(p)), new Place("any") { Capacity = null, Hall = 9, Equipment = ["screen"] }],
            Walks = Has(PremiseKind.Walks) ? problem.Walks : [],
            GroupFairness = problem.GroupFairness is null ? null : new GroupFairness
            {
                Breaks = Has(PremiseKind.GroupBreaks) ? problem.GroupFairness.Breaks : null,
                Served = Has(PremiseKind.GroupServed) ? problem.GroupFairness.Served : null,
            },
            Apart = [.. problem.Apart.Where((_, a) => premises.Contains(new Premise(PremiseKind.Apart, Pair: a)))],
            Fairness = Has(PremiseKind.Fairness) ? problem.Fairness : null,
            Meetings = [.. held.Select(m => problem.Meetings[m] with
            {
                Mandatory = Has(PremiseKind.Mandatory, m),
                Length = Has(PremiseKind.Length, m) ? problem.Meetings[m].Length : 1,
                Equipment = Has(PremiseKind.Equipment, m) ? problem.Meetings[m].Equipment : [],
                Languages = Has(PremiseKind.Interpreter, m) ? problem.Meetings[m].Languages : [],
                AllowedSessions = Has(PremiseKind.Session, m) ? problem.Meetings[m].AllowedSessions : null,
                FixedSlot = Has(PremiseKind.FixedSlot, m) ? problem.Meetings[m].FixedSlot : null,
                FixedPlace = Has(PremiseKind.FixedPlace, m) ? problem.Meetings[m].FixedPlace : null,
                After = Has(PremiseKind.After, m) ? [.. problem.Meetings[m].After.Where(held.Contains).Select(e => held.IndexOf(e))] : [],
            })],
        };
    }

    [Fact]
    public void Fairness_that_keeps_a_meeting_out_is_named_and_more_time_is_not()
    {
        var problem = Events.Of(3, 3, 1, (0, 1), (0, 2)) with { Fairness = 0 };
        problem = problem with { Meetings = [problem.Meetings[0] with { FixedSlot = 0 }, problem.Meetings[1] with { FixedSlot = 2 }] };
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(20) });
        Assert.Equal(SolutionStatus.Optimal, solution.Status);
        var reason = Assert.Single(solution.Reasons);
        Assert.NotEqual(ChangeKind.MoreTime, reason.Change?.Kind);
        Assert.NotNull(reason.Change);
    }

    [Fact]
    public void What_keeps_a_meeting_out_besides_its_own_rules_is_named()
    {
        var apart = Events.Of(4, 1, 2, (0, 1), (2, 3)) with { Apart = [new Apart(0, 2)] };
        Assert.Equal(ChangeKind.NotApart, Of(apart).Kind);
        var booth = Events.Of(2, 1, 1, (0, 1));
        booth = booth with { Places = [.. booth.Places, new Place("Booth") { Owner = 0, Unavailable = [0] }] };
        Assert.Equal(new Change(ChangeKind.OwnPlaceOpen, 0, 0), Of(booth));

        static Change Of(Problem problem) => Assert.Single(Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(20) }).Reasons).Change!;
    }

    [Fact]
    public void A_closed_booth_is_one_of_the_rules_that_cannot_all_hold()
    {
        var problem = Events.Of(2, 1, 1, (0, 1));
        problem = problem with { Places = [.. problem.Places, new Place("Booth") { Owner = 0, Unavailable = [0] }], Meetings = [problem.Meetings[0] with { Mandatory = true }] };
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(20) });
        Assert.Equal(SolutionStatus.Infeasible, solution.Status);
        Assert.Contains(Assert.Single(solution.Reasons).Premises, p => p is { Kind: PremiseKind.OwnPlaces, Participant: 0 });
    }

    [Fact]
    public void A_large_event_with_a_meeting_that_has_no_slot_says_so()
    {
        var random = new Random(3);
        var problem = Events.Of(3000, 40, 400, [.. Enumerable.Range(0, 20_000).Select(_ => random.Next(3000)).Select(a => (a, (a + 1 + random.Next(2999)) % 3000))]);
        problem = problem with
        {
            Participants = [.. problem.Participants.Select((p, i) => i == problem.Meetings[7].Parties[0] ? p with { Unavailable = [.. Enumerable.Range(0, 40)] } : p)],
            Meetings = [.. problem.Meetings.Select((m, i) => m with { Mandatory = i == 7 })],
        };
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(60) });
        Assert.Equal(SolutionStatus.Infeasible, solution.Status);
        Assert.Contains(Assert.Single(solution.Reasons).Premises, p => p.Kind == PremiseKind.Unavailable);
    }
}
