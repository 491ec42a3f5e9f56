using System.Diagnostics;
using System.Globalization;

namespace Paceline.Scheduling.Bench;

/// <summary>A no-show at an event of 500: how long the repair takes and how many people it touches.</summary>
internal static class Repairs
{
    public static void Run(Figures figures)
    {
        var problem = UniformEvents.Event(500, 3000, 24, 140, seed: 1);
        var before = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(5) }).Schedule!;
        Console.WriteLine("| repair after one no-show from slot | seconds | participants touched | proven minimum | status |");
        Console.WriteLine("|---|---|---|---|---|");
        double slowest = 0, most = 0;
        foreach (var now in (int[])[0, 6, 12])
        {
            var absent = problem.Participants[0] with { Unavailable = [.. Enumerable.Range(now, problem.Slots.Count - now)] };
            var after = problem with { Participants = [absent, .. problem.Participants.Skip(1)] };
            var began = Stopwatch.GetTimestamp();
            var repaired = ScheduleRepair.Run(new RepairRequest { Problem = after, Before = before, Now = now }, TimeSpan.FromSeconds(1));
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var legal = Legality.Check(after, repaired.Schedule).Count == 0 ? "" : " ILLEGAL";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {now + 1} | {seconds:0.00} | {repaired.Touched.Length}{legal} | {repaired.TouchedBound} | {repaired.Status} |"));
            slowest = Math.Max(slowest, seconds);
            most = Math.Max(most, repaired.Touched.Length - repaired.TouchedBound);
        }

        Console.WriteLine();
        figures.AtMost("repair after a no-show at 500 participants", slowest, 1, "s");
        figures.AtMost("people touched beyond the proven minimum", most, 2, "");
    }
}
