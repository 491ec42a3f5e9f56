namespace Paceline.Scheduling.Sat;

/// <summary>The variables in a list by when they last took part in a conflict, latest at the end (VMTF).</summary>
internal sealed class RecencyQueue
{
    private int[] _previous = [];
    private int[] _next = [];
    private long[] _stamp = [];
    private int _first = -1;
    private int _last = -1;
    private int _unassigned = -1;
    private long _time;

    public void Grow(int variables)
    {
        var old = _previous.Length;
        if (variables <= old) return;
        var size = Math.Max(variables, old * 2);
        Array.Resize(ref _previous, size);
        Array.Resize(ref _next, size);
        Array.Resize(ref _stamp, size);
    }

    public void Add(int variable)
    {
        Append(variable);
        _unassigned = variable;
    }

    public long Stamp(int variable) => _stamp[variable];

    /// <summary>Moves a variable to the end.</summary>
    public void Bump(int variable, bool assigned)
    {
        if (variable == _last) return;
        var (previous, next) = (_previous[variable], _next[variable]);
        if (previous >= 0) _next[previous] = next;
        else _first = next;
        _previous[next] = previous;
        if (_unassigned == variable) _unassigned = previous >= 0 ? previous : next;
        Append(variable);
        if (!assigned) _unassigned = variable;
    }

    /// <summary>Says that a variable is free again.</summary>
    public void Freed(int variable)
    {
        if (_stamp[variable] > _stamp[_unassigned]) _unassigned = variable;
    }

    /// <summary>The latest free variable; one exists.</summary>
    public int Latest(sbyte[] value)
    {
        while (value[_unassigned << 1] != 0) _unassigned = _previous[_unassigned];
        return _unassigned;
    }

    private void Append(int variable)
    {
        _previous[variable] = _last;
        _next[variable] = -1;
        if (_last >= 0) _next[_last] = variable;
        else _first = variable;
        _last = variable;
        _stamp[variable] = ++_time;
    }
}
