using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Paceline.Scheduling;

namespace Paceline.Commands;

/// <summary><c>paceline schedule</c>: schedules the meetings of a file, without any database.</summary>
public static class ScheduleCommand
{
    private const int Refused = 1, Usage = 2;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The event, as a MiniZinc data file (.dzn) of the published instances." };
        var budget = new Option<string>("--budget") { Description = "How long to search: 30s, 2m or 500ms. Default: 30s", DefaultValueFactory = _ => "30s" };
        var fairness = new Option<int?>("--fairness") { Description = "The most by which the breaks of two participants may differ." };
        var seed = new Option<int>("--seed") { Description = "Where the random choices begin. Default: 1", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "How many threads to use. Default: 1", DefaultValueFactory = _ => 1 };
        var output = new Option<FileInfo?>("--out") { Description = "Write the schedule to this file as CSV (meeting,slot,place, from 1); - or nothing prints no schedule." };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON object, for programs." };
        var command = new Command("schedule", """
            Schedule the meetings of a file, without any database.

            Examples:
              paceline schedule forum-14.dzn --budget 2m --fairness 2 --out schedule.csv
              paceline schedule forum-14.dzn --json
            Exit codes: 0 scheduled, 1 refused or no schedule exists, 2 wrong usage, 3 fault.
            """) { file, budget, fairness, seed, threads, output, json };
        command.SetAction((parse, stop) => Run(parse.GetValue(file)!, parse.GetValue(budget)!, parse.GetValue(fairness), parse.GetValue(seed), parse.GetValue(threads), parse.GetValue(output), parse.GetValue(json), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, stop));
        return command;
    }

    /// <summary>The verb with its arguments, writing where it is told.</summary>
    public static Task<int> Run(string[] arguments, TextWriter output, TextWriter errors) =>
        Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });

    private static async Task<int> Run(FileInfo file, string budget, int? fairness, int seed, int threads, FileInfo? output, bool json, TextWriter print, TextWriter errors, CancellationToken stop)
    {
        if (Duration(budget) is not { } time) return await Complain(errors, $"“{budget}” is no time to search. Write 30s, 2m or 500ms.", Usage);
        if (fairness < 0 || threads < 1) return await Complain(errors, "The fairness is 0 or more, and the threads are 1 or more.", Usage);
        if (!file.Exists) return await Complain(errors, $"There is no file “{file.FullName}”.", Usage);
        var (problem, wrong) = DznFormat.Read(await File.ReadAllTextAsync(file.FullName, stop));
        if (problem is null) return await Complain(errors, string.Join(Environment.NewLine, wrong.Take(20).Select(e => $"{file.Name}: {e}")), Refused);

        problem = problem with { Fairness = fairness };
        var options = new SolverOptions { Budget = time, Seed = seed, Threads = threads };
        var solution = await Task.Run(() => Scheduler.Solve(problem, options, new ProgressLine(problem.Meetings.Count, json), stop), CancellationToken.None);
        if (!json && !Console.IsErrorRedirected && ReferenceEquals(errors, Console.Error)) await Console.Error.WriteAsync("\r\u001b[K");
        if (output is not null && solution.Schedule is not null) await File.WriteAllTextAsync(output.FullName, Csv(solution.Schedule), CancellationToken.None);
        await print.WriteLineAsync(json ? Json(solution, problem) : Summary(solution, problem));
        return solution.Status is SolutionStatus.Infeasible or SolutionStatus.Searching ? Refused : 0;
    }

    private static TimeSpan? Duration(string text)
    {
        var unit = text.AsSpan().TrimStart("0123456789.");
        if (!double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        double? seconds = unit switch { "ms" => number / 1000, "s" or "" => number, "m" or "min" => number * 60, _ => null };
        return seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds.Value) : null;
    }

    private static string Csv(Schedule schedule)
    {
        var text = new StringBuilder("meeting,slot,place\n");
        for (var m = 0; m < schedule.Placements.Length; m++)
            if (schedule.Placements[m] is { } at) text.Append(CultureInfo.InvariantCulture, $"{m + 1},{at.Slot + 1},{at.Place + 1}\n");
        return text.ToString();
    }

    private static string Summary(Solution solution, Problem problem)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{solution.Status}: {solution.Scheduled} of {problem.Meetings.Count} meetings, {solution.Breaks} breaks (at least {solution.BreaksBound}), spread {solution.FairnessSpread}, {solution.Elapsed.TotalSeconds:0.0} s");
        foreach (var reason in solution.Reasons.Take(20)) text.AppendLine().Append("  ").Append(reason.Text);
        return text.ToString();
    }

    private static string Json(Solution solution, Problem problem) => JsonSerializer.Serialize(new
    {
        status = solution.Status.ToString(),
        meetings = problem.Meetings.Count,
        scheduled = solution.Scheduled,
        breaks = solution.Breaks,
        bound = solution.BreaksBound,
        spread = solution.FairnessSpread,
        seconds = Math.Round(solution.Elapsed.TotalSeconds, 3),
        reasons = solution.Reasons.Select(r => new { kind = r.Kind.ToString(), meeting = r.Meeting + 1, text = r.Text }),
    });

    private static async Task<int> Complain(TextWriter errors, string sentence, int code)
    {
        await errors.WriteLineAsync(sentence);
        return code;
    }

    /// <summary>One line that is written over on a terminal; a new line every ten seconds where the output is kept.</summary>
    private sealed class ProgressLine(int meetings, bool silent) : IProgress<Progress>
    {
        private TimeSpan _next;

        public void Report(Progress value)
        {
            if (silent || Console.IsErrorRedirected && value.Elapsed < _next) return;
            _next = value.Elapsed + TimeSpan.FromSeconds(10);
            var line = string.Create(CultureInfo.InvariantCulture, $"{value.Elapsed.TotalSeconds,6:0.0} s  {value.Scheduled} of {meetings} meetings, {value.Breaks} breaks (at least {value.BreaksBound})  {value.Note}");
            Console.Error.Write(Console.IsErrorRedirected ? line + "\n" : "\r\u001b[K" + line);
        }

    }
}
