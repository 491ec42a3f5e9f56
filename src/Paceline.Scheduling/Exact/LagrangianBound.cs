using System.Runtime.CompilerServices;

namespace Paceline.Scheduling.Exact;

/// <summary>
/// A lower bound on the sum of breaks by counting. Each participant alone chooses the slots in which it is busy, as many as
/// it has meetings, at the price of its breaks; a multiplier per slot prices the places, of which all together have only so
/// many. Any multipliers give a valid bound, so they need no trust: they are its certificate. Integers throughout.
/// </summary>
internal sealed class LagrangianBound
{
    /// <summary>The price of one break.</summary>
    public const long Unit = 1000;

    private const long Never = long.MaxValue / 4;
    private readonly Model _model;
    private readonly Pattern[] _patterns;
    private readonly long[] _seats;
    private readonly bool _limited;

    public LagrangianBound(Model model, Domains domains)
    {
        _model = model;
        var own = new List<int>[model.Participants];
        for (var p = 0; p < own.Length; p++) own[p] = [];
        for (var m = 0; m < model.Meetings; m++)
        {
            if (!domains.Required[m]) continue;
            // With several delegates a participant may need fewer slots than it has meetings: it asks for none here.
            foreach (var party in model.Problem.Meetings[m].Parties.Where(p => model.Delegates[p] == 0)) own[party].Add(m);
        }

        _patterns = [.. own.Where(meetings => meetings.Count > 0).Select(meetings => new Pattern(model, domains, meetings))];
        // Only where all meetings use the common places can a slot run out of seats.
        int[] sizes = [.. model.Problem.Meetings.Select(m => m.Parties.Length).OrderDescending()];
        _limited = Array.TrueForAll(model.MeetingPools, pools => pools.Contains(0));
        _seats = new long[model.Slots];
        for (var t = 0; t < _seats.Length; t++)
        {
            for (var i = 0; i < Math.Min(sizes.Length, model.Room[t]); i++) _seats[t] += sizes[i];
        }

        Multipliers = new long[model.Slots];
    }

    /// <summary>The multipliers of the best bound, in thousandths of a break per seat.</summary>
    public long[] Multipliers { get; private set; }

    /// <summary>No schedule of all required meetings has fewer breaks; <see cref="int.MaxValue"/> where none exists.</summary>
    public int Best { get; private set; }

    /// <summary>Improves the multipliers by subgradient steps until the goal or for so many steps.</summary>
    public int Improve(int steps, int goal, CancellationToken stop)
    {
        var price = new double[_model.Slots];
        var pace = 1.0;
        var bestValue = double.MinValue;
        var idle = 0;
        var direction = new double[_model.Slots];
        for (var step = 0; step < steps && !stop.IsCancellationRequested; step++)
        {
            var rounded = new long[price.Length];
            for (var t = 0; t < price.Length; t++) rounded[t] = (long)Math.Round(price[t]);
            var used = new long[_model.Slots];
            var value = Value(rounded, used);
            if (value >= Never) return Best = int.MaxValue;
            if (value > bestValue + 1)
            {
                bestValue = value;
                idle = 0;
                pace *= 1.25;
                var bound = (int)Math.Max(0, (value + Unit - 1) / Unit);
                if (step == 0 || bound > Best) (Best, Multipliers) = (bound, rounded);
            }
            else if (++idle % 5 == 0)
            {
                pace *= 0.6;
            }

            if (Best >= goal || !_limited || pace < 0.01) break;
            // A step along the seats asked for beyond those there are, smoothed with the steps before.
            var norm = 0.0;
            for (var t = 0; t < price.Length; t++)
            {
                direction[t] = used[t] - _seats[t] + 0.6 * direction[t];
                norm += direction[t] * direction[t];
            }

            if (norm == 0) break;
            var length = pace * (bestValue - value + 2 * Unit) / norm;
            var moved = false;
            for (var t = 0; t < price.Length; t++)
            {
                var next = Math.Max(0, price[t] + length * direction[t]);
                moved |= Math.Abs(next - price[t]) > 0.5;
                price[t] = next;
            }

            if (!moved) break;
        }

        return Best;
    }

    /// <summary>The value of multipliers, in thousandths of a break: a lower bound.</summary>
    public long Value(long[] multipliers, long[] used)
    {
        var value = 0L;
        foreach (var pattern in _patterns)
        {
            var cost = pattern.Cheapest(multipliers, used);
            if (cost >= Never) return Never;
            value += cost;
        }

        for (var t = 0; _limited && t < multipliers.Length; t++) value -= multipliers[t] * _seats[t];
        return value;
    }

    /// <summary>The slots in which one participant may and must be busy, and the dynamic programme over them.</summary>
    private sealed class Pattern
    {
        private const int Before = 0, Busy = 1, Idle = 2;
        private readonly int _slots;
        private readonly int[] _stretch;
        private readonly int[] _least;
        private readonly int[] _most;
        private readonly bool[] _may;
        private readonly bool[] _must;
        private readonly int _meetings;
        private readonly byte[] _from;
        private long[] _now;
        private long[] _next;

        public Pattern(Model model, Domains domains, List<int> meetings)
        {
            _slots = model.Slots;
            _stretch = model.Stretch;
            _meetings = meetings.Count;
            _least = new int[_slots];
            _most = new int[_slots];
            _may = new bool[_slots];
            _must = new bool[_slots];
            foreach (var m in meetings)
            {
                var (first, last) = (domains.First(m), domains.Last(m));
                if (first == last) _must[first] = true;
                for (var t = 0; t < _slots; t++)
                {
                    _may[t] |= domains.Has(m, t);
                    if (last <= t) _least[t]++;
                    if (first <= t) _most[t]++;
                }
            }

            _from = new byte[_slots * (_meetings + 1) * 3];
            _now = new long[(_meetings + 1) * 3];
            _next = new long[(_meetings + 1) * 3];
        }

        /// <summary>The least cost; adds the chosen slots to <paramref name="used"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public long Cheapest(long[] multipliers, long[] used)
        {
            Array.Fill(_now, Never);
            _now[Before] = 0;
            for (var t = 0; t < _slots; t++)
            {
                Array.Fill(_next, Never);
                var border = t > 0 && _stretch[t] != _stretch[t - 1];
                var low = t == 0 ? 0 : _least[t - 1];
                var high = t == 0 ? 0 : Math.Min(_meetings, _most[t - 1]);
                for (var count = low; count <= high; count++)
                {
                    for (var state = Before; state <= Idle; state++)
                    {
                        var cost = _now[count * 3 + state];
                        if (cost >= Never) continue;
                        var here = border ? Before : state;
                        if (!_must[t] && count >= _least[t]) Reach(t, count, here == Before ? Before : Idle, cost, state);
                        if (_may[t] && count < _most[t] && count < _meetings)
                            Reach(t, count + 1, Busy, cost + multipliers[t] + (here == Idle ? Unit : 0), state);
                    }
                }

                (_now, _next) = (_next, _now);
            }

            var end = Before;
            for (var state = Busy; state <= Idle; state++)
            {
                if (_now[_meetings * 3 + state] < _now[_meetings * 3 + end]) end = state;
            }

            var best = _now[_meetings * 3 + end];
            if (best < Never) Trace(end, used);
            return best;
        }

        private void Reach(int slot, int count, int state, long cost, int from)
        {
            ref var best = ref _next[count * 3 + state];
            if (cost >= best) return;
            best = cost;
            _from[(slot * (_meetings + 1) + count) * 3 + state] = (byte)from;
        }

        private void Trace(int state, long[] used)
        {
            var count = _meetings;
            for (var t = _slots - 1; t >= 0; t--)
            {
                var from = _from[(t * (_meetings + 1) + count) * 3 + state];
                if (state == Busy)
                {
                    used[t]++;
                    count--;
                }

                state = from;
            }
        }
    }
}
