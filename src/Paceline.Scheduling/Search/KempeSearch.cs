namespace Paceline.Scheduling;

/// <summary>
/// Simulated annealing on breaks. A move swaps two slots along a Kempe chain: the meetings of the two slots that are
/// connected through shared units change sides together, so that no clash arises.
/// </summary>
internal sealed class KempeSearch(Model model, Timetable table, Random random)
{
    private readonly List<int> _chain = [];
    private readonly bool[] _inChain = new bool[model.Meetings];
    private readonly int[] _shift = new int[model.Pools];

    /// <summary>Tries one move; gives the change in breaks, or null where it was refused.</summary>
    public int? Step(double temperature)
    {
        var seed = random.Next(model.Meetings);
        int a = table.SlotOf[seed], b = random.Next(model.Slots);
        if (a < 0 || a == b) return null;
        var legal = Chain(seed, a, b) && RoomFor(a, b);
        int? change = null;
        if (legal)
        {
            var before = BreaksOfChain();
            Swap(a, b);
            if (_chain.TrueForAll(m => table.InOrder(m, table.SlotOf[m])))
            {
                change = BreaksOfChain() - before;
                if (change > 0 && random.NextDouble() >= Math.Exp(-change.Value / temperature)) change = null;
            }

            if (change is null) Swap(a, b);
        }

        foreach (var meeting in _chain) _inChain[meeting] = false;
        return change;
    }

    private bool Chain(int seed, int a, int b)
    {
        _chain.Clear();
        _chain.Add(seed);
        _inChain[seed] = true;
        for (var i = 0; i < _chain.Count; i++)
        {
            var meeting = _chain[i];
            var to = a + b - table.SlotOf[meeting];
            if (!model.Allowed[meeting * model.Slots + to]) return false;
            foreach (var unit in model.MeetingUnits[meeting])
            {
                var other = table.At[unit * model.Slots + to];
                if (other < 0 || _inChain[other]) continue;
                _chain.Add(other);
                _inChain[other] = true;
            }
        }

        return true;
    }

    private bool RoomFor(int a, int b)
    {
        Array.Clear(_shift);
        foreach (var meeting in _chain)
        {
            foreach (var pool in model.MeetingPools[meeting]) _shift[pool] += table.SlotOf[meeting] == a ? 1 : -1;
        }

        for (var pool = 0; pool < _shift.Length; pool++)
        {
            if (table.Load(pool, b) + _shift[pool] > model.Room[pool * model.Slots + b]) return false;
            if (table.Load(pool, a) - _shift[pool] > model.Room[pool * model.Slots + a]) return false;
        }

        return true;
    }

    private int BreaksOfChain()
    {
        var sum = 0;
        foreach (var meeting in _chain)
        {
            foreach (var party in model.Problem.Meetings[meeting].Parties) sum += table.Breaks(party);
        }

        return sum;
    }

    private void Swap(int a, int b)
    {
        var from = _chain.ConvertAll(m => table.SlotOf[m]);
        foreach (var meeting in _chain) table.Remove(meeting);
        for (var i = 0; i < _chain.Count; i++) table.Place(_chain[i], a + b - from[i]);
    }
}
