namespace Paceline.Scheduling.Sat;

// At-most-k constraints that are counted, not encoded. The explanation of what a counter implied is built only when
// conflict analysis asks for it.
internal sealed partial class SatSolver
{
    private readonly List<Counter> _counters = [];
    private IntList[] _countersOf = [];
    private IntList _explanations;
    private int[] _explained = [];
    private int _explainedFrom = 1;

    /// <summary>At most <paramref name="most"/> of the literals are true. Not usable together with a proof log.</summary>
    public void AddAtMost(ReadOnlySpan<int> literals, int most)
    {
        Backtrack(0);
        var index = _counters.Count;
        var counter = new Counter(literals.ToArray(), most);
        _counters.Add(counter);
        foreach (var literal in literals)
        {
            _countersOf[literal].Add(index);
            if (_value[literal] > 0) counter.Count++;
        }

        if (counter.Count > most) _contradiction = true;
        else if (counter.Count == most)
        {
            Imply(index, counter);
            if (Propagate() != 0) _contradiction = true;
        }
    }

    private bool PropagateCounters(int literal)
    {
        Count(literal);
        var counters = _countersOf[literal];
        for (var i = 0; i < counters.Count; i++)
        {
            var counter = _counters[counters.Items[i]];
            if (counter.Count > counter.Most)
            {
                _conflict.Clear();
                foreach (var member in counter.Literals)
                {
                    if (_value[member] > 0 && _position[member >> 1] < _head && _conflict.Count <= counter.Most)
                        _conflict.Add(member ^ 1);
                }

                return true;
            }

            if (counter.Count == counter.Most) Imply(counters.Items[i], counter);
        }

        return false;
    }

    // False for all that are not true yet. A literal that is true but not counted yet will be a conflict when it is.
    private void Imply(int index, Counter counter)
    {
        foreach (var member in counter.Literals)
        {
            if (_value[member] == 0) Enqueue(member ^ 1, (index << 2) | ByCounter);
        }
    }

    private void Count(int literal)
    {
        var counters = _countersOf[literal];
        for (var i = 0; i < counters.Count; i++) _counters[counters.Items[i]].Count++;
    }

    private void Uncount(int literal)
    {
        var counters = _countersOf[literal];
        for (var i = 0; i < counters.Count; i++) _counters[counters.Items[i]].Count--;
    }

    // The literals that were true before the implied one, negated; remembered until the next conflict.
    private ReadOnlySpan<int> Explain(int implied, Counter counter)
    {
        var variable = implied >> 1;
        if (_explained[variable] < _explainedFrom)
        {
            _explained[variable] = _explainedFrom + _explanations.Count;
            var left = counter.Most;
            foreach (var member in counter.Literals)
            {
                if (left == 0) break;
                if (_value[member] <= 0 || _position[member >> 1] >= _position[variable]) continue;
                _explanations.Add(member ^ 1);
                left--;
            }
        }

        return _explanations.Items.AsSpan(_explained[variable] - _explainedFrom, counter.Most);
    }

    private void ForgetExplanations()
    {
        // Moving the origin makes every remembered offset too small, without touching the array.
        _explainedFrom += _explanations.Count + 1;
        _explanations.Clear();
        if (_explainedFrom < 1 << 30) return;
        Array.Clear(_explained);
        _explainedFrom = 1;
    }

    private sealed class Counter(int[] literals, int most)
    {
        public int[] Literals { get; } = literals;

        public int Most { get; } = most;

        /// <summary>How many are true among the literals that propagation has passed.</summary>
        public int Count { get; set; }
    }
}
