using System.Runtime.CompilerServices;

namespace Paceline.Scheduling.Sat;

/// <summary>The variables in a binary heap by activity, most active first (VSIDS).</summary>
internal sealed class ActivityHeap
{
    private const double Rescale = 1e100;
    private double[] _activity = [];
    private int[] _index = [];
    private int[] _heap = [];
    private int _count;

    /// <summary>How much one bump adds; grows so that older bumps count less.</summary>
    public double Increment { get; private set; } = 1;

    public bool IsEmpty => _count == 0;

    public void Grow(int variables)
    {
        var old = _index.Length;
        if (variables <= old) return;
        var size = Math.Max(variables, old * 2);
        Array.Resize(ref _activity, size);
        Array.Resize(ref _index, size);
        Array.Resize(ref _heap, size);
        Array.Fill(_index, -1, old, size - old);
    }

    public void Insert(int variable)
    {
        if (_index[variable] >= 0) return;
        _index[variable] = _count;
        _heap[_count++] = variable;
        Up(_count - 1);
    }

    public int Pop()
    {
        var top = _heap[0];
        _index[top] = -1;
        var last = _heap[--_count];
        if (_count > 0)
        {
            _heap[0] = last;
            _index[last] = 0;
            Down(0);
        }

        return top;
    }

    public void Bump(int variable)
    {
        if ((_activity[variable] += Increment) > Rescale)
        {
            for (var v = 0; v < _activity.Length; v++) _activity[v] /= Rescale;
            Increment /= Rescale;
        }

        if (_index[variable] >= 0) Up(_index[variable]);
    }

    public void Decay(double factor) => Increment /= factor;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Up(int at)
    {
        var variable = _heap[at];
        var activity = _activity[variable];
        while (at > 0)
        {
            var parent = (at - 1) >> 1;
            if (_activity[_heap[parent]] >= activity) break;
            _heap[at] = _heap[parent];
            _index[_heap[at]] = at;
            at = parent;
        }

        _heap[at] = variable;
        _index[variable] = at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Down(int at)
    {
        var variable = _heap[at];
        var activity = _activity[variable];
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= _count) break;
            if (child + 1 < _count && _activity[_heap[child + 1]] > _activity[_heap[child]]) child++;
            if (_activity[_heap[child]] <= activity) break;
            _heap[at] = _heap[child];
            _index[_heap[at]] = at;
            at = child;
        }

        _heap[at] = variable;
        _index[variable] = at;
    }
}
