using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling;

/// <summary>
/// What an independent check of a solution found: the schedule by <see cref="Legality"/>, the bound on breaks by counting
/// where that suffices, and else by a refutation in the DRAT format, found anew with clauses alone and checked step by step.
/// Trusted are <see cref="Legality"/>, and the translation of the problem into clauses as far as that is not checked: they must
/// admit the schedule itself with its own number of breaks.
/// </summary>
public sealed class Certificate
{
    private const long Turn = 4_000_000;

    private readonly ProofRecord? _record;

    private Certificate(bool holds, bool complete, string text, ProofRecord? record = null)
    {
        (Holds, Complete, Text, _record) = (holds, complete, text, record);
    }

    /// <summary>Whether nothing that was checked turned out wrong.</summary>
    public bool Holds { get; }

    /// <summary>Whether all that the solution claims was checked.</summary>
    public bool Complete { get; }

    /// <summary>What was checked, for people.</summary>
    public string Text { get; }

    /// <summary>Checks a solution, at most for the budget. The proofs are those of priority and breaks.</summary>
    public static Certificate Of(Problem problem, Solution solution, TimeSpan budget, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(solution);
        var certificate = OfTimetable(problem, solution, budget, stop);
        return certificate.Holds && solution.Objectives.Any(o => o is { Kind: > ObjectiveKind.Breaks, IsProven: true, Value: > 0 })
            ? new Certificate(true, false, certificate.Text + "; the objectives after breaks are shown by the search alone", certificate._record)
            : certificate;
    }

    private static Certificate OfTimetable(Problem problem, Solution solution, TimeSpan budget, CancellationToken stop)
    {
        if (Objection(problem, solution) is { } objection) return new Certificate(false, false, objection);
        var model = new Model(problem);
        var claim = Claim.Of(model, solution);
        if (claim.IsNothing) return new Certificate(true, claim.IsWhole, claim.IsWhole ? "the schedule is legal; nothing more is claimed" : "the schedule is legal; its bounds are shown by the search alone");
        if (solution.Schedule is { } schedule && schedule.Scheduled == model.Meetings && Counted(model, claim.Breaks))
            return new Certificate(true, true, $"the schedule is legal; {claim.Breaks} breaks are the fewest by counting");
        if (solution.Schedule is null && solution.Reasons.Any(r => CountingCheck.Crowded(problem, r.Premises)))
            return new Certificate(true, true, "one participant has more mandatory meetings than slots for them, by counting");
        if (solution.Schedule is null && solution.Reasons.Any(r => CountingCheck.Overfull(problem, r.Premises)))
            return new Certificate(true, true, "there are more mandatory meetings than places in the slots for them, by counting");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(budget);
        return Refutation(model, solution, claim, limit.Token);
    }

    /// <summary>Writes the clauses (DIMACS) and their refutation (DRAT); nothing, and false, where counting was enough or nothing was to be refuted.</summary>
    public bool Save(string formulaPath, string proofPath)
    {
        if (_record is null) return false;
        using var formula = new StreamWriter(formulaPath);
        using var proof = new StreamWriter(proofPath);
        _record.WriteFormula(formula);
        _record.WriteProof(proof);
        return true;
    }

    private static string? Objection(Problem problem, Solution solution)
    {
        if (solution.Schedule is not { } schedule) return null;
        if (Legality.Check(problem, schedule) is [var breach, ..]) return $"the schedule breaks the rule {breach.Rule}";
        if (ScheduleMeasures.Breaks(problem, schedule) != solution.Breaks) return "the schedule has another number of breaks";
        if (solution.BreaksBound > solution.Breaks || solution.PriorityLostBound > Lost(problem, schedule)) return "the schedule is better than the bound";
        foreach (var objective in solution.Objectives)
        {
            var value = objective.Kind switch
            {
                ObjectiveKind.Priority => Lost(problem, schedule),
                ObjectiveKind.Breaks => ScheduleMeasures.Breaks(problem, schedule),
                ObjectiveKind.Evenness => ScheduleMeasures.Spread(problem, schedule),
                ObjectiveKind.PlaceChanges => ScheduleMeasures.PlaceChanges(problem, schedule),
                ObjectiveKind.Walking => ScheduleMeasures.Walking(problem, schedule),
                _ => objective.Value,
            };
            if (value != objective.Value) return $"the schedule has another value of {objective.Kind}";
        }

        var isSolution = solution.Status is SolutionStatus.Optimal or SolutionStatus.Feasible;
        return isSolution && Legality.Shortfalls(problem, schedule) is [var lack, ..] ? $"the schedule lacks {lack.Rule}" : null;
    }

    private static bool Counted(Model model, int breaks)
    {
        if (breaks == 0) return true;
        var domains = new Domains(model, [.. Enumerable.Repeat(true, model.Meetings)]);
        if (domains.Emptied is not null) return false;
        var bound = new LagrangianBound(model, domains);
        bound.Improve(400, breaks, CancellationToken.None);
        return CountingCheck.Bound(model.Problem, bound.Multipliers) >= breaks;
    }

    // The last unsatisfiable step: a schedule that is better than the claim, or any schedule at all.
    private static Certificate Refutation(Model model, Solution solution, Claim claim, CancellationToken stop)
    {
        var all = solution.Schedule is not null && claim.Loss == 0;
        bool[] required = [.. model.Problem.Meetings.Select(m => all || m.Mandatory)];
        var domains = new Domains(model, required, prune: false);
        var legal = solution.Schedule is null ? "" : "the schedule is legal; ";
        if (solution.Schedule is { } found)
        {
            int[] slots = [.. found.Placements.Select(at => at?.Slot ?? -1)];
            var admitted = new ExactMember(model, domains, BusyBound.Encoded, focusOnRecent: true).Admits(slots, claim.Loss, solution.Breaks, stop);
            if (admitted == Verdict.Unsatisfiable) return new Certificate(false, false, "the clauses exclude a schedule that is legal");
        }

        // Neither way to write the clauses is the better one for all events.
        (ProofRecord Record, ExactMember Member)[] tries = [.. new[] { BusyBound.Encoded, BusyBound.None }.Select(how => Better(model, domains, how, solution, claim))];
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var (record, member) = tries[turn % tries.Length];
            var verdict = member.Ask(null, null, Turn, stop, out _);
            // Where places one by one are too many to be named, the clauses leave them out, and what they admit need not exist.
            if (verdict == Verdict.Satisfiable && model.NeedsSeats && !ScheduleEncoding.CanSeat(model))
                return new Certificate(true, false, $"{legal}no refutation without places one by one, which are too many", record);
            if (verdict == Verdict.Satisfiable) return new Certificate(false, false, "a better schedule exists", record);
            if (verdict == Verdict.Unsatisfiable) return Checked(record, legal, claim.IsWhole, stop);
        }

        return new Certificate(true, false, $"{legal}no refutation within the budget");
    }

    private static (ProofRecord Record, ExactMember Member) Better(Model model, Domains domains, BusyBound how, Solution solution, Claim claim)
    {
        var record = new ProofRecord();
        var member = new ExactMember(model, domains, how, focusOnRecent: true, record);
        if (solution.Schedule is not null) member.KeepBetter(claim.Loss, claim.LossBound, claim.Breaks);
        return (record, member);
    }

    private static Certificate Checked(ProofRecord record, string legal, bool whole, CancellationToken stop)
    {
        var holds = ProofChecker.Check(record.Clauses, record.Steps, stop);
        if (!holds && stop.IsCancellationRequested)
            return new Certificate(true, false, $"{legal}the refutation of {record.Steps.Count} steps was not checked within the budget", record);
        var rest = whole ? "" : "; the bound on breaks is shown by the search alone";
        return new Certificate(holds, holds && whole, $"{legal}a refutation of {record.Steps.Count} steps was checked and {(holds ? "holds" : "does not hold")}{rest}", record);
    }

    /// <summary>
    /// What a solution says of all others: none leaves out less priority than the bound, and none that leaves out as much as
    /// this one has fewer breaks.
    /// </summary>
    /// <param name="IsInfeasible">It says that there is none.</param>
    /// <param name="Loss">The priority that it leaves out.</param>
    /// <param name="LossBound">No schedule leaves out less.</param>
    /// <param name="Breaks">No schedule that leaves out <paramref name="Loss"/> has fewer breaks.</param>
    /// <param name="IsWhole">Whether that is all: a bound on the breaks of schedules better than this one is not refuted here.</param>
    private sealed record Claim(bool IsInfeasible, int Loss, int LossBound, int Breaks, bool IsWhole)
    {
        public bool IsNothing => !IsInfeasible && LossBound == 0 && Breaks == 0;

        public static Claim Of(Model model, Solution solution)
        {
            if (solution.Schedule is not { } schedule) return new Claim(true, 0, 0, 0, true);
            var loss = Lost(model.Problem, schedule);
            // Whoever says that the schedule is the best says so of what it loses too.
            var isBest = solution.Status is SolutionStatus.Optimal || solution.Objectives.Any(o => o is { Kind: ObjectiveKind.Breaks, IsProven: true });
            var lossBound = isBest ? loss : Math.Min(loss, solution.PriorityLostBound);
            var breaks = isBest ? solution.Breaks : solution.BreaksBound;
            return new Claim(false, loss, lossBound, lossBound == loss ? breaks : 0, lossBound == loss || breaks == 0);
        }
    }

    private static int Lost(Problem problem, Schedule schedule) => problem.Meetings.Where((m, i) => !m.Mandatory && schedule.Placements[i] is null).Sum(m => m.Priority);
}
