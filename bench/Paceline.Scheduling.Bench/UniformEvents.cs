using System.Diagnostics;
using System.Globalization;

namespace Paceline.Scheduling.Bench;

/// <summary>Random uniform events: how soon everything is scheduled, and how few breaks after a while on two threads.</summary>
internal static class UniformEvents
{
    public static void Run(Figures figures, string filter)
    {
        Console.WriteLine("| participants / meetings / slots / tables | all scheduled after | breaks | bound | after | processor s | peak memory |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        // A small event first: what follows measures the search, not the compiler.
        Scheduler.Solve(Event(60, 200, 10, 25, 1), new SolverOptions { Budget = TimeSpan.FromSeconds(0.5), Threads = 2 });
        Measure(figures, 500, 3000, 24, 140, 30, filter, soon: 0.2, few: 100);
        Measure(figures, 2000, 15000, 32, 600, 60, filter, soon: 0.5, few: 600);
        Measure(figures, 10000, 100000, 48, 2600, 120, filter, soon: 120, few: null);
        Console.WriteLine();
    }

    /// <summary>So many different pairs drawn uniformly, nobody in more meetings than there are slots.</summary>
    public static Problem Event(int participants, int meetings, int slots, int tables, int seed)
    {
        var random = new Random(seed);
        var degree = new int[participants];
        var pairs = new HashSet<(int, int)>();
        var wanted = new List<Meeting>();
        while (wanted.Count < meetings)
        {
            int a = random.Next(participants), b = random.Next(participants);
            if (a == b || degree[a] == slots || degree[b] == slots || !pairs.Add((Math.Min(a, b), Math.Max(a, b)))) continue;
            degree[a]++;
            degree[b]++;
            wanted.Add(new Meeting { Parties = [a, b] });
        }

        return Of(participants, slots, tables, wanted);
    }

    public static Problem Of(int participants, int slots, int tables, IReadOnlyList<Meeting> wanted) => new()
    {
        Slots = [.. Enumerable.Range(0, slots).Select(_ => new Slot(0))],
        Places = [.. Enumerable.Range(1, tables).Select(i => new Place(i.ToString(CultureInfo.InvariantCulture)))],
        Participants = [.. Enumerable.Range(1, participants).Select(i => new Participant { Name = i.ToString(CultureInfo.InvariantCulture) })],
        Meetings = wanted,
    };

    private static void Measure(Figures figures, int participants, int meetings, int slots, int tables, int seconds, string filter, double soon, int? few)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{participants} / {meetings} / {slots} / {tables}");
        if (!name.Contains(filter, StringComparison.Ordinal)) return;
        var problem = Event(participants, meetings, slots, tables, seed: 1);
        var complete = new FirstComplete(meetings);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(seconds), Threads = 2 }, complete);
        process.Refresh();
        var legal = Legality.Check(problem, solution.Schedule!).Count == 0 ? "" : " ILLEGAL";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {complete.After?.TotalSeconds:0.00} s, {solution.Scheduled}{legal} | {solution.Breaks} | {solution.BreaksBound} | {solution.Elapsed.TotalSeconds:0.0} s | {(process.TotalProcessorTime - before).TotalSeconds:0.0} | {process.PeakWorkingSet64 >> 20} MiB |"));
        figures.AtLeast($"{name}: scheduled", legal.Length > 0 ? 0 : solution.Scheduled, meetings, "meetings");
        figures.AtMost($"{name}: all scheduled after", complete.After?.TotalSeconds ?? double.PositiveInfinity, soon, "s");
        if (few is { } limit) figures.AtMost($"{name}: breaks after {seconds} s on two threads", solution.Breaks, limit, "");
        else figures.AtMost($"{name}: peak memory", process.PeakWorkingSet64 >> 20, 2048, "MiB");
    }

    private sealed class FirstComplete(int meetings) : IProgress<Progress>
    {
        public TimeSpan? After { get; private set; }

        public void Report(Progress value)
        {
            if (value.Scheduled == meetings) After ??= value.Elapsed;
        }
    }
}
