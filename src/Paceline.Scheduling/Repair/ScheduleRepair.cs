using System.Collections.Immutable;
using Paceline.Scheduling.Exact;

namespace Paceline.Scheduling;

/// <summary>
/// Mends a schedule after a no-show, a late arrival, a lost place or an added meeting: keeps what has happened and what is
/// locked, holds as much as possible of what was scheduled or added, keeps to the minima and the fairness asked for where
/// nothing need be given up for them, touches as few people's agendas as possible, and has as few breaks as possible, in this
/// order. Meetings that were not scheduled before stay out. What happened before now stays even where a rule forbids it now.
/// </summary>
public static partial class ScheduleRepair
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

    private sealed partial class Work
    {
        private const int LargestExact = 12_000, DearMandatory = 25, Unfair = 1000;

        private readonly RepairRequest _request;
        private readonly Model _model;
        private readonly int[] _before;
        private readonly int[] _wanted;
        private readonly HashSet<int> _forced = [];
        private readonly HashSet<int> _locked;
        private readonly bool[] _canStay;
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
            _locked = HeldFast();
            List<(Meeting Meeting, Placement At)> past = [.. _wanted.Where((_, i) => IsPast(i)).Select(m => (problem.Meetings[m], Old(m)!.Value))];
            var heldBy = past.SelectMany(x => x.Meeting.Parties).CountBy(p => p).ToDictionary();
            // What began before now takes its people, place and interpreter until it ends, whether they should be there or not.
            var running = past.FindAll(x => x.At.Slot + x.Meeting.Length > request.Now);
            ImmutableArray<int> Ahead(ImmutableArray<int> unavailable, Predicate<(Meeting Meeting, Placement At)> takes) =>
                [.. unavailable.Where(t => t >= request.Now && !running.Exists(x => takes(x) && t < x.At.Slot + x.Meeting.Length))];

            _model = new Model(problem with
            {
                Participants = [.. problem.Participants.Select((participant, p) => participant with
                {
                    Unavailable = Ahead(participant.Unavailable, x => x.Meeting.Parties.Contains(p)),
                    MinMeetings = 0,
                    MaxMeetings = participant.MaxMeetings is { } most ? Math.Max(most, heldBy.GetValueOrDefault(p)) : null,
                })],
                Places = [.. problem.Places.Select((place, l) => place with { Unavailable = Ahead(place.Unavailable, x => x.At.Place == l) })],
                Interpreters = [.. problem.Interpreters.Select((interpreter, i) => interpreter with { Unavailable = Ahead(interpreter.Unavailable, x => x.At.Interpreter == i) })],
                Meetings = [.. _wanted.Select((m, i) => Meeting(m, _before[i], Old(m), index))],
                Fairness = null,
                GroupFairness = null,
            });
            Bind(_model);
            _canStay = [.. _wanted.Select((_, i) => CanStay(i))];
        }

        public Repaired Run(CancellationToken stop)
        {
            var table = Keep();
            Reinsert(table);
            _best = [.. table.SlotOf];
            _seated = table.Seats is null ? null : table;
            var bound = _forced.Count;
            var proved = Lost(_best) == UnavoidableLoss() && Touched().Count == bound && Legality.Shortfalls(_request.Problem, Placed()).All(b => b.Rule is Rule.Mandatory);
            if (_wanted.Length * _model.Slots <= LargestExact && (!_model.NeedsSeats || ScheduleEncoding.CanSeat(_model)) && !stop.IsCancellationRequested)
                (bound, proved) = Exact(stop);
            return Result(bound, proved);
        }

        // What can stay where it is stays; whoever is in a meeting that cannot is touched, whatever happens next.
        private Timetable Keep()
        {
            var table = new Timetable(_model);
            foreach (var i in Enumerable.Range(0, _wanted.Length).OrderByDescending(IsPast).ThenByDescending(i => _model.Problem.Meetings[i].Mandatory).ThenByDescending(i => _model.Problem.Meetings[i].Priority))
            {
                if (_before[i] >= 0 && _model.Allowed[i * _model.Slots + _before[i]]) table.Try(i, Before(i)!.Value);
                if (_before[i] >= 0 && !_canStay[i]) _forced.UnionWith(_model.Problem.Meetings[i].Parties);
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

        private SortedSet<int> Touched() => Touched(Placed());

        private SortedSet<int> Touched(Schedule schedule) =>
            [.. _wanted.Where((m, i) => schedule.Placements[m] != Before(i)).SelectMany(m => _request.Problem.Meetings[m].Parties)];

        private int Breaks(int[] slots)
        {
            var table = Timetable.Of(_model, slots);
            return Enumerable.Range(0, _model.Participants).Sum(table.Breaks);
        }

        private Repaired Result(int bound, bool proved)
        {
            var schedule = Placed();
            ImmutableArray<int> touched = [.. Touched(schedule)];
            return new Repaired(schedule, touched, bound, proved && touched.Length <= bound ? SolutionStatus.Optimal : SolutionStatus.Feasible,
                ScheduleMeasures.Breaks(_request.Problem, schedule))
            {
                Shortfalls = [.. Legality.Shortfalls(_request.Problem, schedule)],
            };
        }

        // The schedule of the slots found: places and interpreters as before where that is possible.
        private Schedule Placed()
        {
            if (_seated is null) return Whole(Seating.Assign(_model, _best, [.. _best.Select((slot, i) => slot >= 0 && slot == _before[i] ? Before(i) : null)]));
            return new[] { Whole(Reseated()), Whole(_seated.ToSchedule(_model)) }.MinBy(s => Touched(s).Count)!;

            Schedule Whole(Schedule own)
            {
                var placements = new Placement?[_request.Problem.Meetings.Count];
                for (var i = 0; i < _wanted.Length; i++) placements[_wanted[i]] = IsPast(i) ? Before(i) : own.Placements[i];
                return new Schedule([.. placements]);
            }
        }

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
