using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

// Places and interpreters one by one, for events on which more than their number matters.
internal sealed partial class ScheduleEncoding
{
    // Beyond so many pairs of a meeting with a slot and a place the clauses are too many to be worth it.
    private const long MostChoices = 60_000;

    private int[][]? _at;
    private int[][] _uses = [];
    private int[][] _interprets = [];

    public static bool CanSeat(Model model) => model.SeatChoices() <= MostChoices;

    /// <summary>The timetable found last; null where it has no places by all rules.</summary>
    public Timetable? Seated(Model model)
    {
        var slots = Decode();
        var table = new Timetable(model, seated: true);
        foreach (var m in Enumerable.Range(0, slots.Length).Where(m => slots[m] >= 0).OrderBy(m => model.Suits[m].Length))
        {
            if (_at is not null)
            {
                table.Place(m, slots[m], model.Suits[m][Chosen(_at[m])], model.Interpreters[m].Length == 0 ? -1 : model.Interpreters[m][Chosen(_interprets[m])]);
                continue;
            }

            if (!table.Fits(m, slots[m])) return null;
            table.Place(m, slots[m]);
        }

        return table;
    }

    public void Seat()
    {
        if (_at is not null) return;
        _at = new int[_model.Meetings][];
        _uses = new int[_model.Meetings][];
        _interprets = new int[_model.Meetings][];
        var interpreting = new List<int>[_model.Problem.Interpreters.Count * _model.Slots];
        for (var m = 0; m < _model.Meetings; m++)
        {
            _at[m] = OneOf(_model.Suits[m].Length);
            _uses[m] = new int[_at[m].Length * _model.Slots];
            for (var k = 0; k < _at[m].Length; k++)
            {
                for (var t = 0; t < _model.Slots; t++)
                    _uses[m][k * _model.Slots + t] = Both(Covers(m, t), _at[m][k], _model.Open[_model.Suits[m][k] * _model.Slots + t]);
            }

            _interprets[m] = OneOf(_model.Interpreters[m].Length);
            for (var k = 0; k < _interprets[m].Length; k++)
            {
                var who = _model.Interpreters[m][k];
                for (var t = 0; t < _model.Slots; t++)
                {
                    var both = Both(Covers(m, t), _interprets[m][k], _model.IsThere(who, t, 1));
                    if (both != _false) (interpreting[who * _model.Slots + t] ??= []).Add(both);
                }
            }
        }

        foreach (var slot in interpreting)
        {
            if (slot is not null) AtMost([.. slot], 1);
        }

        Capacities();
        if (_model.LongestWalk > 0) Walks();
        foreach (var pair in _model.Problem.Apart.Where(a => a.ByPlace)) FarEnough(pair);
    }

    private int Uses(int meeting, int choice, int slot) => _uses[meeting][choice * _model.Slots + slot];

    private int Chosen(int[] literals) => Math.Max(0, Array.FindIndex(literals, _solver.IsTrue));

    // Literals of which exactly one holds.
    private int[] OneOf(int count)
    {
        if (count == 0) return [];
        if (count == 1) return [Literal.Not(_false)];
        var literals = new int[count];
        for (var i = 0; i < count; i++) literals[i] = _solver.NewLiteral();
        _solver.Add(literals);
        AtMost(literals, 1);
        return literals;
    }

    // A literal that holds exactly where both do; where they must not, they are kept from it.
    private int Both(int one, int other, bool allowed)
    {
        if (one == _false) return _false;
        if (!allowed)
        {
            _solver.Add(Literal.Not(one), Literal.Not(other));
            return _false;
        }

        if (other == Literal.Not(_false)) return one;
        var both = _solver.NewLiteral();
        _solver.Add(Literal.Not(one), Literal.Not(other), both);
        _solver.Add(Literal.Not(both), one);
        _solver.Add(Literal.Not(both), other);
        return both;
    }

    private void AtMost(int[] literals, int most)
    {
        if (most == 1 && literals.Length <= 6) Cardinality.AtMostOne(_solver, literals);
        else Cardinality.AtMost(_solver, literals, most);
    }

    private void Capacities()
    {
        var inputs = new List<int>[_model.Open.Length];
        ForEachUse((_, place, t, uses) => (inputs[place * _model.Slots + t] ??= []).Add(uses));
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is { } own && _model.Problem.Places[i / _model.Slots].Capacity is { } capacity) AtMost([.. own], capacity);
        }
    }

    // A participant is in no two halls in slots that are nearer each other than the way between takes.
    private void Walks()
    {
        var halls = _model.Problem.Places.Select(p => p.Hall).Distinct().ToList();
        int[] example = [.. halls.Select(h => _model.Problem.Places.Index().First(p => p.Item.Hall == h).Index)];
        var inHall = new List<int>[_model.Participants * halls.Count * _model.Slots];
        ForEachUse((m, place, t, uses) =>
        {
            foreach (var party in _model.Problem.Meetings[m].Parties.Where(p => _model.Delegates[p] == 0))
                (inHall[(party * halls.Count + halls.IndexOf(_model.Problem.Places[place].Hall)) * _model.Slots + t] ??= []).Add(uses);
        });
        var here = Array.ConvertAll(inHall, list => list is null ? _false : Any(list.ToArray(), exactly: false));
        for (var row = 0; row < _model.Participants * halls.Count; row++)
        {
            for (var h = 0; h < halls.Count; h++)
            {
                var other = row - row % halls.Count + h;
                var walk = _model.WalkingSlots(example[row % halls.Count], example[h]);
                for (var t = 0; t < _model.Slots; t++)
                {
                    for (var later = t + 1; later <= Math.Min(_model.Slots - 1, t + walk); later++)
                    {
                        if (_model.Problem.Slots[t].Session == _model.Problem.Slots[later].Session)
                            _solver.Add(Literal.Not(here[row * _model.Slots + t]), Literal.Not(here[other * _model.Slots + later]));
                    }
                }
            }
        }
    }

    private void FarEnough(Apart pair)
    {
        var (first, second) = (new List<(int Meeting, int Place, int Slot, int Uses)>(), new List<(int Meeting, int Place, int Slot, int Uses)>());
        ForEachUse((m, place, t, uses) =>
        {
            if (_model.Problem.Meetings[m].Parties.Contains(pair.First)) first.Add((m, place, t, uses));
            if (_model.Problem.Meetings[m].Parties.Contains(pair.Second)) second.Add((m, place, t, uses));
        });
        var bySlot = second.ToLookup(s => s.Slot);
        foreach (var one in first)
        {
            foreach (var other in bySlot[one.Slot].Where(o => o.Meeting != one.Meeting && (o.Place == one.Place || _model.Beside[one.Place].Contains(o.Place))))
                _solver.Add(Literal.Not(one.Uses), Literal.Not(other.Uses));
        }
    }

    private void ForEachUse(Action<int, int, int, int> body)
    {
        for (var m = 0; m < _model.Meetings; m++)
        {
            for (var k = 0; k < _model.Suits[m].Length; k++)
            {
                for (var t = 0; t < _model.Slots; t++)
                {
                    if (Uses(m, k, t) != _false) body(m, _model.Suits[m][k], t, Uses(m, k, t));
                }
            }
        }
    }
}
