using System.Diagnostics;

namespace Paceline.Scheduling;

/// <summary>How good a timetable is, the most important first. Less is better everywhere.</summary>
/// <param name="Missing">Mandatory meetings that are not scheduled, and meetings that participants lack to have their fewest.</param>
/// <param name="Unfair">By how much the spread of breaks is beyond what was asked for.</param>
/// <param name="Lost">The priority of the other meetings that are not scheduled.</param>
/// <param name="Breaks">The sum of breaks.</param>
internal sealed record Worth(int Missing, int Unfair, int Lost, int Breaks)
{
    public bool IsSolution => Missing == 0 && Unfair == 0;

    public int Against(Worth other) =>
        (Missing, Unfair, Lost, Breaks).CompareTo((other.Missing, other.Unfair, other.Lost, other.Breaks));
}

/// <summary>The best timetable so far and all bounds, shared by the searches of one run.</summary>
internal sealed class Incumbent(Model model, IProgress<Progress>? progress, long began)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private TimeSpan? _reported;

    public int[] SlotOf { get; private set; } = [];

    public Worth Worth { get; private set; } = new(int.MaxValue, 0, 0, 0);

    /// <summary>No solution loses less priority.</summary>
    public int LostBound { get; private set; }

    /// <summary>No solution that loses as little as <see cref="LostBound"/> has fewer breaks.</summary>
    public int BreaksBound { get; private set; }

    /// <summary>Whether it is shown that not all meetings can be scheduled.</summary>
    public bool AllRefuted { get; private set; }

    /// <summary>Whether it is shown that there is no solution.</summary>
    public bool Infeasible { get; private set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(began);

    /// <summary>Whether nothing is left to find.</summary>
    public bool Closed => Infeasible
        || (Worth.IsSolution && Worth.Lost <= LostBound && Worth.Breaks <= BreaksBound);

    public SolutionStatus Status =>
        Infeasible ? SolutionStatus.Infeasible
        : !Worth.IsSolution ? SolutionStatus.Searching
        : Closed ? SolutionStatus.Optimal
        : SolutionStatus.Feasible;

    /// <summary>Takes a timetable over where it is the best so far.</summary>
    public bool Offer(ReadOnlySpan<int> slotOf)
    {
        var worth = Measure(slotOf);
        lock (_gate)
        {
            if (worth.Against(Worth) >= 0) return false;
            Worth = worth;
            SlotOf = slotOf.ToArray();
        }

        return true;
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
            var schedule = Seating.Assign(model, SlotOf);
            report = new Progress(schedule, schedule.Scheduled, Worth.Breaks, BreaksBound, Status, elapsed, note);
        }

        progress.Report(report);
    }

    // How many meetings participants lack to have their fewest.
    private int Below(ReadOnlySpan<int> slotOf)
    {
        var below = 0;
        for (var p = 0; p < model.Participants; p++)
        {
            if (model.Problem.Participants[p].MinMeetings is not (> 0 and var least)) continue;
            for (var m = 0; m < model.Meetings; m++)
            {
                if (slotOf[m] >= 0 && model.Problem.Meetings[m].Parties.Contains(p)) least--;
            }

            below += Math.Max(0, least);
        }

        return below;
    }

    private Worth Measure(ReadOnlySpan<int> slotOf)
    {
        int missing = 0, lost = 0;
        var busy = new bool[model.Participants * model.Slots];
        for (var m = 0; m < model.Meetings; m++)
        {
            var meeting = model.Problem.Meetings[m];
            if (slotOf[m] < 0)
            {
                if (meeting.Mandatory) missing++;
                else lost += meeting.Priority;
                continue;
            }

            foreach (var party in meeting.Parties) busy[party * model.Slots + slotOf[m]] = true;
        }

        missing += Below(slotOf);
        int sum = 0, most = 0, least = int.MaxValue;
        for (var p = 0; p < model.Participants; p++)
        {
            var breaks = model.BreaksOf(busy.AsSpan(p * model.Slots, model.Slots));
            sum += breaks;
            most = Math.Max(most, breaks);
            least = Math.Min(least, breaks);
        }

        var unfair = model.Problem.Fairness is { } d && model.Participants > 0 ? Math.Max(0, most - least - d) : 0;
        return new Worth(missing, unfair, lost, sum);
    }
}
