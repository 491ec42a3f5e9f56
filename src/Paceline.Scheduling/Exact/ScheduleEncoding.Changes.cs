using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

// Whose agenda differs from the one before, for repairs.
internal sealed partial class ScheduleEncoding
{
    private int[] _changed = [];
    private int[]? _touched;

    /// <summary>Compares with the slots before; -1 for a meeting that was not scheduled.</summary>
    public void Watch(int[] before)
    {
        _changed = new int[_model.Participants];
        for (var p = 0; p < _changed.Length; p++) _changed[p] = _solver.NewLiteral();
        for (var m = 0; m < _model.Meetings; m++)
        {
            var same = before[m] < 0 ? Literal.Not(Held(m)) : Meets(m, before[m]);
            foreach (var party in _model.Problem.Meetings[m].Parties) _solver.Add(same, _changed[party]);
            if (before[m] >= 0) _solver.Prefer(same);
        }
    }

    /// <summary>The literal to assume for "at most so many participants are touched"; null where that always holds.</summary>
    public int? AtMostTouched(int most)
    {
        _touched ??= Cardinality.Count(_solver, _changed, _changed.Length);
        return most < _touched.Length ? Literal.Not(_touched[most]) : null;
    }
}
