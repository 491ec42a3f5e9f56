using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>
/// Raises the bound on breaks core by core (OLL of the field): it first forbids every single break. Each set of them that cannot
/// all be forbidden, a core, raises the bound by one; from then on all but one of the set are forbidden together. What it finds
/// at last has as few breaks as the bound. Forbidding most breaks one by one leaves propagation far more to do than one sum of
/// all: a second search of this kind beside the one from below proves the hardest of the events with fixed slots in a fifth of the
/// time that one from above took, and a hundred varied events in two thirds.
/// </summary>
internal sealed class CoreGuide
{
    private const int Trims = 5;
    private const long TrimPropagations = 200_000;

    private readonly SatSolver _solver;
    private readonly List<int> _assumed;
    private readonly Dictionary<int, (int[] Sum, int At)> _sums = [];

    /// <summary>Begins with literals each of which costs one.</summary>
    public CoreGuide(SatSolver solver, IEnumerable<int> costs)
    {
        _solver = solver;
        _assumed = [.. costs.Where(cost => solver.Fixed(cost) >= 0).Select(Literal.Not)];
    }

    /// <summary>So much at least is paid in every model of the formula.</summary>
    public int Bound { get; private set; }

    /// <summary>Whether the formula has no model at all.</summary>
    public bool Refuted { get; private set; }

    /// <summary>
    /// Looks for a model that pays the bound and no more, for at most so many propagations. Where there is none, the bound has
    /// risen by one, or the formula is refuted.
    /// </summary>
    public Verdict Step(long propagations, CancellationToken stop)
    {
        var end = _solver.Propagations + propagations;
        var verdict = _solver.Solve(_assumed.ToArray(), propagations, stop);
        if (verdict != Verdict.Unsatisfiable) return verdict;
        var core = Trimmed(end, stop);
        Refuted = core.Length == 0;
        if (Refuted) return verdict;
        Bound++;
        foreach (var literal in core)
        {
            _assumed.Remove(literal);
            if (_sums.Remove(literal, out var sum)) Assume(sum.Sum, sum.At + 1);
        }

        if (core.Length == 1) _solver.Add(Literal.Not(core[0]));
        else Assume(Cardinality.Count(_solver, Array.ConvertAll(core, Literal.Not), core.Length), 1);
        return verdict;
    }

    // A core by itself is often refuted by a part of it; small cores make strong sums.
    private int[] Trimmed(long end, CancellationToken stop)
    {
        int[] core = [.. _solver.Core];
        for (var i = 0; i < Trims && core.Length > 1; i++)
        {
            Array.Sort(core);
            var verdict = _solver.Solve(core, Math.Clamp(end - _solver.Propagations, 0, TrimPropagations), stop);
            if (verdict != Verdict.Unsatisfiable || _solver.Core.Count >= core.Length) break;
            core = [.. _solver.Core];
        }

        return core;
    }

    // At most so many of the literals of a sum.
    private void Assume(int[] sum, int most)
    {
        if (most >= sum.Length) return;
        var literal = Literal.Not(sum[most]);
        _assumed.Add(literal);
        _sums[literal] = (sum, most);
    }
}
