using System.Globalization;
using System.Text.Json;

namespace Paceline.Scheduling.Bench;

/// <summary>
/// The published instances with the published fairness, by the command as a user types it: value, proof, time from start to
/// end, memory, what validate.py says of the schedule, beside the seconds of the published reference.
/// </summary>
internal static class Published
{
    private const int Budget = 200;
    private const double MayBeSlowerBy = 0.3, Hard = 1;

    public static void Run(Figures figures, string filter, int threads, int seeds, string? reference)
    {
        if (Instances.Folder is not { } folder)
        {
            Console.WriteLine("The published instances are not here.");
            return;
        }

        var program = Instances.Program();
        var validator = Path.Combine(folder, "validate.py");
        var validates = File.Exists(validator) && Shell.Has("python3");
        Console.WriteLine($"`{Path.GetFileName(program.Split(' ')[^1])} schedule`, {threads} thread(s); validate.py {(validates ? "looks at every schedule" : "is not run")}\n");
        Console.WriteLine("| instance | seed | status | breaks | bound | published | seconds | processor s | reference s | ratio | memory | validate.py |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        var wrong = 0;
        double own = 0, theirs = 0, logs = 0, slowest = 0, latest = double.MinValue, memory = 0;
        var hard = 0;
        foreach (var row in File.ReadLines(Path.Combine(folder, "published-optima.csv")).Skip(1).Select(line => line.Split(',')))
        {
            if (!row[0].Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
            var path = Path.Combine(folder, "instances", row[0] + ".dzn");
            var known = reference is not null ? Shell.Run(reference, path).Processor
                : double.TryParse(row[4], CultureInfo.InvariantCulture, out var listed) ? listed : (double?)null;
            for (var seed = 1; seed <= seeds; seed++)
            {
                var plan = Path.Combine(Path.GetTempPath(), $"paceline-bench-{Environment.ProcessId}.csv");
                File.Delete(plan);
                var outcome = Shell.Run(program, "schedule", path, "--fairness", row[1], "--budget", $"{Budget}s", "--threads", Say(threads), "--seed", Say(seed), "--json", "--out", plan);
                using var json = JsonDocument.Parse(outcome.Output);
                var summary = json.RootElement;
                var status = summary.GetProperty("status").GetString()!;
                var breaks = summary.TryGetProperty("breaks", out var b) ? Say(b.GetInt32()) : status;
                var verdict = !File.Exists(plan) ? "no schedule" : validates ? Validate(validator, path, row[1], plan) : "not run";
                var right = status is "optimal" or "infeasible" && string.Equals(breaks, row[2], StringComparison.Ordinal);
                if (!right || verdict.StartsWith("INFEASIBLE", StringComparison.Ordinal)) wrong++;
                slowest = Math.Max(slowest, outcome.Seconds);
                var mebibytes = summary.GetProperty("memoryMiB").GetInt64();
                memory = Math.Max(memory, mebibytes);
                if (known is { } r)
                {
                    latest = Math.Max(latest, outcome.Processor - r);
                    if (row[0].EndsWith("original", StringComparison.Ordinal))
                    {
                        (own, theirs) = (own + outcome.Processor, theirs + r);
                        if (r >= Hard) (logs, hard) = (logs + Math.Log(outcome.Processor / r), hard + 1);
                    }
                }

                var bound = summary.TryGetProperty("bound", out var least) ? Say(least.GetInt32()) : "";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {row[0]} | {seed} | {status} | {breaks} | {bound} | {row[2]} | {outcome.Seconds:0.00} | {outcome.Processor:0.00} | {known:0.00} | {outcome.Processor / known:0.00} | {mebibytes} MiB | {verdict} |"));
                File.Delete(plan);
            }
        }

        Console.WriteLine();
        figures.AtMost("published instances not proven, or against the published value or validate.py", wrong, 0, "");
        figures.AtMost("the slowest published instance, start-up included", slowest, Budget, "s");
        figures.AtMost("memory on the published instances", memory, 200, "MiB");
        if (theirs <= 0) return;
        figures.AtMost("originals: processor time by the reference's", own / theirs, 0.2, "");
        if (hard > 0) figures.AtMost("originals: geometric mean of the ratios where the reference needs a second or more", Math.Exp(logs / hard), 0.15, "");
        figures.AtMost("how much slower than the reference an instance is, start-up included", latest, MayBeSlowerBy, "s");
    }

    // The script reads lines of "meeting slot".
    private static string Validate(string validator, string instance, string fairness, string plan)
    {
        File.WriteAllLines(plan, [.. File.ReadLines(plan).Skip(1).Select(line => line.Split(',')).Select(cells => $"{cells[0]} {cells[1]}")]);
        return Shell.Run("python3", validator, instance, plan, "--d", fairness).Output.Split('\n')[0];
    }

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);
}
