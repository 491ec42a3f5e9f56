using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>One of several exact searches for the same problem, each with its own encoding.</summary>
internal sealed class ExactMember
{
    private readonly ScheduleEncoding _encoding;

    public ExactMember(Model model, Domains domains, BusyBound busyBound, IProofLog? proof = null)
    {
        BusyBound = busyBound;
        Solver = new SatSolver { Proof = proof };
        _encoding = new ScheduleEncoding(model, domains, Solver, busyBound);
    }

    public BusyBound BusyBound { get; }

    public SatSolver Solver { get; }

    /// <summary>Whether a schedule exists with at most so many breaks; its slots where it does.</summary>
    public Verdict Ask(int breaks, long propagations, CancellationToken stop, out int[]? slots)
    {
        slots = null;
        ReadOnlySpan<int> assumptions = _encoding.AtMostBreaks(breaks) is { } limit ? [limit] : [];
        var verdict = Solver.Solve(assumptions, propagations, stop);
        if (verdict == Verdict.Satisfiable) slots = _encoding.Decode();
        return verdict;
    }
}
