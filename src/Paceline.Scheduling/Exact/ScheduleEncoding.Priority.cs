using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

// What is lost by meetings that are not held: the sum of their priorities.
internal sealed partial class ScheduleEncoding
{
    private int[]? _lost;

    /// <summary>The literal to assume for "at most so much priority is lost"; null where that always holds.</summary>
    public int? AtMostLost(int most)
    {
        if (_lost is null)
        {
            var inputs = new List<int>();
            for (var m = 0; m < _model.Meetings; m++)
            {
                if (_domains.Required[m]) continue;
                // A meeting of priority three counts as three.
                inputs.AddRange(Enumerable.Repeat(Literal.Not(Held(m)), _model.Problem.Meetings[m].Priority));
            }

            _lost = Cardinality.Count(_solver, inputs.ToArray(), inputs.Count);
        }

        return most < _lost.Length ? Literal.Not(_lost[most]) : null;
    }
}
