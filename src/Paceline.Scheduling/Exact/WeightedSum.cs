using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>
/// Adds weighted literals by clauses (a generalised totalizer): a literal for each sum that can arise, all sums from a limit
/// on being one.
/// </summary>
internal sealed class WeightedSum
{
    private const int MostSums = 3_000;

    private readonly SatSolver _solver;
    private readonly long _limit;
    private readonly SortedDictionary<long, int> _sums = [];

    public WeightedSum(SatSolver solver, IReadOnlyList<(int Literal, int Weight)> inputs, long limit)
    {
        (_solver, _limit) = (solver, limit);
        if (inputs.Count > 0) _sums = Add(inputs, 0, inputs.Count);
    }

    /// <summary>Whether there are too many sums to be named.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The literal to assume for a sum of at most so much, less than the limit; null where that always holds.</summary>
    public int? AtMost(long most)
    {
        foreach (var (sum, literal) in _sums)
        {
            if (sum > most) return Literal.Not(literal);
        }

        return null;
    }

    // Literals that hold where the sum is at least so much.
    private SortedDictionary<long, int> Add(IReadOnlyList<(int Literal, int Weight)> inputs, int from, int to)
    {
        if (to - from == 1) return new SortedDictionary<long, int> { [Math.Min(_limit, inputs[from].Weight)] = inputs[from].Literal };
        var (left, right) = (Add(inputs, from, (from + to) / 2), Add(inputs, (from + to) / 2, to));
        var sums = new SortedDictionary<long, int>();
        if (IsTooLarge || (long)left.Count * right.Count > 400_000)
        {
            IsTooLarge = true;
            return sums;
        }

        foreach (var (a, one) in left.Prepend(new(0, -1)))
        {
            foreach (var (b, other) in right.Prepend(new(0, -1)))
            {
                if (a + b == 0) continue;
                var sum = Math.Min(_limit, a + b);
                if (!sums.TryGetValue(sum, out var literal)) sums[sum] = literal = _solver.NewLiteral();
                if (a == 0) _solver.Add(Literal.Not(other), literal);
                else if (b == 0) _solver.Add(Literal.Not(one), literal);
                else _solver.Add(Literal.Not(one), Literal.Not(other), literal);
            }
        }

        IsTooLarge |= sums.Count > MostSums;
        var below = -1;
        foreach (var literal in sums.Values)
        {
            if (below >= 0) _solver.Add(Literal.Not(literal), below);
            below = literal;
        }

        return sums;
    }
}
