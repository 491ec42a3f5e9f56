using System.Globalization;

namespace Paceline.Scheduling.Bench;

/// <summary>Twice as many requests as there is room for, priorities 1 to 5: how much priority is served, beside the linear bound.</summary>
internal static class OverAsked
{
    public static void Run(Figures figures)
    {
        const int Participants = 500, Slots = 24, Tables = 140;
        var random = new Random(1);
        var pairs = new HashSet<(int, int)>();
        var wanted = new List<Meeting>();
        while (wanted.Count < 2 * Slots * Tables)
        {
            int a = random.Next(Participants), b = random.Next(Participants);
            if (a == b || !pairs.Add((Math.Min(a, b), Math.Max(a, b)))) continue;
            wanted.Add(new Meeting { Parties = [a, b], Priority = random.Next(1, 6) });
        }

        var problem = UniformEvents.Of(Participants, Slots, Tables, wanted);
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(30), Threads = 2 });
        var all = wanted.Sum(m => m.Priority);
        var (served, bound) = (all - solution.PriorityLost, all - solution.PriorityLostBound);
        Console.WriteLine("| over-asked: requests | scheduled | priority served | at most | gap | breaks | seconds |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {wanted.Count} | {solution.Scheduled}{(Legality.Check(problem, solution.Schedule!).Count > 0 ? " ILLEGAL" : "")} | {served} | {bound} | {100.0 * (bound - served) / bound:0.00} % | {solution.Breaks} | {solution.Elapsed.TotalSeconds:0.0} |\n"));
        figures.AtMost("over-asked, 500 participants, 30 s: priority below the linear bound", 100.0 * (bound - served) / bound, 1, "%");
    }
}
