namespace Paceline.Scheduling.Tests;

/// <summary>Tries every schedule of a tiny problem, by the rules of <see cref="Legality"/> alone.</summary>
internal static class BruteForce
{
    /// <summary>The least priority left out and, for that, the fewest breaks; null where nothing satisfies the rules.</summary>
    public static (int Lost, int Breaks)? Best(Problem problem)
    {
        (int Lost, int Breaks)? best = null;
        Try(Schedule.Empty(problem), 0);
        return best;

        void Try(Schedule schedule, int meeting)
        {
            if (meeting == problem.Meetings.Count)
            {
                if (Legality.Shortfalls(problem, schedule).Count > 0) return;
                var lost = problem.Meetings.Where((m, i) => schedule.Placements[i] is null && !m.Mandatory).Sum(m => m.Priority);
                var value = (lost, ScheduleMeasures.Breaks(problem, schedule));
                if (best is null || value.CompareTo(best.Value) < 0) best = value;
                return;
            }

            Try(schedule, meeting + 1);
            for (var slot = 0; slot < problem.Slots.Count; slot++)
            {
                for (var place = 0; place < problem.Places.Count; place++)
                {
                    var at = new Placement(slot, place);
                    if (Legality.OfMove(problem, schedule, meeting, at).Count == 0) Try(schedule.With(meeting, at), meeting + 1);
                }
            }
        }
    }
}
