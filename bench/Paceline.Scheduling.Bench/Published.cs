using System.Diagnostics;
using System.Globalization;

namespace Paceline.Scheduling.Bench;

/// <summary>The published instances with fairness 2: value, proof and time, beside the seconds of the published reference.</summary>
internal static class Published
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(200);

    public static void Run(string filter, int threads, string? reference)
    {
        if (Folder() is not { } folder)
        {
            Console.WriteLine("The published instances are not here.");
            return;
        }

        Console.WriteLine("| instance | status | breaks | bound | published | seconds | processor s | reference s | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        double own = 0, theirs = 0, logs = 0;
        var hard = 0;
        foreach (var row in File.ReadLines(Path.Combine(folder, "published-optima.csv")).Skip(1).Select(line => line.Split(',')))
        {
            if (!row[0].Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
            var path = Path.Combine(folder, "instances", row[0] + ".dzn");
            var fairness = int.Parse(row[1], CultureInfo.InvariantCulture);
            var before = ProcessorTime();
            var problem = DznFormat.Read(File.ReadAllText(path)).Problem! with { Fairness = fairness };
            var solution = Scheduler.Solve(problem, new SolverOptions { Budget = Budget, Threads = threads });
            var seconds = (ProcessorTime() - before).TotalSeconds;
            var known = reference is null
                ? double.TryParse(row[4], CultureInfo.InvariantCulture, out var listed) ? listed : (double?)null
                : Time(reference, path);
            if (known is { } r && row[0].EndsWith("original", StringComparison.Ordinal))
            {
                (own, theirs) = (own + seconds, theirs + r);
                if (r >= 1) (logs, hard) = (logs + Math.Log(seconds / r), hard + 1);
            }

            var value = solution.Schedule is null ? "infeasible" : solution.Breaks.ToString(CultureInfo.InvariantCulture);
            var legal = solution.Schedule is null || Legality.Check(problem, solution.Schedule).Count + Legality.Shortfalls(problem, solution.Schedule).Count == 0;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {row[0]} | {solution.Status}{(legal ? "" : ", ILLEGAL")} | {value} | {solution.BreaksBound} | {row[2]} | {solution.Elapsed.TotalSeconds:0.00} | {seconds:0.00} | {known:0.00} | {seconds / known:0.00} |"));
        }

        if (theirs > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\noriginals: {own:0.00} s of processor time, reference {theirs:0.00} s, ratio {own / theirs:0.000}; geometric mean {Math.Exp(logs / Math.Max(1, hard)):0.000} on the {hard} where the reference needs a second or more\n"));
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static double Time(string command, string path)
    {
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"{command} \"$0\" > /dev/null", path } };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("PACELINE_SCHEDULING_DATA") is { Length: > 0 } given) return Directory.Exists(given) ? given : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "..", "shared", "scheduling");
            if (File.Exists(Path.Combine(at.FullName, "Paceline.slnx")) && Directory.Exists(folder)) return Path.GetFullPath(folder);
        }

        return null;
    }
}
