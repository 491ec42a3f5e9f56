namespace Paceline.Scheduling;

/// <summary>Local search: brings meetings in, then shifts them until nobody waits without need.</summary>
internal sealed class LocalWorker(Model model, Incumbent incumbent, int seed, Func<double>? spent) : Worker
{
    private const int Moves = 400_000, FewestKempeMoves = 3_000, MostKempeMoves = 60_000, FirstCycle = 5, LongestCycle = 640, LongestRest = 7;
    private const double Hot = 0.4, Cold = 0.15;

    private readonly Random _random = new(seed);
    private PathSearch? _paths;
    private Timetable? _table;
    private KempeSearch? _kempe;
    private int _slice;
    private int _cycleLength = FirstCycle;
    private int _rest;
    private int _rests;
    private Worth? _before;

    public override bool Slice(CancellationToken stop)
    {
        if (_rest > 0)
        {
            _rest--;
            return true;
        }

        if (_paths is null && _table is null) Load();
        Insert(stop);
        // A large event cools once, over the whole budget; a small one again and again, each time twice as slowly.
        var done = spent?.Invoke() ?? (double)_slice / _cycleLength;
        var temperature = Hot * Math.Pow(Cold / Hot, Math.Min(1, done));
        Move(temperature, stop);
        if (spent is not null) return true;
        _rest = _rests;
        if (++_slice < _cycleLength) return true;
        _slice = 0;
        // Beside exact searches who finds nothing better leaves them more and more of the time.
        _rests = incumbent.Worth == _before ? Math.Min(LongestRest, 2 * _rests + 1) : 0;
        _before = incumbent.Worth;
        _cycleLength = Math.Min(LongestCycle, 2 * _cycleLength);
        return true;
    }

    private void Move(double temperature, CancellationToken stop)
    {
        if (_paths is not null)
        {
            for (var i = 0; i < 10 && !stop.IsCancellationRequested; i++)
            {
                _paths.Run(Moves / 10, temperature);
                if (_paths.Breaks < incumbent.Worth.Breaks || !incumbent.Worth.IsSolution) incumbent.Offer(_paths.SlotOf);
            }

            return;
        }

        // As long a slice as the other searches have, on a large event; a small one is done before.
        var moves = Math.Clamp(100 * model.Meetings, FewestKempeMoves, MostKempeMoves);
        _kempe!.Weigh();
        for (var i = 0; i < moves && !stop.IsCancellationRequested; i++)
        {
            if (_kempe!.Step(temperature) < 0) incumbent.Offer(_table!);
        }
    }

    // What could not be placed before may find room now, or be worth more than what stands in its way.
    private void Insert(CancellationToken stop)
    {
        if (incumbent.Worth is { Missing: 0, Lost: 0, Unfair: 0 }) return;
        var slots = _paths is null ? _table!.SlotOf : _paths.SlotOf;
        if (!slots.Contains(-1)) return;
        var table = _table ?? Timetable.Of(model, slots);
        var insertion = new Insertion(model, table, _random);
        if (!insertion.Improve(stop)) return;
        incumbent.Offer(table);
        if (_paths is not null) _paths = new PathSearch(model, table.SlotOf, _random.Next());
    }

    private void Load()
    {
        if (PathSearch.Suits(model))
        {
            _paths = new PathSearch(model, incumbent.SlotOf, seed);
            return;
        }

        _table = Timetable.Of(model, incumbent.ToSchedule());
        _kempe = new KempeSearch(model, _table, _random);
    }
}
