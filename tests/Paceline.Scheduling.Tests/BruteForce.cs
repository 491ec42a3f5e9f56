namespace Paceline.Scheduling.Tests;

/// <summary>Tries every schedule of a tiny problem, by the rules of <see cref="Legality"/> alone.</summary>
internal static class BruteForce
{
    /// <summary>What a schedule is worth by the objectives in their order; 0 for those that the problem does not seek.</summary>
    public static (int Lost, int Breaks, int Spread, long Changes, long Metres) Value(Problem problem, Schedule schedule) => (
        problem.Meetings.Where((m, i) => schedule.Placements[i] is null && !m.Mandatory).Sum(m => m.Priority),
        ScheduleMeasures.Breaks(problem, schedule),
        problem.Aims.HasFlag(Aims.Evenness) && problem.Fairness is null ? ScheduleMeasures.Spread(problem, schedule) : 0,
        problem.Aims.HasFlag(Aims.PlaceChanges) ? ScheduleMeasures.PlaceChanges(problem, schedule) : 0,
        problem.Aims.HasFlag(Aims.Walking) ? ScheduleMeasures.Walking(problem, schedule) : 0);

    /// <summary>The best value; null where nothing satisfies the rules.</summary>
    public static (int Lost, int Breaks, int Spread, long Changes, long Metres)? Best(Problem problem)
    {
        (int, int, int, long, long)? best = null;
        Try(Schedule.Empty(problem), 0);
        return best;

        void Try(Schedule schedule, int meeting)
        {
            if (meeting == problem.Meetings.Count)
            {
                if (Legality.Shortfalls(problem, schedule).Count > 0) return;
                var value = Value(problem, schedule);
                if (best is null || value.CompareTo(best.Value) < 0) best = value;
                return;
            }

            if (!problem.Meetings[meeting].Mandatory) Try(schedule, meeting + 1);
            foreach (var at in Everywhere(problem, meeting))
            {
                if (Legality.OfMove(problem, schedule, meeting, at).Count == 0) Try(schedule.With(meeting, at), meeting + 1);
            }
        }
    }

    /// <summary>Every slot with every place and every interpreter that might be needed.</summary>
    public static IEnumerable<Placement> Everywhere(Problem problem, int meeting)
    {
        int?[] interpreters = problem.Meetings[meeting].Languages.IsEmpty ? [null] : [.. Enumerable.Range(0, problem.Interpreters.Count).Select(i => (int?)i)];
        for (var slot = 0; slot < problem.Slots.Count; slot++)
        {
            for (var place = 0; place < problem.Places.Count; place++)
            {
                foreach (var interpreter in interpreters) yield return new Placement(slot, place) { Interpreter = interpreter };
            }
        }
    }
}
