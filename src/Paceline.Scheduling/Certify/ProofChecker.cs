namespace Paceline.Scheduling;

/// <summary>
/// Checks a refutation: every step must follow from the clauses before it by unit propagation (reverse unit propagation),
/// deletions included, until the empty clause. Knows nothing of the solver.
/// </summary>
internal sealed class ProofChecker
{
    private readonly List<int[]> _clauses = [];
    private readonly List<bool> _alive = [];
    private readonly List<int>?[] _watched;
    private readonly Dictionary<ClauseKey, List<int>> _byContent = [];
    private readonly bool[] _true;
    private readonly List<int> _trail = [];
    private readonly int _variables;
    private bool _refuted;

    private ProofChecker(int variables)
    {
        // Both arrays are indexed by the signed literal, moved up by the number of variables.
        _variables = variables;
        _watched = new List<int>?[2 * variables + 1];
        _true = new bool[2 * variables + 1];
    }

    /// <summary>Whether the steps refute the formula. With <paramref name="stop"/> it gives up, which is a no.</summary>
    public static bool Check(IReadOnlyList<int[]> formula, IReadOnlyList<(bool Deleted, int[] Clause)> steps, CancellationToken stop)
    {
        var literals = formula.Concat(steps.Select(s => s.Clause)).SelectMany(clause => clause);
        var checker = new ProofChecker(literals.Select(Math.Abs).DefaultIfEmpty().Max());
        foreach (var clause in formula) checker.Add(clause);
        foreach (var (deleted, clause) in steps)
        {
            if (stop.IsCancellationRequested) return false;
            if (checker._refuted) return true;
            if (deleted) checker.Delete(clause);
            else if (!checker.Follows(clause)) return false;
            else checker.Add(clause);
        }

        return checker._refuted;
    }

    private void Add(int[] clause)
    {
        var literals = clause.Distinct().ToArray();
        if (Array.Exists(literals, l => Array.IndexOf(literals, -l) >= 0)) return;
        var index = _clauses.Count;
        // The literals that are not false stand in front: those are watched.
        Array.Sort(literals, (a, b) => True(-a).CompareTo(True(-b)));
        _clauses.Add(literals);
        _alive.Add(true);
        (_byContent.TryGetValue(ClauseKey.Of(clause), out var same) ? same : _byContent[ClauseKey.Of(clause)] = []).Add(index);
        if (literals.Length > 1)
        {
            Watch(literals[0], index);
            Watch(literals[1], index);
        }

        var open = literals.Count(l => !True(-l));
        if (open == 0) _refuted = true;
        else if (open == 1 && !True(literals[0]) && !Assign(literals[0])) _refuted = true;
    }

    private void Delete(int[] clause)
    {
        if (!_byContent.TryGetValue(ClauseKey.Of(clause), out var same) || same.Count == 0) return;
        var index = same[^1];
        // A clause that holds up a unit stays: deleting it would only make the check stricter than the proof format is.
        if (_clauses[index].Count(True) == 1 && _clauses[index].Count(l => True(-l)) == _clauses[index].Length - 1) return;
        same.RemoveAt(same.Count - 1);
        _alive[index] = false;
    }

    private bool Follows(int[] clause)
    {
        var mark = _trail.Count;
        var conflict = false;
        foreach (var literal in clause)
        {
            if (True(-literal)) continue;
            if (True(literal) || !Assign(-literal))
            {
                conflict = true;
                break;
            }
        }

        for (var i = _trail.Count - 1; i >= mark; i--) _true[_trail[i] + _variables] = false;
        _trail.RemoveRange(mark, _trail.Count - mark);
        return conflict;
    }

    private bool Assign(int first)
    {
        _true[first + _variables] = true;
        _trail.Add(first);
        for (var head = _trail.Count - 1; head < _trail.Count; head++)
        {
            var falsified = -_trail[head];
            if (_watched[falsified + _variables] is not { } watching) continue;
            var kept = 0;
            for (var i = 0; i < watching.Count; i++)
            {
                var index = watching[i];
                if (!_alive[index]) continue;
                var clause = _clauses[index];
                if (clause[0] == falsified) (clause[0], clause[1]) = (clause[1], clause[0]);
                if (!True(clause[0]) && Replace(clause, index)) continue;
                watching[kept++] = index;
                if (True(clause[0])) continue;
                if (True(-clause[0]))
                {
                    while (++i < watching.Count) watching[kept++] = watching[i];
                    watching.RemoveRange(kept, watching.Count - kept);
                    return false;
                }

                _true[clause[0] + _variables] = true;
                _trail.Add(clause[0]);
            }

            watching.RemoveRange(kept, watching.Count - kept);
        }

        return true;
    }

    private bool Replace(int[] clause, int index)
    {
        for (var k = 2; k < clause.Length; k++)
        {
            if (True(-clause[k])) continue;
            (clause[1], clause[k]) = (clause[k], clause[1]);
            Watch(clause[1], index);
            return true;
        }

        return false;
    }

    private void Watch(int literal, int index) =>
        (_watched[literal + _variables] ??= []).Add(index);

    private bool True(int literal) => _true[literal + _variables];

    /// <summary>The literals of a clause, whatever their order.</summary>
    private sealed record ClauseKey(int Length, long Sum, long Product)
    {
        public static ClauseKey Of(int[] clause)
        {
            long sum = 0, product = 1;
            foreach (var literal in clause)
            {
                sum += literal;
                product = unchecked(product * (literal * 2L + 0x9E3779B97F4A7C1));
            }

            return new ClauseKey(clause.Length, sum, product);
        }
    }
}
