using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

// Whose agenda differs from the one before, for repairs.
internal sealed partial class ScheduleEncoding
{
    private int[] _changed = [];
    private int[]? _touched;

    /// <summary>Compares with the schedule before: whoever is in a meeting that is not just where it was is touched.</summary>
    /// <param name="before">Where each meeting was; null for one that was not scheduled.</param>
    /// <param name="canStay">Whether each can be just there, by all but other meetings.</param>
    public void Watch(Placement?[] before, bool[] canStay)
    {
        _changed = new int[_model.Participants];
        for (var p = 0; p < _changed.Length; p++) _changed[p] = _solver.NewLiteral();
        for (var m = 0; m < _model.Meetings; m++)
        {
            foreach (var same in AsBefore(m, before[m], canStay[m]))
            {
                foreach (var party in _model.Problem.Meetings[m].Parties) _solver.Add(same, _changed[party]);
            }

            if (before[m] is not { } at) continue;
            _solver.Prefer(Meets(m, at.Slot));
            if (canStay[m] && _at is null && _model.Place[m] < 0 && _model.Problem.Places[at.Place].Capacity is 1) Displaced(m, at);
        }
    }

    // What all must hold where a meeting is as it was.
    private IEnumerable<int> AsBefore(int meeting, Placement? before, bool canStay)
    {
        if (before is not { } at) return [Literal.Not(Held(meeting))];
        if (!canStay) return [_false];
        List<int> same = [Meets(meeting, at.Slot)];
        if (_at is not null && Array.IndexOf(_model.Suits[meeting], at.Place) is >= 0 and var place) same.Add(_at[meeting][place]);
        if (_at is not null && at.Interpreter is { } who && Array.IndexOf(_model.Interpreters[meeting], who) is >= 0 and var interpreter) same.Add(_interprets[meeting][interpreter]);
        return same;
    }

    // Where places are only counted, a meeting keeps its place unless one that must be there comes to its slot.
    private void Displaced(int meeting, Placement at)
    {
        for (var other = 0; other < _model.Meetings; other++)
        {
            if (other == meeting || _model.Place[other] != at.Place || Meets(other, at.Slot) == _false) continue;
            foreach (var party in _model.Problem.Meetings[meeting].Parties)
                _solver.Add(Literal.Not(Meets(meeting, at.Slot)), Literal.Not(Meets(other, at.Slot)), _changed[party]);
        }
    }

    /// <summary>The literal to assume for "at most so many participants are touched"; null where that always holds.</summary>
    public int? AtMostTouched(int most)
    {
        _touched ??= Cardinality.Count(_solver, _changed, _changed.Length);
        return most < _touched.Length ? Literal.Not(_touched[most]) : null;
    }
}
