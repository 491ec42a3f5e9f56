using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling;

/// <summary>One search from start to end: which searches run, in which order, on how many threads, for how long.</summary>
internal sealed class Run
{
    // Beyond so many meeting-slot pairs an exact search would not get anywhere in an hour.
    private const int LargestExact = 40_000;
    private const int BoundSteps = 400;

    private readonly SolverOptions _options;
    private readonly Model _model;
    private readonly Incumbent _incumbent;
    private readonly List<Worker> _idle = [];
    private long _steps;

    public Run(Problem problem, SolverOptions options, IProgress<Progress>? progress)
    {
        var began = Stopwatch.GetTimestamp();
        _options = options;
        _model = new Model(problem);
        _incumbent = new Incumbent(_model, progress, began);
    }

    public Solution Solve(CancellationToken stop)
    {
        var time = _options.Budget < TimeSpan.FromDays(20) ? _options.Budget : TimeSpan.FromDays(20);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var search = CancellationTokenSource.CreateLinkedTokenSource(stop);
        budget.CancelAfter(time);
        search.CancelAfter(_incumbent.SeeksPlaces && _options.Steps is null ? time - Reserve(time) : time);
        Begin(search.Token);
        if (!_incumbent.TimetableClosed && !search.IsCancellationRequested && _model.Meetings > 0)
        {
            Engage(search.Token);
            Work(() => _incumbent.TimetableClosed, search.Token);
        }

        if (_incumbent.TimetableClosed && !_incumbent.Closed) GoFurther(budget.Token);
        if (_incumbent.SeeksPlaces && !_incumbent.IsSeated && !_incumbent.Infeasible) SeatSearch.Improve(_model, _incumbent, _options.Seed, 1, budget.Token);
        return Ending.Of(_model, _incumbent, time, stop);
    }

    // Places are sought when slots are settled: a little of the time is kept for them, more where there are many to seat.
    private TimeSpan Reserve(TimeSpan time)
    {
        var wanted = TimeSpan.FromMilliseconds(500) + _model.Meetings * TimeSpan.FromMicroseconds(30);
        return time / 20 < wanted ? time / 20 : wanted;
    }

    private void GoFurther(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (_options.FurtherBudget is { } time) limit.CancelAfter(time);
        lock (_idle) _idle.Clear();
        if (_incumbent.SeeksPlaces)
        {
            _idle.Add(new SeatWorker(_model, _incumbent, _options.Seed));
            var (changes, metres) = PlacesBound.Of(_model, allAreHeld: _incumbent.Worth.Lost == 0);
            _incumbent.RaiseChanges(changes);
            _incumbent.RaiseMetres(metres);
        }

        if (SmallEnough) _idle.Add(new FurtherWorker(_model, _incumbent, _options.Seed));
        Work(() => _incumbent.Closed, limit.Token);
    }

    private bool SmallEnough => (long)_model.Meetings * _model.Slots <= LargestExact;

    private void Begin(CancellationToken stop)
    {
        var table = new Timetable(_model);
        var random = new Random(_options.Seed);
        if (_options.Start is { } start)
        {
            for (var m = 0; m < Math.Min(_model.Meetings, start.Placements.Length); m++)
            {
                if (start.Placements[m] is { } at) table.Try(m, at);
            }
        }

        var insertion = new Insertion(_model, table, random);
        insertion.Greedy(stop);
        _incumbent.Offer(table);
        if (Enumerable.Range(0, _model.Meetings).Any(m => _model.Problem.Meetings[m].Mandatory && !_model.Allowed.AsSpan(m * _model.Slots, _model.Slots).Contains(true)))
        {
            // A mandatory meeting without any slot: nothing that follows could change that.
            _incumbent.Refute();
            return;
        }

        insertion.Eject(() => _incumbent.Offer(table), stop);
        _incumbent.Report("first schedule");
    }

    private void Engage(CancellationToken stop)
    {
        // Where places matter one by one and are too many to be named, only a relaxation is left: it gives bounds, at a
        // core's cost.
        var exact = SmallEnough && (!_model.NeedsSeats || ScheduleEncoding.CanSeat(_model) || _options.Threads > 1);
        if (!exact)
        {
            // Counting takes seconds on a large event: one thread does it, while the others search.
            _idle.Add(new BoundWorker(_model, _incumbent, BoundSteps / 8, always: false));
            for (var i = 0; i < _options.Threads; i++) _idle.Add(new LocalWorker(_model, _incumbent, _options.Seed + i, Spent));
            return;
        }

        new BoundWorker(_model, _incumbent, BoundSteps, always: true).Slice(stop);
        _idle.Add(new LocalWorker(_model, _incumbent, _options.Seed, spent: null));
        if (_model.NeedsSeats)
        {
            _idle.Add(new ExactWorker(_model, _incumbent, BusyBound.None, focusOnRecent: false, Approach.AnyFirst));
            return;
        }

        var exchange = new LemmaExchange();
        // Neither encoding is best everywhere. What has raised more bounds sooner gets three quarters of the time: at even shares
        // the hardest events took twice as long.
        _idle.Add(new ExactWorker(_model, _incumbent, BusyBound.Counted, focusOnRecent: true, Approach.FromBelow, exchange, share: 3));
        _idle.Add(new ExactWorker(_model, _incumbent, BusyBound.None, focusOnRecent: false, Approach.ByCores, exchange));
    }

    private double Spent() => _options.Steps is { } steps
        ? (double)Interlocked.Read(ref _steps) / Math.Max(1, steps)
        : _incumbent.Elapsed / _options.Budget;

    private void Work(Func<bool> isDone, CancellationToken stop)
    {
        if (_options.Threads <= 1)
        {
            Shift(isDone, stop);
            return;
        }

        ExceptionDispatchInfo? fault = null;
        void Guarded()
        {
            try
            {
                Shift(isDone, stop);
            }
            catch (Exception e)
            {
                // A fault of one thread is the caller's, once all have ended.
                fault = ExceptionDispatchInfo.Capture(e);
                lock (_idle) _idle.Clear();
            }
        }

        var threads = Enumerable.Range(1, _options.Threads - 1).Select(i => new Thread(Guarded) { IsBackground = true, Name = $"Schedule search {i}" }).ToList();
        threads.ForEach(t => t.Start());
        Guarded();
        threads.ForEach(t => t.Join());
        fault?.Throw();
    }

    // Takes the search that has waited longest, lets it work for a slice, puts it back at the end.
    private void Shift(Func<bool> isDone, CancellationToken stop)
    {
        while (!isDone() && !stop.IsCancellationRequested)
        {
            Worker worker;
            lock (_idle)
            {
                if (_idle.Count == 0 || _steps >= _options.Steps) return;
                _steps++;
                worker = _idle[0];
                _idle.RemoveAt(0);
            }

            var goesOn = worker.Slice(stop);
            _incumbent.Report(null);
            if (!goesOn) continue;
            lock (_idle) _idle.Insert(worker.Succeeded ? 0 : _idle.Count, worker);
        }
    }
}
