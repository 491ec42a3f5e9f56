using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

// What is lost by meetings that are not held: the sum of their priorities.
internal sealed partial class ScheduleEncoding
{
    private List<int>? _couldBeLost;
    private int[] _lost = [];

    /// <summary>The literal to assume for "at most so much priority is lost"; null where that always holds.</summary>
    public int? AtMostLost(int most)
    {
        if (_couldBeLost is null)
        {
            _couldBeLost = [];
            for (var m = 0; m < _model.Meetings; m++)
            {
                // A meeting of priority three counts as three.
                if (!_domains.Required[m]) _couldBeLost.AddRange(Enumerable.Repeat(Literal.Not(Held(m)), _model.Problem.Meetings[m].Priority));
            }
        }

        if (most >= _couldBeLost.Count) return null;
        // Sums beyond what is asked for are as good as one: counting thousands of requests to the end takes millions of clauses.
        if (most >= _lost.Length) _lost = Cardinality.Count(_solver, _couldBeLost.ToArray(), Math.Min(_couldBeLost.Count, Math.Max(most, 2 * _lost.Length)));
        return Literal.Not(_lost[most]);
    }
}
