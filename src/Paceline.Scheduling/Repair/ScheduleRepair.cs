using System.Collections.Immutable;
using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling;

/// <summary>
/// Mends a schedule after a no-show, a late arrival, a lost place or an added meeting: keeps what has happened and what is
/// locked, holds as much as possible of what was scheduled or added, keeps to the minima and the fairness asked for where
/// nothing need be given up for them, touches as few people's agendas as possible, and has as few breaks as possible, in this
/// order. Meetings that were not scheduled before stay out. What happened before now stays even where a rule forbids it now.
/// </summary>
public static class ScheduleRepair
{
    /// <summary>Repairs a schedule, at most for the budget; the first repair is there within milliseconds.</summary>
    public static Repaired Run(RepairRequest request, TimeSpan budget, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var faults = ProblemFaults.Of(request.Problem);
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(' ', faults.Select(f => $"{f.Field}: {f.Message}")), nameof(request));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(budget);
        return new Work(request).Run(limit.Token);
    }

    private sealed class Work
    {
        private const int LargestExact = 12_000, DearMandatory = 25, Unfair = 1000;

        private readonly RepairRequest _request;
        private readonly Model _model;
        private readonly int[] _before;
        private readonly int[] _wanted;
        private readonly HashSet<int> _forced = [];
        private int[] _best = [];
        private Timetable? _seated;

        public Work(RepairRequest request)
        {
            _request = request;
            var problem = request.Problem;
            Placement? Old(int m) => m < request.Before.Placements.Length ? request.Before.Placements[m] : null;
            _wanted = [.. Enumerable.Range(0, problem.Meetings.Count).Where(m => Old(m) is not null || m >= request.Before.Placements.Length)];
            _before = [.. _wanted.Select(m => Old(m)?.Slot ?? -1)];
            var index = _wanted.Index().ToDictionary(x => x.Item, x => x.Index);
            _model = new Model(problem with
            {
                Participants = [.. problem.Participants.Select(p => p with { Unavailable = FromNow(p.Unavailable), MinMeetings = 0 })],
                Places = [.. problem.Places.Select(p => p with { Unavailable = FromNow(p.Unavailable) })],
                Interpreters = [.. problem.Interpreters.Select(i => i with { Unavailable = FromNow(i.Unavailable) })],
                Meetings = [.. _wanted.Select((m, i) => Meeting(m, _before[i], Old(m), index))],
                Fairness = null,
                GroupFairness = null,
            });
            Bind(_model);
        }

        // Only what lies ahead can be placed anew, and who interprets at what happened or is locked goes on doing so.
        private void Bind(Model model)
        {
            for (var i = 0; i < _wanted.Length; i++)
            {
                if (!IsPast(i)) Array.Fill(model.Allowed, false, i * model.Slots, _request.Now);
                if (model.Problem.Meetings[i].Mandatory && Before(i)?.Interpreter is { } who && model.Interpreters[i].Contains(who)) model.Interpreters[i] = [who];
            }
        }

        private Placement? Before(int i) => _wanted[i] < _request.Before.Placements.Length ? _request.Before.Placements[_wanted[i]] : null;

        public Repaired Run(CancellationToken stop)
        {
            var table = Keep();
            Reinsert(table);
            _best = [.. table.SlotOf];
            _seated = table.Seats is null ? null : table;
            var bound = _forced.Count;
            var proved = Lost(_best) == UnavoidableLoss() && Touched(_best).Count == bound;
            if (_wanted.Length * _model.Slots <= LargestExact && (!_model.NeedsSeats || ScheduleEncoding.CanSeat(_model)) && !stop.IsCancellationRequested)
                (bound, proved) = Exact(stop);
            return Result(bound, proved);
        }

        private bool IsPast(int i) => _before[i] >= 0 && _before[i] < _request.Now;

        private ImmutableArray<int> FromNow(ImmutableArray<int> slots) => [.. slots.Where(t => t >= _request.Now)];

        private Meeting Meeting(int m, int before, Placement? old, Dictionary<int, int> index)
        {
            var meeting = _request.Problem.Meetings[m];
            var renamed = meeting with
            {
                After = [.. meeting.After.Where(index.ContainsKey).Select(earlier => index[earlier])],
                Priority = meeting.Mandatory ? DearMandatory : meeting.Priority,
                Mandatory = false,
            };
            if (before >= 0 && before < _request.Now)
                return renamed with { AllowedSessions = null, FixedSlot = before, FixedPlace = old!.Value.Place, Mandatory = true, Equipment = [] };
            return _request.Locked.Contains(m) && old is { } at && Legality.OfMove(_request.Problem, Padded(), m, at).Count == 0
                ? renamed with { FixedSlot = at.Slot, FixedPlace = at.Place, Mandatory = true }
                : renamed;
        }

        private Schedule Padded() => new([.. _request.Before.Placements, .. new Placement?[_request.Problem.Meetings.Count - _request.Before.Placements.Length]]);

        // What can stay where it is stays; whoever is in a meeting that cannot is touched, whatever happens next.
        private Timetable Keep()
        {
            var table = new Timetable(_model);
            foreach (var i in Enumerable.Range(0, _wanted.Length).OrderByDescending(IsPast).ThenByDescending(i => _model.Problem.Meetings[i].Mandatory).ThenByDescending(i => _model.Problem.Meetings[i].Priority))
            {
                if (_before[i] >= 0 && _model.Allowed[i * _model.Slots + _before[i]] && table.Try(i, Before(i)!.Value)) continue;
                if (_before[i] >= 0 && !_model.Allowed[i * _model.Slots + _before[i]]) _forced.UnionWith(_model.Problem.Meetings[i].Parties);
            }

            return table;
        }

        private void Reinsert(Timetable table)
        {
            for (var i = 0; i < _wanted.Length; i++)
            {
                if (table.SlotOf[i] >= 0) continue;
                if (Direct(table, i)) continue;
                if (table.Seats is not null) continue;
                var best = _model.Meetings;
                (int Victim, int Slot, int Other)? move = null;
                for (var t = 0; t < _model.Slots; t++)
                {
                    if (!_model.Allowed[i * _model.Slots + t] || SoleVictim(table, i, t) is not { } victim) continue;
                    var cost = _model.Problem.Meetings[victim].Parties.Count(p => !_forced.Contains(p));
                    if (cost >= best) continue;
                    table.Remove(victim);
                    table.Place(i, t);
                    var other = Enumerable.Range(0, _model.Slots).FirstOrDefault(s => table.Fits(victim, s), -1);
                    table.Remove(i);
                    table.Place(victim, t);
                    if (other >= 0) (best, move) = (cost, (victim, t, other));
                }

                if (move is not var (leaves, slot, elsewhere)) continue;
                table.Remove(leaves);
                table.Place(i, slot);
                table.Place(leaves, elsewhere);
            }
        }

        private bool Direct(Timetable table, int i)
        {
            int best = -1, least = int.MaxValue;
            for (var t = 0; t < _model.Slots; t++)
            {
                if (!table.Fits(i, t)) continue;
                table.Place(i, t);
                var breaks = _model.Problem.Meetings[i].Parties.Sum(p => table.Breaks(p) + (table.Breaks(p) > _request.Problem.Fairness ? Unfair : 0));
                table.Remove(i);
                if (breaks < least) (best, least) = (t, breaks);
            }

            if (best >= 0) table.Place(i, best);
            return best >= 0;
        }

        // The one meeting that stands in the way, if it is only one and may still be moved.
        private int? SoleVictim(Timetable table, int i, int slot)
        {
            int? victim = null;
            foreach (var unit in _model.MeetingUnits[i])
            {
                var other = table.At[unit * _model.Slots + slot];
                if (other < 0 || other == victim) continue;
                if (victim is not null || IsPast(other)) return null;
                victim = other;
            }

            if (victim is not { } only) return null;
            table.Remove(only);
            var fits = table.Fits(i, slot);
            table.Place(only, slot);
            return fits ? only : null;
        }

        private int Lost(int[] slots) => Enumerable.Range(0, slots.Length).Where(i => slots[i] < 0).Sum(i => _model.Problem.Meetings[i].Priority);

        private int UnavoidableLoss() => Enumerable.Range(0, _wanted.Length)
            .Where(i => !_model.Allowed.AsSpan(i * _model.Slots, _model.Slots).Contains(true)).Sum(i => _model.Problem.Meetings[i].Priority);

        private SortedSet<int> Touched(int[] slots) =>
            [.. Enumerable.Range(0, slots.Length).Where(i => slots[i] != _before[i]).SelectMany(i => _model.Problem.Meetings[i].Parties)];

        private (int Bound, bool Proved) Exact(CancellationToken stop)
        {
            var search = new Search(this, _model, stop);
            var lost = search.Lowest(UnavoidableLoss(), Lost(_best), search.Encoding.AtMostLost, Lost);
            if (lost is null) return (_forced.Count, false);
            if (search.Encoding.AtMostLost(lost.Value) is { } kept) search.Solver.Add(kept);
            if (Fairer(lost.Value, stop, out var searched) is { } fairer) search = fairer;
            else if (!searched) return (_forced.Count, false);
            var touched = search.Lowest(_forced.Count, Lost(_best) == lost ? Touched(_best).Count : _model.Participants, search.Encoding.AtMostTouched, slots => Touched(slots).Count);
            if (touched is null) return (_forced.Count, false);
            if (search.Encoding.AtMostTouched(touched.Value) is { } few) search.Solver.Add(few);
            var breaks = search.Lowest(0, Breaks(_best), search.Encoding.AtMostBreaks, Breaks);
            return (touched.Value, breaks is not null);
        }

        // With the minima and the fairness asked for, as far as they can be had for the same loss: both, or the minima alone.
        // False in the end where the time was too short to know.
        private Search? Fairer(int lost, CancellationToken stop, out bool searched)
        {
            searched = true;
            var problem = _request.Problem;
            int Least(int p) => Math.Min(problem.Participants[p].MinMeetings, _model.Problem.Meetings.Count(m => m.Parties.Contains(p)));
            var minima = problem.Participants.Any(p => p.MinMeetings > 0);
            var between = problem.GroupFairness?.Breaks is { } gap ? new GroupFairness { Breaks = gap } : null;
            foreach (var fair in (bool[])[true, false])
            {
                if (fair ? problem.Fairness is null && between is null && !minima : !minima || (problem.Fairness is null && between is null)) continue;
                var model = new Model(_model.Problem with
                {
                    Participants = [.. _model.Problem.Participants.Select((p, i) => p with { MinMeetings = Least(i) })],
                    Fairness = fair ? problem.Fairness : null,
                    GroupFairness = fair ? between : null,
                });
                Bind(model);
                var search = new Search(this, model, stop);
                if (search.Encoding.AtMostLost(lost) is { } kept) search.Solver.Add(kept);
                switch (search.Solver.Solve([], long.MaxValue / 2, stop))
                {
                    case Verdict.Satisfiable:
                        Take(search.Encoding);
                        return search;
                    case Verdict.Unknown:
                        searched = false;
                        return null;
                }
            }

            return null;
        }

        private void Take(ScheduleEncoding encoding)
        {
            _best = encoding.Decode();
            _seated = _model.NeedsSeats ? encoding.Seated(_model) : null;
        }

        /// <summary>An exact search from above, where each answer is an improvement.</summary>
        private sealed class Search
        {
            private readonly Work _work;
            private readonly CancellationToken _stop;

            public Search(Work work, Model model, CancellationToken stop)
            {
                (_work, _stop) = (work, stop);
                Encoding = new ScheduleEncoding(model, new Domains(model, [.. model.Problem.Meetings.Select(m => m.Mandatory)], prune: false), Solver, BusyBound.None);
                Encoding.Watch(work._before);
            }

            public SatSolver Solver { get; } = new() { FocusOnRecent = true };

            public ScheduleEncoding Encoding { get; }

            /// <summary>The least value that some schedule reaches; null where the time was too short to know.</summary>
            public int? Lowest(int least, int known, Func<int, int?> atMost, Func<int[], int> value)
            {
                while (known > least)
                {
                    ReadOnlySpan<int> assumptions = atMost(known - 1) is { } literal ? [literal] : [];
                    var verdict = Solver.Solve(assumptions, long.MaxValue / 2, _stop);
                    if (verdict == Verdict.Unknown) return null;
                    if (verdict == Verdict.Unsatisfiable) return known;
                    _work.Take(Encoding);
                    known = Math.Min(known - 1, value(_work._best));
                }

                return known;
            }
        }

        private int Breaks(int[] slots)
        {
            var table = Timetable.Of(_model, slots);
            return Enumerable.Range(0, _model.Participants).Sum(table.Breaks);
        }

        private Repaired Result(int bound, bool proved)
        {
            var placements = new Placement?[_request.Problem.Meetings.Count];
            var seated = _seated is null ? Seating.Assign(_model, _best, [.. _best.Select((slot, i) => slot >= 0 && slot == _before[i] ? Before(i) : null)]) : Reseated();
            for (var i = 0; i < _wanted.Length; i++) placements[_wanted[i]] = IsPast(i) ? Before(i) : seated.Placements[i];
            var schedule = new Schedule([.. placements]);
            var moved = _wanted.Where(m => schedule.Placements[m] != (m < _request.Before.Placements.Length ? _request.Before.Placements[m] : null));
            ImmutableArray<int> touched = [.. moved.SelectMany(m => _request.Problem.Meetings[m].Parties).Distinct().Order()];
            return new Repaired(schedule, touched, bound, proved ? SolutionStatus.Optimal : SolutionStatus.Feasible,
                ScheduleMeasures.Breaks(_request.Problem, schedule))
            {
                Shortfalls = [.. Legality.Shortfalls(_request.Problem, schedule)],
            };
        }

        // Places and interpreters as before where that is possible, else as the search has found them.
        private Schedule Reseated()
        {
            var table = new Timetable(_model);
            foreach (var i in Enumerable.Range(0, _best.Length).Where(i => _best[i] >= 0).OrderByDescending(i => _best[i] == _before[i]))
            {
                var at = _best[i] == _before[i] ? Before(i)!.Value : new Placement(_best[i], -1);
                if (!table.Try(i, at)) return _seated!.ToSchedule(_model);
            }

            return table.ToSchedule(_model);
        }
    }
}
