using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>
/// A problem as clauses: which meeting lies in which slot, which participant is busy when, who has how many breaks. This
/// file holds the rules of a schedule, the other the breaks.
/// </summary>
internal sealed partial class ScheduleEncoding
{
    private readonly Model _model;
    private readonly Domains _domains;
    private readonly SatSolver _solver;
    private readonly int[] _meets;
    private readonly int[] _covers;
    private readonly int[] _busy;
    private readonly int _false;

    public ScheduleEncoding(Model model, Domains domains, SatSolver solver, BusyBound busyBound, bool countsBreaks = true)
    {
        _model = model;
        _domains = domains;
        _solver = solver;
        _false = solver.NewLiteral();
        solver.Add(Literal.Not(_false));
        _meets = new int[model.Meetings * model.Slots];
        for (var m = 0; m < model.Meetings; m++)
        {
            for (var t = 0; t < model.Slots; t++)
                _meets[m * model.Slots + t] = domains.Has(m, t) ? solver.NewLiteral() : _false;
        }

        OneSlotEach();
        _covers = model.IsLong ? LongMeetings() : _meets;
        _busy = UnitsAndBusySlots();
        Precedences();
        for (var pool = 0; pool < model.Pools; pool++) Room(pool);
        Quotas();
        Oppositions();
        if (model.Problem.GroupFairness is { } between) Between(between);
        if (countsBreaks || model.Problem.Fairness is not null || model.Problem.GroupFairness?.Breaks is not null) Breaks();
        if (solver.Exchange is not null) CountBreaks();
        if (model.NeedsSeats && CanSeat(model)) Seat();
        // What differs between the members of a portfolio comes last.
        solver.SharedVariables = solver.Variables;
        if (countsBreaks) CountBusySlots();
        if (busyBound != BusyBound.None) BoundBusy(busyBound);
    }

    /// <summary>The literal "the meeting lies in the slot".</summary>
    public int Meets(int meeting, int slot) => _meets[meeting * _model.Slots + slot];

    /// <summary>The slots of all meetings in the model found last; -1 where not scheduled.</summary>
    public int[] Decode()
    {
        var slots = new int[_model.Meetings];
        for (var m = 0; m < slots.Length; m++)
        {
            slots[m] = -1;
            for (var t = 0; t < _model.Slots && slots[m] < 0; t++)
            {
                if (_solver.IsTrue(Meets(m, t))) slots[m] = t;
            }
        }

        return slots;
    }

    /// <summary>Goes on searching near a schedule.</summary>
    public void Aim(int[] slots)
    {
        var meets = new List<int>();
        for (var m = 0; m < slots.Length; m++)
        {
            if (slots[m] >= 0 && Meets(m, slots[m]) != _false) meets.Add(Meets(m, slots[m]));
        }

        _solver.Aim(meets.ToArray());
    }

    // Companies of several delegates that are kept apart may have several meetings of their own in a slot, but none beside the other's.
    private void Oppositions()
    {
        for (var p = 0; p < _model.Participants; p++)
        {
            foreach (var rival in _model.Opposed[p].Where(r => r > p))
            {
                for (var t = 0; t < _model.Slots; t++)
                {
                    foreach (var one in _model.MeetingsOf[p].Where(m => Covers(m, t) != _false))
                    {
                        foreach (var other in _model.MeetingsOf[rival].Where(m => m != one && Covers(m, t) != _false))
                            _solver.Add(Literal.Not(Covers(one, t)), Literal.Not(Covers(other, t)));
                    }
                }
            }
        }
    }

    private int Busy(int participant, int slot) => _busy[participant * _model.Slots + slot];

    // Whether the meeting takes the slot.
    private int Covers(int meeting, int slot) => _covers[meeting * _model.Slots + slot];

    private int[] Possible(IEnumerable<int> meetings, int slot) =>
        [.. meetings.Select(m => Covers(m, slot)).Where(literal => literal != _false)];

    private void OneSlotEach()
    {
        for (var m = 0; m < _model.Meetings; m++)
        {
            int[] slots = [.. _meets.AsSpan(m * _model.Slots, _model.Slots).ToArray().Where(l => l != _false)];
            if (_domains.Required[m]) _solver.Add(slots);
            Cardinality.AtMostOne(_solver, slots);
        }
    }

    private int[] UnitsAndBusySlots()
    {
        var meetings = new List<int>[_model.Units];
        for (var unit = 0; unit < _model.Units; unit++) meetings[unit] = [];
        for (var m = 0; m < _model.Meetings; m++)
        {
            foreach (var unit in _model.MeetingUnits[m]) meetings[unit].Add(m);
            foreach (var party in _model.Problem.Meetings[m].Parties)
            {
                if (_model.Delegates[party] > 0) meetings[party].Add(m);
            }
        }

        var busy = new int[_model.Participants * _model.Slots];
        for (var unit = 0; unit < _model.Units; unit++)
        {
            for (var t = 0; t < _model.Slots; t++)
            {
                var here = Possible(meetings[unit], t);
                if (unit >= _model.Participants || _model.Delegates[unit] == 0) Cardinality.AtMostOne(_solver, here);
                if (unit < _model.Participants) busy[unit * _model.Slots + t] = Any(here, exactly: true);
            }
        }

        return busy;
    }

    // A literal that holds where any of the others does; exactly there, if asked for.
    private int Any(ReadOnlySpan<int> literals, bool exactly)
    {
        if (literals.Length == 0) return _false;
        if (literals.Length == 1) return literals[0];
        var any = _solver.NewLiteral();
        foreach (var literal in literals) _solver.Add(Literal.Not(literal), any);
        if (exactly) _solver.Add([Literal.Not(any), .. literals]);
        return any;
    }

    private void Precedences()
    {
        var by = new int[_model.Meetings][];
        for (var m = 0; m < _model.Meetings; m++)
        {
            foreach (var earlier in _model.After[m])
            {
                if (_domains.Required[m] && _domains.Required[earlier])
                {
                    var (first, second) = (by[earlier] ??= By(earlier), by[m] ??= By(m));
                    var length = _model.Length[earlier];
                    for (var t = 0; t < _model.Slots; t++)
                    {
                        if (t < length) _solver.Add(Literal.Not(second[t]));
                        else _solver.Add(Literal.Not(second[t]), first[t - length]);
                    }

                    continue;
                }

                for (var t = 0; t < _model.Slots; t++)
                {
                    for (var before = 0; before < Math.Min(_model.Slots, t + _model.Length[earlier]); before++)
                        _solver.Add(Literal.Not(Meets(earlier, t)), Literal.Not(Meets(m, before)));
                }
            }
        }
    }

    // by[t]: the meeting lies in slot t or earlier.
    private int[] By(int meeting)
    {
        var by = new int[_model.Slots];
        for (var t = 0; t < by.Length; t++)
        {
            by[t] = _solver.NewLiteral();
            _solver.Add(Literal.Not(Meets(meeting, t)), by[t]);
            if (t == 0)
            {
                _solver.Add(Literal.Not(by[t]), Meets(meeting, t));
                continue;
            }

            _solver.Add(Literal.Not(by[t - 1]), by[t]);
            _solver.Add(Literal.Not(by[t]), by[t - 1], Meets(meeting, t));
            _solver.Add(Literal.Not(by[t - 1]), Literal.Not(Meets(meeting, t)));
        }

        return by;
    }

    // The meetings of a slot fall into groups around one participant each, of which only one can be held: counting groups
    // instead of meetings makes the adders several times smaller. An adder and not a counter, because a solver that can
    // name "at least j places taken" learns from it: 2 300 conflicts against more than a million on the densest event.
    private void Room(int pool)
    {
        var members = Enumerable.Range(0, _model.Meetings).Where(m => _model.MeetingPools[m].Contains(pool)).ToList();
        if (members.Count == 0) return;
        var groups = Groups(members);
        for (var t = 0; t < _model.Slots; t++)
        {
            var inputs = new List<int>();
            foreach (var (participant, meetings) in groups)
            {
                var here = Possible(meetings, t);
                if (here.Length == 0) continue;
                if (_model.Delegates[participant] > 0)
                {
                    inputs.AddRange(here);
                    continue;
                }

                var all = Possible(_model.MeetingsOf[participant], t);
                inputs.Add(all.Length == here.Length ? Busy(participant, t) : Any(here, exactly: false));
            }

            Cardinality.AtMost(_solver, inputs.ToArray(), _model.Room[pool * _model.Slots + t]);
        }
    }

    private sealed record Group(int Centre, List<int> Meetings);

    private List<Group> Groups(List<int> meetings)
    {
        var groups = new List<Group>();
        var left = new HashSet<int>(meetings);
        while (left.Count > 0)
        {
            var degree = new int[_model.Participants];
            foreach (var m in left)
            {
                foreach (var unit in _model.Problem.Meetings[m].Parties) degree[unit]++;
            }

            var centre = Array.IndexOf(degree, degree.Max());
            var own = left.Where(m => _model.Problem.Meetings[m].Parties.Contains(centre)).Order().ToList();
            left.ExceptWith(own);
            groups.Add(new Group(centre, own));
        }

        return groups;
    }

    // The fewest and the most meetings of each participant.
    private void Quotas()
    {
        for (var p = 0; p < _model.Participants; p++)
        {
            var (least, most) = (_model.Problem.Participants[p].MinMeetings, _model.Most[p]);
            if (least == 0 && most == int.MaxValue) continue;
            var held = Array.ConvertAll(_model.MeetingsOf[p], Held);
            Cardinality.AtMost(_solver, held, most);
            if (least > held.Length) _solver.Add(_false);
            else if (least > 0) Cardinality.AtMost(_solver, [.. held.Select(Literal.Not)], held.Length - least);
        }
    }

    private int Held(int meeting) => _domains.Required[meeting]
        ? Literal.Not(_false)
        : Any([.. Enumerable.Range(0, _model.Slots).Select(t => Meets(meeting, t)).Where(l => l != _false)], exactly: true);
}
