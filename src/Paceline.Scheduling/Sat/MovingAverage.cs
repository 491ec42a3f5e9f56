namespace Paceline.Scheduling.Sat;

/// <summary>An exponential moving average that is exact from its first value on, not pulled towards zero.</summary>
internal sealed class MovingAverage(double weight)
{
    private double _biased;
    private double _missing = 1;

    public double Value => _missing < 1 ? _biased / (1 - _missing) : 0;

    public void Add(double value)
    {
        _biased += weight * (value - _biased);
        _missing *= 1 - weight;
    }
}

/// <summary>Restarts in Luby's sequence, after Knuth's "reluctant doubling".</summary>
internal sealed class Reluctant(int period)
{
    private long _u = 1;
    private long _v = 1;
    private long _due;

    public void Reset(long conflicts)
    {
        _u = _v = 1;
        _due = conflicts + period;
    }

    public bool Due(long conflicts)
    {
        if (conflicts < _due) return false;
        if ((_u & -_u) == _v)
        {
            _u++;
            _v = 1;
        }
        else
        {
            _v *= 2;
        }

        _due = conflicts + _v * period;
        return true;
    }
}
