using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Tests;

public class CertificateTests
{
    // Five things for four holes.
    private static ProofRecord Refutation()
    {
        var record = new ProofRecord();
        var solver = new SatSolver { Proof = record };
        var at = new int[5, 4];
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 4; j++) at[i, j] = solver.NewLiteral();
        }

        for (var i = 0; i < 5; i++) solver.Add(at[i, 0], at[i, 1], at[i, 2], at[i, 3]);
        for (var j = 0; j < 4; j++)
        {
            for (var i = 0; i < 5; i++)
            {
                for (var k = i + 1; k < 5; k++) solver.Add(at[i, j] ^ 1, at[k, j] ^ 1);
            }
        }

        Assert.Equal(Verdict.Unsatisfiable, solver.Solve([], long.MaxValue / 2, default));
        return record;
    }

    [Fact]
    public void A_refutation_holds()
    {
        var record = Refutation();
        Assert.True(record.Steps.Count > 5);
        Assert.True(ProofChecker.Check(record.Clauses, record.Steps, default));
    }

    [Fact]
    public void A_refutation_without_its_lemmas_does_not_hold()
    {
        var record = Refutation();
        Assert.False(ProofChecker.Check(record.Clauses, [record.Steps[^1]], default));
        Assert.False(ProofChecker.Check(record.Clauses, [], default));
    }

    // Only additions, and of those only what the rest cannot do without.
    private static List<(bool Deleted, int[] Clause)> Trimmed(ProofRecord record)
    {
        var steps = record.Steps.Where(s => !s.Deleted).ToList();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            List<(bool, int[])> fewer = [.. steps[..i], .. steps[(i + 1)..]];
            if (ProofChecker.Check(record.Clauses, fewer, default)) steps = fewer;
        }

        return steps;
    }

    [Fact]
    public void A_refutation_without_any_one_of_the_lemmas_that_it_needs_does_not_hold()
    {
        var record = Refutation();
        var steps = Trimmed(record);
        Assert.True(steps.Count > 3);
        Assert.True(ProofChecker.Check(record.Clauses, steps, default));
        for (var i = 0; i < steps.Count; i++)
            Assert.False(ProofChecker.Check(record.Clauses, [.. steps[..i], .. steps[(i + 1)..]], default), $"without lemma {i}");
    }

    [Fact]
    public void A_refutation_with_a_literal_flipped_holds_only_where_it_still_is_one()
    {
        var record = Refutation();
        var steps = Trimmed(record);
        int flipped = 0, refused = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            for (var k = 0; k < steps[i].Clause.Length; k++)
            {
                var clause = (int[])steps[i].Clause.Clone();
                clause[k] = -clause[k];
                flipped++;
                List<(bool, int[])> wrong = [.. steps[..i], (false, clause), .. steps[(i + 1)..]];
                var holds = ProofChecker.Check(record.Clauses, wrong, default);
                // So symmetric a formula has a few lemmas whose opposite follows too: what is accepted must be a refutation.
                Assert.Equal(FollowsPlainly(record.Clauses, wrong), holds);
                if (!holds) refused++;
            }
        }

        Assert.True(flipped > 50);
        Assert.True(refused > 0.9 * flipped, $"{refused} of {flipped}");
    }

    // Reverse unit propagation with nothing clever about it.
    private static bool FollowsPlainly(IEnumerable<int[]> formula, List<(bool Deleted, int[] Clause)> steps)
    {
        var clauses = formula.ToList();
        foreach (var (_, lemma) in steps)
        {
            if (Conflicts([])) return true;
            if (!Conflicts(lemma)) return false;
            clauses.Add(lemma);
        }

        return Conflicts([]);

        bool Conflicts(int[] denied)
        {
            var isTrue = denied.Select(l => -l).ToHashSet();
            for (var moved = true; moved;)
            {
                moved = false;
                foreach (var clause in clauses)
                {
                    if (Array.Exists(clause, isTrue.Contains)) continue;
                    var open = clause.Where(l => !isTrue.Contains(-l)).Distinct().ToList();
                    if (open.Count == 0) return true;
                    if (open.Count == 1) moved |= isTrue.Add(open[0]);
                }
            }

            return false;
        }
    }

    [Fact]
    public void A_formula_with_a_clause_missing_is_not_refuted()
    {
        var record = Refutation();
        for (var i = 0; i < record.Clauses.Count; i++)
        {
            List<int[]> fewer = [.. record.Clauses.Where((_, index) => index != i)];
            Assert.False(ProofChecker.Check(fewer, record.Steps, default));
        }
    }

    [Fact]
    public void Every_optimum_and_every_refusal_of_small_events_is_certified()
    {
        var random = new Random(7);
        for (var run = 0; run < 60; run++)
        {
            var problem = run % 3 == 0
                ? Events.Rich(random, random.Next(2, 7), random.Next(1, 7), random.Next(1, 5), random.Next(1, 3))
                : Events.Random(random, random.Next(2, 7), random.Next(1, 9), random.Next(1, 6), random.Next(1, 3), everyRule: run % 2 == 0);
            if (ProblemFaults.Of(problem).Count > 0) continue;
            var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(20), Seed = run });
            var certificate = Certificate.Of(problem, solution, TimeSpan.FromSeconds(20));
            // Only priority and breaks have proofs of their own.
            var complete = !solution.Objectives.Any(o => o is { Kind: > ObjectiveKind.Breaks, IsProven: true, Value: > 0 });
            Assert.True(certificate.Holds && certificate.Complete == complete, $"run {run}: {certificate.Text}");
            var bolder = solution with { Objectives = [.. solution.Objectives.Select(o => o.Kind == ObjectiveKind.PlaceChanges ? o with { Value = o.Value + 1 } : o)] };
            Assert.Equal(solution.Schedule is null, Certificate.Of(problem, bolder, TimeSpan.FromSeconds(20)).Holds);
        }
    }

    [Fact]
    public void More_meetings_than_places_are_refused_and_certified_by_counting()
    {
        // 31 meetings of 62 people for three tables in ten slots, of which the last is not for most of them.
        var problem = Events.Of(62, 11, 3, [.. Enumerable.Range(0, 31).Select(i => (2 * i, 2 * i + 1))]);
        problem = problem with
        {
            Participants = [.. problem.Participants.Select((p, i) => p with { Unavailable = i < 60 ? [10] : [3, 10] })],
            Meetings = [.. problem.Meetings.Select(m => m with { Mandatory = true })],
        };
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(20) });
        Assert.Equal(SolutionStatus.Infeasible, solution.Status);
        var premises = Assert.Single(solution.Reasons).Premises;
        Assert.Equal(31, premises.Count(p => p.Kind == PremiseKind.Mandatory));
        Assert.Contains(premises, p => p.Kind == PremiseKind.Places);
        Assert.True(Certificate.Of(problem, solution, TimeSpan.FromSeconds(20)) is { Holds: true, Complete: true });
        // With one table more the same reasons are a lie.
        var wider = problem with { Places = [.. problem.Places, new Place("Table 4")] };
        Assert.False(CountingCheck.Overfull(wider, premises));
        Assert.True(CountingCheck.Overfull(problem, premises));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_clauses_allow_exactly_the_schedules_that_the_rules_allow(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 30; run++)
        {
            var problem = Events.Of(random.Next(3, 5), random.Next(3, 6), random.Next(1, 3)) with { Breaks = run % 2 == 0 ? BreakRule.AcrossSessions : BreakRule.WithinSession };
            var sessions = random.Next(1, 3);
            problem = problem with
            {
                Slots = [.. problem.Slots.Select((slot, t) => slot with { Session = t * sessions / problem.Slots.Count })],
                Participants = [.. problem.Participants.Select(p => p with { Unavailable = random.Next(3) == 0 ? [random.Next(problem.Slots.Count)] : [] })],
                Meetings = [.. Enumerable.Range(0, random.Next(2, 5)).Select(i => new Meeting
                {
                    Parties = [.. Enumerable.Range(0, problem.Participants.Count).OrderBy(_ => random.Next()).Take(2)],
                    AllowedSessions = random.Next(4) == 0 ? [random.Next(sessions)] : null,
                    FixedSlot = random.Next(8) == 0 ? random.Next(problem.Slots.Count) : null,
                    After = random.Next(4) == 0 && i > 0 ? [random.Next(i)] : [],
                    Mandatory = true,
                })],
                Fairness = random.Next(2) == 0 ? random.Next(2) : null,
            };
            var model = new Model(problem);
            foreach (var how in (BusyBound[])[BusyBound.None, BusyBound.Encoded, BusyBound.Counted])
            {
                var member = new ExactMember(model, new Domains(model, [.. Enumerable.Repeat(true, model.Meetings)], prune: false), how, focusOnRecent: true);
                foreach (var slots in EveryWay(problem))
                {
                    var schedule = Seated(problem, slots);
                    var legal = schedule is not null && Legality.Check(problem, schedule).Count + Legality.Shortfalls(problem, schedule).Count == 0;
                    var breaks = legal ? ScheduleMeasures.Breaks(problem, schedule!) : 99;
                    var allowed = Enumerable.Range(0, slots.Length).All(m => model.Allowed[m * model.Slots + slots[m]]);
                    if (!allowed) Assert.False(legal);
                    else Assert.Equal(legal ? Verdict.Satisfiable : Verdict.Unsatisfiable, member.Admits(slots, 0, breaks, default));
                    if (legal && breaks > 0) Assert.Equal(Verdict.Unsatisfiable, member.Admits(slots, 0, breaks - 1, default));
                }
            }
        }
    }

    private static IEnumerable<int[]> EveryWay(Problem problem)
    {
        var slots = new int[problem.Meetings.Count];
        while (true)
        {
            yield return slots;
            var m = 0;
            while (m < slots.Length && ++slots[m] == problem.Slots.Count) slots[m++] = 0;
            if (m == slots.Length) yield break;
        }
    }

    // Any places, since all are alike; null where a slot has too few.
    private static Schedule? Seated(Problem problem, int[] slots)
    {
        var used = new int[problem.Slots.Count];
        var schedule = new Schedule([.. slots.Select(slot => (Placement?)new Placement(slot, used[slot]++))]);
        return used.Max() > problem.Places.Count ? null : schedule;
    }

    [Fact]
    public void A_solution_that_claims_too_much_is_not_certified()
    {
        var problem = Events.Of(4, 4, 2, (0, 1), (1, 2), (2, 3));
        var schedule = new Schedule([new Placement(0, 0), new Placement(2, 0), new Placement(1, 0)]);
        Assert.Equal(1, ScheduleMeasures.Breaks(problem, schedule));
        var claim = new Solution(schedule, SolutionStatus.Optimal, 3, 1, 1, 1, TimeSpan.Zero, []);
        Assert.False(Certificate.Of(problem, claim, TimeSpan.FromSeconds(20)).Holds);
        Assert.False(Certificate.Of(problem, claim with { Breaks = 0 }, TimeSpan.FromSeconds(20)).Holds);
        var clash = schedule.With(1, new Placement(0, 1));
        Assert.False(Certificate.Of(problem, claim with { Schedule = clash, Breaks = 0 }, TimeSpan.FromSeconds(20)).Holds);
    }

    [Fact]
    public void A_counting_bound_is_never_more_than_the_optimum()
    {
        var random = new Random(3);
        for (var run = 0; run < 200; run++)
        {
            var problem = Events.Random(random, random.Next(3, 6), random.Next(2, 6), random.Next(2, 5), random.Next(1, 3));
            if (BruteForce.Best(problem) is not { Lost: 0 } best) continue;
            var model = new Model(problem);
            var bound = new LagrangianBound(model, new Domains(model, [.. Enumerable.Repeat(true, model.Meetings)]));
            Assert.True(bound.Improve(100, int.MaxValue, default) <= best.Breaks);
            Assert.True(CountingCheck.Bound(problem, bound.Multipliers) <= best.Breaks);
        }
    }

    [Fact]
    public void A_claim_that_leaves_out_what_fits_is_not_certified()
    {
        // The second participant's break cannot be avoided, so fewer breaks are refuted at once; but the last meeting simply fits.
        var problem = Events.Of(5, 3, 2, (0, 1), (0, 2), (3, 4));
        problem = problem with
        {
            Aims = Aims.None,
            Participants = [problem.Participants[0] with { Unavailable = [1] }, .. problem.Participants.Skip(1)],
            Meetings = [problem.Meetings[0] with { Mandatory = true }, problem.Meetings[1] with { Mandatory = true }, problem.Meetings[2] with { Priority = 1 }],
        };
        var claim = new Solution(new Schedule([new Placement(0, 0), new Placement(2, 0), null]), SolutionStatus.Optimal, 2, 1, 1, 1, TimeSpan.Zero, []) { PriorityLost = 1, PriorityLostBound = 1 };
        Assert.False(Certificate.Of(problem, claim, TimeSpan.FromSeconds(20)).Holds);
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(20) });
        Assert.Equal((0, 1), (solution.PriorityLost, solution.Breaks));
        Assert.True(Certificate.Of(problem, solution, TimeSpan.FromSeconds(20)) is { Holds: true, Complete: true });
        var lie = solution with { Objectives = [.. solution.Objectives.Select(o => o.Kind == ObjectiveKind.Priority ? o with { Value = 1 } : o)] };
        Assert.Contains("Priority", Certificate.Of(problem, lie, TimeSpan.FromSeconds(20)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_of_a_schedule_that_is_not_proven_is_refuted_or_said_to_be_the_searchs_own()
    {
        var problem = Events.Of(4, 2, 1, (0, 1), (0, 2), (0, 3));
        var schedule = new Schedule([new Placement(0, 0), null, null]);
        var claim = new Solution(schedule, SolutionStatus.Feasible, 1, 0, 0, 0, TimeSpan.Zero, []) { PriorityLost = 6, PriorityLostBound = 3 };
        Assert.True(Certificate.Of(problem, claim, TimeSpan.FromSeconds(20)) is { Holds: true, Complete: true });
        Assert.False(Certificate.Of(problem, claim with { PriorityLostBound = 4 }, TimeSpan.FromSeconds(20)).Holds);
    }
}
