using System.Diagnostics;

namespace Paceline.Scheduling;

/// <summary>The best timetable so far and all bounds, shared by the searches of one run.</summary>
internal sealed class Incumbent(Model model, IProgress<Progress>? progress, long began)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Measure _measure = new(model);
    private TimeSpan? _reported;
    private int[]? _placeOf;
    private int[]? _interpreterOf;

    public int[] SlotOf { get; private set; } = [];

    public Worth Worth { get; private set; } = new(int.MaxValue, 0, 0, 0, 0, 0, 0);

    /// <summary>Whether the best timetable has its places.</summary>
    public bool IsSeated => _placeOf is not null;

    /// <summary>Whether places are sought, and not only counted.</summary>
    public bool SeeksPlaces => _measure.SeeksPlaces;

    public bool SeeksEvenness => _measure.SeeksEvenness;

    /// <summary>No solution loses less priority.</summary>
    public int LostBound { get; private set; }

    /// <summary>No solution that loses as little as <see cref="LostBound"/> has fewer breaks.</summary>
    public int BreaksBound { get; private set; }

    /// <summary>No solution of the least loss and breaks is more even. The bounds after this one follow in the same way.</summary>
    public int SpreadBound { get; private set; }

    public long ChangesBound { get; private set; }

    public long MetresBound { get; private set; }

    /// <summary>Whether it is shown that not all meetings can be scheduled.</summary>
    public bool AllRefuted { get; private set; }

    /// <summary>Whether it is shown that there is no solution.</summary>
    public bool Infeasible { get; private set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(began);

    /// <summary>Whether no schedule has more priority or, with the same, fewer breaks.</summary>
    public bool TimetableClosed => Infeasible
        || (Worth.IsSolution && Worth.Lost <= LostBound && Worth.Breaks <= BreaksBound);

    /// <summary>Whether nothing is left to find.</summary>
    public bool Closed => Infeasible
        || (TimetableClosed && Worth.Spread <= SpreadBound && Worth.Changes <= ChangesBound && Worth.Metres <= MetresBound);

    public SolutionStatus Status =>
        Infeasible ? SolutionStatus.Infeasible
        : !Worth.IsSolution ? SolutionStatus.Searching
        : Closed ? SolutionStatus.Optimal
        : SolutionStatus.Feasible;

    /// <summary>Takes a timetable over where it is the best so far. Places must not matter one by one.</summary>
    public bool Offer(ReadOnlySpan<int> slotOf) => Offer(slotOf, null, null);

    /// <summary>Takes a timetable over where it is the best so far, with its places where it has them.</summary>
    public bool Offer(Timetable table) => Offer(table.SlotOf, table.Seats?.PlaceOf, table.Seats?.InterpreterOf);

    private bool Offer(ReadOnlySpan<int> slotOf, int[]? placeOf, int[]? interpreterOf)
    {
        var worth = _measure.Of(slotOf, placeOf);
        lock (_gate)
        {
            if (worth.Against(Worth) >= 0) return false;
            Worth = worth;
            SlotOf = slotOf.ToArray();
            (_placeOf, _interpreterOf) = ((int[]?)placeOf?.Clone(), (int[]?)interpreterOf?.Clone());
        }

        return true;
    }

    public Schedule ToSchedule()
    {
        lock (_gate)
        {
            if (_placeOf is null) return Seating.Assign(model, SlotOf);
            var placements = new Placement?[SlotOf.Length];
            for (var m = 0; m < placements.Length; m++)
            {
                if (SlotOf[m] >= 0) placements[m] = new Placement(SlotOf[m], _placeOf[m]) { Interpreter = _interpreterOf![m] < 0 ? null : _interpreterOf[m] };
            }

            return new Schedule([.. placements]);
        }
    }

    public void RaiseLost(int bound)
    {
        lock (_gate)
        {
            if (bound > LostBound) LostBound = bound;
        }
    }

    /// <summary>
    /// Raises the bound on breaks, as shown for schedules of all meetings or for those of the least loss. What another thread
    /// shows for all meetings just after they were refuted no longer counts.
    /// </summary>
    public void RaiseBreaks(int bound, bool forAll)
    {
        lock (_gate)
        {
            if (forAll != AllRefuted && bound > BreaksBound) BreaksBound = bound;
        }
    }

    public void RaiseSpread(int bound)
    {
        lock (_gate) SpreadBound = Math.Max(SpreadBound, bound);
    }

    public void RaiseChanges(long bound)
    {
        lock (_gate) ChangesBound = Math.Max(ChangesBound, model.Problem.Aims.HasFlag(Aims.PlaceChanges) ? bound : 0);
    }

    public void RaiseMetres(long bound)
    {
        lock (_gate) MetresBound = Math.Max(MetresBound, model.Problem.Aims.HasFlag(Aims.Walking) ? bound : 0);
    }

    /// <summary>Says that not all meetings can be scheduled; what was known for all of them no longer counts.</summary>
    public void RefuteAll()
    {
        lock (_gate)
        {
            if (AllRefuted) return;
            AllRefuted = true;
            BreaksBound = 0;
            if (LostBound == 0) LostBound = 1;
            if (model.Problem.Meetings.All(m => m.Mandatory)) Infeasible = true;
        }
    }

    public void Refute()
    {
        lock (_gate) Infeasible = true;
    }

    /// <summary>Reports, unless the last report was just made.</summary>
    public void Report(string? note)
    {
        if (progress is null) return;
        Progress report;
        lock (_gate)
        {
            var elapsed = Elapsed;
            if (elapsed - _reported < BetweenReports || SlotOf.Length != model.Meetings) return;
            _reported = elapsed;
            var schedule = ToSchedule();
            report = new Progress(schedule, schedule.Scheduled, Worth.Breaks, BreaksBound, Status, elapsed, note);
        }

        progress.Report(report);
    }
}
