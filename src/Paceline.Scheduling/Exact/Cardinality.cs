using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>Counts literals by clauses (a totalizer: a tree of unary adders).</summary>
internal static class Cardinality
{
    /// <summary>
    /// Literals o[0], o[1], ... such that o[j] holds wherever more than j of the inputs do; none beyond
    /// <paramref name="most"/>, so that o[most], negated, says "at most <paramref name="most"/>".
    /// </summary>
    public static int[] Count(SatSolver solver, ReadOnlySpan<int> inputs, int most)
    {
        if (inputs.Length <= 1) return inputs.ToArray();
        var half = inputs.Length / 2;
        var left = Count(solver, inputs[..half], most);
        var right = Count(solver, inputs[half..], most);
        var sum = new int[Math.Min(left.Length + right.Length, most + 1)];
        for (var j = 0; j < sum.Length; j++) sum[j] = solver.NewLiteral();
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i + j == 0) continue;
                var to = sum[Math.Min(i + j, sum.Length) - 1];
                // A pair beyond the top says no more than its neighbour that reaches the top.
                if (i > 0 && j > 0 && i + j > sum.Length) continue;
                if (i == 0) solver.Add(Literal.Not(right[j - 1]), to);
                else if (j == 0) solver.Add(Literal.Not(left[i - 1]), to);
                else solver.Add(Literal.Not(left[i - 1]), Literal.Not(right[j - 1]), to);
            }
        }

        for (var j = 1; j < sum.Length; j++) solver.Add(Literal.Not(sum[j]), sum[j - 1]);
        return sum;
    }

    /// <summary>At most so many of the literals hold.</summary>
    public static void AtMost(SatSolver solver, ReadOnlySpan<int> literals, int most)
    {
        if (literals.Length <= most) return;
        solver.Add(Literal.Not(Count(solver, literals, most)[most]));
    }

    /// <summary>At most one of the literals holds.</summary>
    public static void AtMostOne(SatSolver solver, ReadOnlySpan<int> literals)
    {
        for (var i = 0; i < literals.Length; i++)
        {
            for (var j = i + 1; j < literals.Length; j++) solver.Add(Literal.Not(literals[i]), Literal.Not(literals[j]));
        }
    }
}
