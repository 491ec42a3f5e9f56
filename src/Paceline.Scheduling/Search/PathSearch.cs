using System.Numerics;
using System.Runtime.CompilerServices;

namespace Paceline.Scheduling;

/// <summary>
/// Simulated annealing on breaks for events whose meetings are all of two at common places. A move takes a participant out
/// of slot a and into slot b: its partner there, who may be busy in b, moves too, and so on along a path. Between the two
/// ends everybody stays busy in both slots, so that only the breaks of the two ends change: the difference costs a few
/// operations, and most moves are refused before the path is walked.
/// </summary>
internal sealed class PathSearch
{
    // How many times a break counts beyond what fairness leaves room for, given that somebody has none.
    private const int DearerBeyondFairness = 3;

    // The price of a break, and the most idle slots of a stretch that cost one each.
    private const int Unit = 8, PricedIdle = 5;

    // Of 256 moves, so many begin with somebody who has breaks.
    private const ulong WithBreaks = 96;

    private readonly Model _model;
    private readonly int _slots;
    private readonly int _stretches;
    private readonly int[] _at;
    private readonly int[] _a;
    private readonly int[] _b;
    private readonly int[] _load;
    private readonly ulong[] _busy;
    private readonly ulong[] _bit;
    private readonly int[] _slotOf;
    private readonly bool[] _ordered;
    private readonly int[] _path;
    private readonly int[] _active;
    private readonly int[] _broken;
    private readonly int[] _brokenAt;
    private int _brokenCount;
    private readonly int[] _price;
    private readonly int _bestOfOneEnd;
    private ulong _random;

    public PathSearch(Model model, int[] slotOf, int seed)
    {
        _model = model;
        _slots = model.Slots;
        _stretches = model.Stretch[^1] + 1;
        _slotOf = (int[])slotOf.Clone();
        _broken = new int[model.Participants];
        _brokenAt = new int[model.Participants];
        Array.Fill(_brokenAt, -1);
        _random = (ulong)seed * 0x9E3779B97F4A7C15 + 0x1234567;
        _at = new int[model.Participants * _slots];
        Array.Fill(_at, -1);
        _a = new int[model.Meetings];
        _b = new int[model.Meetings];
        _load = new int[_slots];
        _busy = new ulong[model.Participants * _stretches];
        _ordered = new bool[model.Meetings];
        _path = new int[model.Meetings];
        _bit = new ulong[_slots];
        for (int t = 0, from = 0; t < _slots; t++)
        {
            if (model.Stretch[t] != model.Stretch[from]) from = t;
            _bit[t] = 1UL << (t - from);
        }

        for (var m = 0; m < model.Meetings; m++)
        {
            (_a[m], _b[m]) = (model.MeetingUnits[m][0], model.MeetingUnits[m][1]);
            _ordered[m] = model.After[m].Length + model.Before[m].Length > 0;
            if (_slotOf[m] < 0) continue;
            _at[_a[m] * _slots + _slotOf[m]] = m;
            _at[_b[m] * _slots + _slotOf[m]] = m;
            _load[_slotOf[m]]++;
            _busy[_a[m] * _stretches + model.Stretch[_slotOf[m]]] |= _bit[_slotOf[m]];
            _busy[_b[m] * _stretches + model.Stretch[_slotOf[m]]] |= _bit[_slotOf[m]];
        }

        _active = [.. Enumerable.Range(0, model.Participants).Where(p => _busy.AsSpan(p * _stretches, _stretches).ContainsAnyExcept(0UL))];
        _price = new int[_slots + 2];
        for (var k = 0; k < _price.Length; k++)
            _price[k] = Unit * (model.Problem.Fairness is { } d && k > d ? k + (DearerBeyondFairness - 1) * (k - d) : k);
        // No end can win more than two breaks: the slot it leaves may have stood alone, the slot it takes may fill one.
        _bestOfOneEnd = PricedIdle + 2 * Unit * (model.Problem.Fairness is null ? 1 : DearerBeyondFairness);
        for (var p = 0; p < model.Participants; p++)
        {
            for (var s = 0; s < _stretches; s++) Breaks += BreaksOf(_busy[p * _stretches + s]);
            Sort(p);
        }
    }

    public static bool Suits(Model model) =>
        model.Meetings > 0 && !model.NeedsSeats && model.Problem.GroupFairness is null && model.Pools == 1 && !model.HasMost
        && Array.TrueForAll(model.MeetingUnits, units => units.Length == 2 && units[1] < model.Participants)
        && Array.TrueForAll(model.MeetingPools, pools => pools.Length == 1);

    /// <summary>The sum of breaks.</summary>
    public int Breaks { get; private set; }

    public ReadOnlySpan<int> SlotOf => _slotOf;

    /// <summary>Tries so many moves at a temperature, in breaks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int moves, double temperature)
    {
        if (_active.Length == 0 || _slots < 2) return;
        // The largest rise that a move may have, drawn before the move: accepting below it is Metropolis' rule.
        Span<int> threshold = stackalloc int[256];
        for (var i = 0; i < threshold.Length; i++) threshold[i] = (int)(-Math.Log((i + 0.5) / threshold.Length) * temperature * Unit);
        for (var i = 0; i < moves; i++)
        {
            var random = Next();
            // Often somebody who has breaks, where they can be won: an eighth fewer in the same time.
            var pick = random & 0xFFFFFFFF;
            var p = (pick & 0xFF) < WithBreaks && _brokenCount > 0
                ? _broken[(int)((pick * (ulong)_brokenCount) >> 32)]
                : _active[(int)((pick * (ulong)_active.Length) >> 32)];
            var a = (int)((((random >> 32) & 0xFFF) * (ulong)_slots) >> 12);
            var b = (int)((((random >> 44) & 0xFFF) * (ulong)_slots) >> 12);
            var row = p * _slots;
            if (_at[row + a] < 0 || _at[row + b] >= 0) continue;
            var limit = threshold[(int)(random >> 56)];
            var change = Change(p, a, b);
            if (change - _bestOfOneEnd > limit) continue;
            TryPath(p, a, b, change, limit);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TryPath(int p, int a, int b, int change, int limit)
    {
        int count = 0, from = a, to = b, at = p;
        var ordered = false;
        while (true)
        {
            var m = _at[at * _slots + from];
            if (m < 0) break;
            if (!_model.Allowed[m * _slots + to]) return;
            ordered |= _ordered[m];
            _path[count++] = m;
            at = _a[m] ^ _b[m] ^ at;
            (from, to) = (to, from);
        }

        // The last participant was busy in "to" and is free in "from".
        if ((count & 1) != 0 && _load[b] >= _model.Room[b]) return;
        var total = change + Change(at, to, from);
        if (total > limit) return;
        Move(count, a, b);
        if (ordered && !InOrder(count))
        {
            Move(count, a, b);
            return;
        }

        if ((count & 1) != 0)
        {
            _load[a]--;
            _load[b]++;
        }

        Shift(p, a, b);
        Shift(at, to, from);
    }

    // The meetings of the path change sides. Each participant between has its two entries swapped.
    private void Move(int count, int a, int b)
    {
        for (var i = 0; i < count; i++)
        {
            var m = _path[i];
            var old = _slotOf[m];
            if (_at[_a[m] * _slots + old] == m) _at[_a[m] * _slots + old] = -1;
            if (_at[_b[m] * _slots + old] == m) _at[_b[m] * _slots + old] = -1;
            var now = a + b - old;
            _slotOf[m] = now;
            _at[_a[m] * _slots + now] = m;
            _at[_b[m] * _slots + now] = m;
        }
    }

    private bool InOrder(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var m = _path[i];
            foreach (var earlier in _model.After[m])
            {
                if (_slotOf[earlier] >= _slotOf[m]) return false;
            }

            foreach (var later in _model.Before[m])
            {
                if (_slotOf[later] >= 0 && _slotOf[later] <= _slotOf[m]) return false;
            }
        }

        return true;
    }

    // The change in price where a participant is busy in "to" instead of "from".
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Change(int participant, int from, int to)
    {
        int s = _model.Stretch[from], r = _model.Stretch[to], row = participant * _stretches;
        int change;
        if (s == r)
        {
            var mask = _busy[row + s];
            change = PriceOf(mask ^ _bit[from] ^ _bit[to]) - PriceOf(mask);
        }
        else
        {
            change = PriceOf(_busy[row + s] ^ _bit[from]) - PriceOf(_busy[row + s])
                + PriceOf(_busy[row + r] ^ _bit[to]) - PriceOf(_busy[row + r]);
        }

        return change;
    }

    // The price of the breaks of one participant within a stretch, and a little for each slot of them up to a few: long
    // breaks shrink before they vanish, so that the search has a slope to follow. A quarter fewer breaks after the same time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PriceOf(ulong busy)
    {
        if (busy == 0) return 0;
        var breaks = BitOperations.PopCount(busy & ~(busy << 1)) - 1;
        var idle = 64 - BitOperations.LeadingZeroCount(busy) - BitOperations.TrailingZeroCount(busy) - BitOperations.PopCount(busy);
        return _price[breaks] + Math.Min(idle, PricedIdle);
    }

    private void Shift(int participant, int from, int to)
    {
        var row = participant * _stretches;
        ref var leaves = ref _busy[row + _model.Stretch[from]];
        ref var takes = ref _busy[row + _model.Stretch[to]];
        var before = BreaksOf(leaves) + BreaksOf(takes);
        leaves ^= _bit[from];
        takes ^= _bit[to];
        var change = BreaksOf(leaves) + BreaksOf(takes) - before;
        if (Unsafe.AreSame(ref leaves, ref takes)) change /= 2;
        Breaks += change;
        if (change != 0) Sort(participant);
    }

    // Keeps the list of those who have breaks.
    private void Sort(int participant)
    {
        var breaks = 0;
        for (var s = 0; s < _stretches; s++) breaks += BreaksOf(_busy[participant * _stretches + s]);
        ref var at = ref _brokenAt[participant];
        if (breaks > 0 == at >= 0) return;
        if (breaks > 0)
        {
            at = _brokenCount;
            _broken[_brokenCount++] = participant;
            return;
        }

        var last = _broken[--_brokenCount];
        _broken[at] = last;
        _brokenAt[last] = at;
        at = -1;
    }

    // A run of busy slots begins where a slot is busy and the one before is not; breaks are the runs less one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BreaksOf(ulong busy) => busy == 0 ? 0 : BitOperations.PopCount(busy & ~(busy << 1)) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Next()
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return _random * 0x2545F4914F6CDD1D;
    }
}
