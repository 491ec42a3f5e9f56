namespace Paceline.Scheduling;

/// <summary>
/// Simulated annealing on changes of place and metres walked, where every meeting keeps its slot: a meeting goes to a free
/// place of its slot, or two of one slot change places.
/// </summary>
internal sealed class SeatSearch
{
    private const double Hot = 0.7, Cold = 0.08;

    private readonly Model _model;
    private readonly Timetable _table;
    private readonly Seats _seats;
    private readonly Random _random;
    private readonly bool _changes;
    private readonly double _metre;
    private readonly int[] _movable;
    private readonly List<int> _people = [];

    public SeatSearch(Model model, Timetable table, int seed)
    {
        (_model, _table, _seats, _random) = (model, table, table.Seats!, new Random(seed));
        _changes = model.Problem.Aims.HasFlag(Aims.PlaceChanges);
        _movable = [.. Enumerable.Range(0, model.Meetings).Where(m => table.SlotOf[m] >= 0 && model.Suits[m].Length > 1)];
        if (!model.HasDistances || !model.Problem.Aims.HasFlag(Aims.Walking)) return;
        var farthest = Enumerable.Range(0, 200).Max(_ => model.Metres(_random.Next(model.Problem.Places.Count), _random.Next(model.Problem.Places.Count)));
        // A change counts more than any way, as long as changes count.
        _metre = (_changes ? 0.3 : 1.0) / Math.Max(1, farthest);
    }

    /// <summary>Seats the best timetable anew and better, where places are sought.</summary>
    public static void Improve(Model model, Incumbent incumbent, int seed, int rounds, CancellationToken stop)
    {
        var table = Timetable.Of(model, incumbent.ToSchedule(), seated: true);
        // Without its places the timetable is worth less than what is known of it.
        if (!table.SlotOf.AsSpan().SequenceEqual(incumbent.SlotOf)) return;
        incumbent.Offer(table);
        var search = new SeatSearch(model, table, seed);
        for (var round = 0; round < rounds && !incumbent.Closed && !stop.IsCancellationRequested; round++)
        {
            search.Run(Math.Min(3_000_000, 400 * model.Meetings), stop);
            incumbent.Offer(table);
        }
    }

    /// <summary>Tries so many moves while it cools down.</summary>
    public void Run(int moves, CancellationToken stop)
    {
        if (_movable.Length == 0 || (!_changes && _metre == 0)) return;
        var temperature = Hot;
        for (var i = 0; i < moves; i++)
        {
            if ((i & 1023) == 0)
            {
                if (stop.IsCancellationRequested) return;
                temperature = Hot * Math.Pow(Cold / Hot, (double)i / moves);
            }

            Step(i > moves * 0.95 ? 1e-9 : temperature);
        }
    }

    private void Step(double temperature)
    {
        var meeting = _movable[_random.Next(_movable.Length)];
        var (slot, from) = (_table.SlotOf[meeting], _seats.PlaceOf[meeting]);
        var to = Target(meeting, slot);
        if (to < 0 || to == from) return;
        var other = -1;
        if (!_seats.HasRoom(meeting, slot, to))
        {
            other = _seats.Occupant(to, slot);
            if (other < 0 || _table.SlotOf[other] != slot || _model.Length[other] != _model.Length[meeting] || Array.IndexOf(_model.Suits[other], from) < 0) return;
        }

        _people.Clear();
        foreach (var party in _model.Problem.Meetings[meeting].Parties) _people.Add(party);
        if (other >= 0)
        {
            foreach (var party in _model.Problem.Meetings[other].Parties)
            {
                if (!_people.Contains(party)) _people.Add(party);
            }
        }

        var before = Cost();
        if (!Exchange(meeting, slot, to, other, from)) return;
        var change = Cost() - before;
        if (change > 0 && _random.NextDouble() >= Math.Exp(-change / temperature) && !Exchange(meeting, slot, from, other, to))
            throw new InvalidOperationException("Two meetings cannot change back.");
    }

    // Mostly the place of a party's meeting before or after, since only that can save a change.
    private int Target(int meeting, int slot)
    {
        var suits = _model.Suits[meeting];
        if (_random.Next(5) == 0) return suits[_random.Next(suits.Length)];
        var parties = _model.Problem.Meetings[meeting].Parties;
        var party = parties[_random.Next(parties.Length)];
        if (_model.Delegates[party] > 0) return suits[_random.Next(suits.Length)];
        var step = _random.Next(2) == 0 ? -1 : 1;
        for (var t = step < 0 ? slot - 1 : slot + _model.Length[meeting]; t >= 0 && t < _model.Slots; t += step)
        {
            if (_table.At[party * _model.Slots + t] is not (>= 0 and var next)) continue;
            return Array.IndexOf(suits, _seats.PlaceOf[next]) >= 0 ? _seats.PlaceOf[next] : -1;
        }

        return -1;
    }

    private bool Exchange(int meeting, int slot, int to, int other, int from)
    {
        var (mine, theirs) = (_seats.InterpreterOf[meeting], other < 0 ? -1 : _seats.InterpreterOf[other]);
        _seats.Leave(meeting, slot);
        if (other >= 0) _seats.Leave(other, slot);
        var fits = _seats.Suits(meeting, slot, to);
        if (fits)
        {
            _seats.Take(meeting, slot, to, mine);
            if (other < 0) return true;
            if (_seats.Suits(other, slot, from))
            {
                _seats.Take(other, slot, from, theirs);
                return true;
            }

            _seats.Leave(meeting, slot);
        }

        _seats.Take(meeting, slot, from, mine);
        if (other >= 0) _seats.Take(other, slot, to, theirs);
        return false;
    }

    private double Cost()
    {
        var cost = 0.0;
        foreach (var person in _people)
        {
            if (_model.Delegates[person] > 0) continue;
            var row = person * _model.Slots;
            var last = -1;
            for (var t = 0; t < _model.Slots; t++)
            {
                if (_table.At[row + t] is not (>= 0 and var meeting)) continue;
                var place = _seats.PlaceOf[meeting];
                if (last >= 0 && last != place) cost += (_changes ? 1 : 0) + (_metre > 0 ? _metre * _model.Metres(last, place) : 0);
                last = place;
            }
        }

        return cost;
    }
}

/// <summary>Better and better places for the best timetable, until several attempts in a row have not helped.</summary>
internal sealed class SeatWorker(Model model, Incumbent incumbent, int seed) : Worker
{
    private const int Patience = 4;

    private int _slice;
    private int _idle;

    public override bool Slice(CancellationToken stop)
    {
        var before = incumbent.Worth;
        SeatSearch.Improve(model, incumbent, seed + _slice++, 1, stop);
        _idle = incumbent.Worth == before ? _idle + 1 : 0;
        return _idle < Patience;
    }
}
