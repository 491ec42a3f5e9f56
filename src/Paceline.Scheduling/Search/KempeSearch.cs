using System.Numerics;

namespace Paceline.Scheduling;

/// <summary>
/// Simulated annealing on breaks for events of any kind. A move swaps two slots along a Kempe chain: the meetings of the
/// two slots that are connected through shared units change sides together, so that no clash arises. What it would win is
/// counted before it is made, so that most moves cost little. A meeting of several slots moves alone, where there is room.
/// </summary>
internal sealed class KempeSearch
{
    // The price of a break, what it costs in addition beyond the fairness asked for, and the most idle slots that cost one each.
    private const int Unit = 8, BeyondFairness = 16, PricedIdle = 5;

    private readonly Model _model;
    private readonly Timetable _table;
    private readonly Random _random;
    private readonly List<int> _chain = [];
    private readonly bool[] _inChain;
    private readonly int[] _shift;
    private readonly List<int> _pools = [];
    private readonly List<int> _people = [];
    private readonly int[] _leaving;
    private readonly int[] _coming;
    private readonly int[][] _own;
    private readonly int _stretches;
    private readonly bool[] _dear;

    public KempeSearch(Model model, Timetable table, Random random)
    {
        (_model, _table, _random) = (model, table, random);
        _inChain = new bool[model.Meetings];
        _shift = new int[model.Pools];
        _dear = new bool[model.Participants];
        (_leaving, _coming) = (new int[model.Participants], new int[model.Participants]);
        _stretches = model.Stretch[^1] + 1;
        _own = model.MeetingsOf;
    }

    /// <summary>Tries one move; gives the change in breaks, or null where it was refused.</summary>
    public int? Step(double temperature)
    {
        var seed = Seed();
        int a = _table.SlotOf[seed], b = _random.Next(_model.Slots);
        if (a < 0 || a == b) return null;
        var limit = -Math.Log(1 - _random.NextDouble()) * temperature * Unit;
        if (_model.Length[seed] > 1) return Shift(seed, a, b, limit);
        var change = Chain(seed, a, b) && RoomFor(a, b) && Price(a, b) is var (price, breaks) && price <= limit && Swap(a, b) ? breaks : (int?)null;
        foreach (var meeting in _chain) _inChain[meeting] = false;
        foreach (var person in _people) _leaving[person] = _coming[person] = 0;
        return change;
    }

    /// <summary>Makes the breaks of the group that has most of them for its size dearer, where groups are to be even.</summary>
    public void Weigh()
    {
        if (_model.Problem.GroupFairness?.Breaks is null) return;
        var worst = Enumerable.Range(0, _model.Participants).Where(p => _model.Problem.Participants[p].Group is not null)
            .GroupBy(p => _model.Problem.Participants[p].Group!, StringComparer.Ordinal).MaxBy(g => g.Average(_table.Breaks));
        Array.Clear(_dear);
        foreach (var person in worst ?? Enumerable.Empty<int>()) _dear[person] = true;
    }

    // Half of the moves begin with a meeting of somebody who has breaks, if one is soon found.
    private int Seed()
    {
        var meeting = _random.Next(_model.Meetings);
        if (_random.Next(2) == 0) return meeting;
        for (var tries = 0; tries < 8; tries++)
        {
            var person = _random.Next(_model.Participants);
            if (_own[person].Length > 0 && _table.Breaks(person) > 0) return _own[person][_random.Next(_own[person].Length)];
        }

        return meeting;
    }

    private bool Chain(int seed, int a, int b)
    {
        _chain.Clear();
        _people.Clear();
        _chain.Add(seed);
        _inChain[seed] = true;
        for (var i = 0; i < _chain.Count; i++)
        {
            var meeting = _chain[i];
            var from = _table.SlotOf[meeting];
            var to = a + b - from;
            if (_model.Length[meeting] > 1 || !_model.Allowed[meeting * _model.Slots + to]) return false;
            foreach (var unit in _model.MeetingUnits[meeting])
            {
                var other = _table.At[unit * _model.Slots + to];
                if (other < 0 || _inChain[other]) continue;
                _chain.Add(other);
                _inChain[other] = true;
            }

            foreach (var party in _model.Problem.Meetings[meeting].Parties)
            {
                if (_leaving[party] + _coming[party] == 0) _people.Add(party);
                if (from == a) _leaving[party]++;
                else _coming[party]++;
            }
        }

        return true;
    }

    private bool RoomFor(int a, int b)
    {
        _pools.Clear();
        foreach (var meeting in _chain)
        {
            foreach (var pool in _model.MeetingPools[meeting])
            {
                if (!_pools.Contains(pool)) _pools.Add(pool);
                _shift[pool] += _table.SlotOf[meeting] == a ? 1 : -1;
            }
        }

        var fits = true;
        foreach (var pool in _pools)
        {
            fits &= _table.Load(pool, b) + _shift[pool] <= _model.Room[pool * _model.Slots + b];
            fits &= _table.Load(pool, a) - _shift[pool] <= _model.Room[pool * _model.Slots + a];
            _shift[pool] = 0;
        }

        return fits;
    }

    // The change in price and in breaks.
    private (int Price, int Breaks) Price(int a, int b)
    {
        int price = 0, breaks = 0;
        foreach (var person in _people)
        {
            var shift = _leaving[person] - _coming[person];
            if (shift == 0) continue;
            var (inA, inB) = (_table.Busy(person, a), _table.Busy(person, b));
            var pool = _model.Delegates[person];
            var (nowA, nowB) = pool == 0 ? (shift < 0, shift > 0) : (_table.Load(pool, a) - shift > 0, _table.Load(pool, b) + shift > 0);
            if (inA == nowA && inB == nowB) continue;
            var (oldPrice, oldBreaks) = PriceOf(person, 0, 0, -1, -1);
            var (newPrice, newBreaks) = PriceOf(person, inA == nowA ? 0 : _model.Bit[a], inB == nowB ? 0 : _model.Bit[b], _model.Stretch[a], _model.Stretch[b]);
            price += newPrice - oldPrice;
            breaks += newBreaks - oldBreaks;
        }

        return (price, breaks);
    }

    private (int Price, int Breaks) PriceOf(int person, ulong toggleA, ulong toggleB, int stretchA, int stretchB)
    {
        int breaks = 0, idle = 0;
        for (var s = 0; s < _stretches; s++)
        {
            var busy = _table.BusyMask(person, s);
            if (s == stretchA) busy ^= toggleA;
            if (s == stretchB) busy ^= toggleB;
            if (busy == 0) continue;
            breaks += BitOperations.PopCount(busy & ~(busy << 1)) - 1;
            idle += Math.Min(PricedIdle, 64 - BitOperations.LeadingZeroCount(busy) - BitOperations.TrailingZeroCount(busy) - BitOperations.PopCount(busy));
        }

        return ((_dear[person] ? 2 : 1) * Unit * breaks + BeyondFairness * Math.Max(0, breaks - (_model.Problem.Fairness ?? breaks)) + idle, breaks);
    }

    private bool Swap(int a, int b)
    {
        var from = _chain.ConvertAll(m => _table.SlotOf[m]);
        var seats = _table.Seats is { } s ? _chain.ConvertAll(m => (s.PlaceOf[m], s.InterpreterOf[m])) : null;
        foreach (var meeting in _chain) _table.Remove(meeting);
        var placed = 0;
        for (; placed < _chain.Count; placed++)
        {
            var (meeting, to) = (_chain[placed], a + b - from[placed]);
            // Where places do not matter one by one, only the order of meetings is left to fail.
            if (_table.Seats is null ? !_table.InOrder(meeting, to) : !_table.Fits(meeting, to)) break;
            _table.Place(meeting, to);
        }

        if (placed == _chain.Count) return true;
        while (placed > 0) _table.Remove(_chain[--placed]);
        for (var i = 0; i < _chain.Count; i++) PutBack(_chain[i], from[i], seats?[i]);
        return false;
    }

    private void PutBack(int meeting, int slot, (int Place, int Interpreter)? seat)
    {
        if (seat is var (place, interpreter)) _table.Place(meeting, slot, place, interpreter);
        else _table.Place(meeting, slot);
    }

    private int? Shift(int meeting, int from, int to, double limit)
    {
        if (!_model.Allowed[meeting * _model.Slots + to]) return null;
        (int, int)? seat = _table.Seats is { } seats ? (seats.PlaceOf[meeting], seats.InterpreterOf[meeting]) : null;
        var before = PriceOfParties(meeting);
        _table.Remove(meeting);
        if (_table.Fits(meeting, to))
        {
            _table.Place(meeting, to);
            var after = PriceOfParties(meeting);
            if (after.Price - before.Price <= limit) return after.Breaks - before.Breaks;
            _table.Remove(meeting);
        }

        PutBack(meeting, from, seat);
        return null;
    }

    private (int Price, int Breaks) PriceOfParties(int meeting)
    {
        int price = 0, breaks = 0;
        foreach (var party in _model.Problem.Meetings[meeting].Parties)
        {
            var (own, count) = PriceOf(party, 0, 0, -1, -1);
            price += own;
            breaks += count;
        }

        return (price, breaks);
    }
}
