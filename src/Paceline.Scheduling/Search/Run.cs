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
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(stop);
        budget.CancelAfter(_options.Budget < TimeSpan.FromDays(20) ? _options.Budget : TimeSpan.FromDays(20));
        Begin(budget.Token);
        if (!_incumbent.Closed && !budget.IsCancellationRequested && _model.Meetings > 0)
        {
            Engage(budget.Token);
            Work(budget.Token);
        }

        return Ending.Of(_model, _incumbent, stop);
    }

    private void Begin(CancellationToken stop)
    {
        var table = new Timetable(_model);
        var random = new Random(_options.Seed);
        if (_options.Start is { } start)
        {
            for (var m = 0; m < Math.Min(_model.Meetings, start.Placements.Length); m++)
            {
                if (start.Placements[m] is { } at && at.Slot >= 0 && at.Slot < _model.Slots && table.Fits(m, at.Slot))
                    table.Place(m, at.Slot);
            }
        }

        var insertion = new Insertion(_model, table, random);
        insertion.Greedy();
        _incumbent.Offer(table.SlotOf);
        insertion.Eject(() => _incumbent.Offer(table.SlotOf), stop);
        _incumbent.Report("first schedule");
    }

    private void Engage(CancellationToken stop)
    {
        var exact = (long)_model.Meetings * _model.Slots <= LargestExact;
        if (!exact)
        {
            for (var i = 0; i < _options.Threads; i++) _idle.Add(new LocalWorker(_model, _incumbent, _options.Seed + i, Spent));
        }

        var domains = new Domains(_model, [.. Enumerable.Repeat(true, _model.Meetings)]);
        if (domains.Emptied is not null)
        {
            _incumbent.RefuteAll();
        }
        else
        {
            var bound = new LagrangianBound(_model, domains).Improve(exact ? BoundSteps : BoundSteps / 8, _incumbent.Worth.Breaks, stop);
            if (bound == int.MaxValue) _incumbent.RefuteAll();
            else if (_incumbent.Worth is { Missing: 0, Lost: 0 } || exact) _incumbent.RaiseBreaks(bound, forAll: true);
        }

        if (_incumbent.Worth.Lost > 0 && PriorityBound.Lost(_model, stop) is > 0 and var lost)
        {
            _incumbent.RefuteAll();
            _incumbent.RaiseLost(lost);
        }

        if (!exact) return;
        _idle.Add(new LocalWorker(_model, _incumbent, _options.Seed, spent: null));
        var exchange = new LemmaExchange();
        // No encoding is best everywhere: each is ten times slower than another on some event.
        _idle.Add(new ExactWorker(_model, _incumbent, BusyBound.Counted, focusOnRecent: true, fromAbove: false, exchange));
        _idle.Add(new ExactWorker(_model, _incumbent, BusyBound.Encoded, focusOnRecent: true, fromAbove: false, exchange));
        _idle.Add(new ExactWorker(_model, _incumbent, BusyBound.None, focusOnRecent: false, fromAbove: true, exchange));
    }

    private double Spent() => _options.Steps is { } steps
        ? (double)Interlocked.Read(ref _steps) / Math.Max(1, steps)
        : _incumbent.Elapsed / _options.Budget;

    private void Work(CancellationToken stop)
    {
        if (_options.Threads <= 1)
        {
            Shift(stop);
            return;
        }

        ExceptionDispatchInfo? fault = null;
        void Guarded()
        {
            try
            {
                Shift(stop);
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
    private void Shift(CancellationToken stop)
    {
        while (!_incumbent.Closed && !stop.IsCancellationRequested)
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
