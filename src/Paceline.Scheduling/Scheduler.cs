using System.Collections.Immutable;
using System.Diagnostics;

namespace Paceline.Scheduling;

/// <summary>Finds schedules.</summary>
public static class Scheduler
{
    /// <summary>
    /// Searches for the best schedule of a problem until there is a proof, the budget is spent or the caller stops it; the
    /// best schedule found is kept. Progress is reported at most ten times a second.
    /// </summary>
    /// <exception cref="ArgumentException">The problem has faults; <see cref="ProblemFaults"/> lists them.</exception>
    public static Solution Solve(
        Problem problem, SolverOptions options, IProgress<Progress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var faults = ProblemFaults.Of(problem);
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(' ', faults.Select(f => $"{f.Field}: {f.Message}")), nameof(problem));
        return new Run(problem, options, progress, stop).Solve();
    }

    private sealed class Run(Problem problem, SolverOptions options, IProgress<Progress>? progress, CancellationToken stop)
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private readonly Model _model = new(problem);
        private int[] _best = [];
        private (long Weight, int Excess, int Breaks) _bestValue = (-1, 0, 0);
        private TimeSpan _lastReport = TimeSpan.FromDays(-1);

        public Solution Solve()
        {
            var random = new Random(options.Seed);
            var table = new Timetable(_model);
            Begin(table);
            var insertion = new Insertion(_model, table, random);
            insertion.Greedy();
            Keep(table);
            Insert(table, insertion, random);
            Anneal(table, random);
            return End();
        }

        private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

        private bool Stopped => stop.IsCancellationRequested || Elapsed >= options.Budget;

        private void Begin(Timetable table)
        {
            if (options.Start is not { } start) return;
            for (var m = 0; m < Math.Min(_model.Meetings, start.Placements.Length); m++)
            {
                if (start.Placements[m] is { } at && at.Slot >= 0 && at.Slot < _model.Slots && table.Fits(m, at.Slot))
                    table.Place(m, at.Slot);
            }
        }

        private void Insert(Timetable table, Insertion insertion, Random random)
        {
            var waiting = Enumerable.Range(0, _model.Meetings).Where(m => table.SlotOf[m] < 0).ToList();
            var hopeless = new List<int>();
            var patience = 200 + 20 * _model.Meetings;
            for (var round = 0; waiting.Count > 0 && round < patience && !Stopped; round++)
            {
                var pick = random.Next(waiting.Count);
                var meeting = waiting[pick];
                waiting.RemoveAt(pick);
                if (!insertion.TryPlace(meeting) && !insertion.Force(meeting, waiting)) hopeless.Add(meeting);
                if (Keep(table)) round = 0;
            }

            Load(table, _best);
        }

        private void Anneal(Timetable table, Random random)
        {
            if (_model.Meetings == 0) return;
            var kempe = new KempeSearch(_model, table, random);
            var cooling = TimeSpan.FromSeconds(Math.Min(2, options.Budget.TotalSeconds));
            var quiet = 0;
            for (var step = 0L; ; step++)
            {
                if ((step & 63) == 0 && (Stopped || _bestValue is { Breaks: 0, Excess: 0 } || Elapsed > cooling && quiet > 200_000)) break;
                var heat = Math.Max(0, 1 - Elapsed / cooling);
                quiet++;
                if (kempe.Step(0.05 + 0.35 * heat) is not (not null and not 0)) continue;
                if (Keep(table)) quiet = 0;
            }
        }

        private bool Keep(Timetable table)
        {
            var weight = 0L;
            for (var m = 0; m < _model.Meetings; m++)
            {
                if (table.SlotOf[m] >= 0) weight += Insertion.Weight(problem.Meetings[m]);
            }

            int breaks = 0, most = 0, least = int.MaxValue;
            for (var p = 0; p < _model.Participants; p++)
            {
                var own = table.Breaks(p);
                breaks += own;
                most = Math.Max(most, own);
                least = Math.Min(least, own);
            }

            var excess = problem.Fairness is { } d && _model.Participants > 0 ? Math.Max(0, most - least - d) : 0;
            var better = weight > _bestValue.Weight || (weight == _bestValue.Weight
                && (excess < _bestValue.Excess || (excess == _bestValue.Excess && breaks < _bestValue.Breaks)));
            if (!better) return false;
            _bestValue = (weight, excess, breaks);
            _best = [.. table.SlotOf];
            Report();
            return true;
        }

        private void Report()
        {
            var elapsed = Elapsed;
            if (progress is null || elapsed - _lastReport < TimeSpan.FromMilliseconds(100)) return;
            _lastReport = elapsed;
            var schedule = Seating.Assign(_model, _best);
            progress.Report(new Progress(schedule, schedule.Scheduled, _bestValue.Breaks, 0, Status(schedule), elapsed, null));
        }

        private static void Load(Timetable table, int[] slots)
        {
            for (var m = 0; m < slots.Length; m++)
            {
                if (table.SlotOf[m] >= 0) table.Remove(m);
            }

            for (var m = 0; m < slots.Length; m++)
            {
                if (slots[m] >= 0) table.Place(m, slots[m]);
            }
        }

        private SolutionStatus Status(Schedule schedule)
        {
            if (Legality.Shortfalls(problem, schedule).Count > 0) return SolutionStatus.Searching;
            return schedule.Scheduled == _model.Meetings && _bestValue.Breaks == 0 ? SolutionStatus.Optimal : SolutionStatus.Feasible;
        }

        private Solution End()
        {
            var schedule = Seating.Assign(_model, _best);
            var reasons = Reasons(schedule);
            var status = Status(schedule);
            if (reasons.Any(r => r.Kind == ReasonKind.NoSlotAllowed && problem.Meetings[r.Meeting!.Value].Mandatory))
                status = SolutionStatus.Infeasible;
            return new Solution(
                status == SolutionStatus.Infeasible ? null : schedule, status, schedule.Scheduled,
                ScheduleMeasures.Breaks(problem, schedule), 0, ScheduleMeasures.Spread(problem, schedule), Elapsed, reasons);
        }

        private ImmutableArray<Reason> Reasons(Schedule schedule)
        {
            var reasons = ImmutableArray.CreateBuilder<Reason>();
            for (var m = 0; m < _model.Meetings; m++)
            {
                if (schedule.Placements[m] is not null) continue;
                var names = string.Join(" with ", problem.Meetings[m].Parties.Select(p => problem.Participants[p].Name));
                reasons.Add(_model.Allowed.AsSpan(m * _model.Slots, _model.Slots).Contains(true)
                    ? new Reason(ReasonKind.NoSlotFree, m, $"{names}: in every slot that suits both, one of them meets somebody else or all places are taken.")
                    : new Reason(ReasonKind.NoSlotAllowed, m, $"{names}: no slot suits all of them."));
            }

            if (Legality.Shortfalls(problem, schedule).Any(b => b.Rule == Rule.Fairness))
                reasons.Add(new Reason(ReasonKind.Fairness, null, "No schedule with breaks as even as asked for was found."));
            return reasons.ToImmutable();
        }
    }
}
