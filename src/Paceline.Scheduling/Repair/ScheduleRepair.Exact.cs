using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling;

// The provably best repair, where the event is small enough.
public static partial class ScheduleRepair
{
    private sealed partial class Work
    {
        private (int Bound, bool Proved) Exact(CancellationToken stop)
        {
            var search = new Search(this, _model, stop);
            var lost = search.Lowest(UnavoidableLoss(), Lost(_best), search.Encoding.AtMostLost, Lost);
            if (lost is null) return (_forced.Count, false);
            if (search.Encoding.AtMostLost(lost.Value) is { } kept) search.Solver.Add(kept);
            if (Fairer(lost.Value, stop, out var searched) is { } fairer) search = fairer;
            else if (!searched) return (_forced.Count, false);
            var touched = search.Lowest(_forced.Count, Lost(_best) == lost ? Touched().Count : _model.Participants, search.Encoding.AtMostTouched, _ => Touched().Count);
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
            var between = problem.GroupFairness is { Breaks: null, Served: null } ? null : problem.GroupFairness;
            foreach (var fair in (bool[])[true, false])
            {
                if (fair ? problem.Fairness is null && between is null && !minima : !minima || (problem.Fairness is null && between is null)) continue;
                var model = new Model(_model.Problem with
                {
                    Participants = [.. _model.Problem.Participants.Select((p, i) => p with { MinMeetings = Least(i) })],
                    Fairness = fair ? problem.Fairness : null,
                    GroupFairness = fair ? between : null,
                })
                {
                    AlsoAsked = Unwanted(),
                };
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

        // What each group asked for that was not scheduled before, and stays out.
        private Dictionary<string, int> Unwanted() => _request.Problem.Meetings.Index().Where(m => !_wanted.Contains(m.Index))
            .SelectMany(m => m.Item.Parties).Select(p => _request.Problem.Participants[p].Group).OfType<string>()
            .CountBy(group => group, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

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
                Encoding.Watch([.. work._before.Select((slot, i) => slot < 0 ? (Placement?)null : work.Before(i))], work._canStay);
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
                    // Where the rules contradict what has happened, nothing follows from them.
                    if (verdict == Verdict.Unknown || (verdict == Verdict.Unsatisfiable && Solver.Core.Count == 0)) return null;
                    if (verdict == Verdict.Unsatisfiable) return known;
                    _work.Take(Encoding);
                    known = Math.Min(known - 1, value(_work._best));
                }

                return known;
            }
        }
    }
}
