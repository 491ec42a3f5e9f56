using System.CommandLine;
using System.Globalization;
using Paceline.Scheduling;

namespace Paceline.Commands;

/// <summary><c>paceline schedule</c>: schedules the meetings of a file, without any database. Only the words are read here; the work is the library's.</summary>
public static class ScheduleCommand
{
    private const int Usage = 2;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The event: .dzn (the published instances), .json or .csv." };
        var budget = new Option<string?>("--budget") { Description = "How long to search: 30s, 2m or 500ms. Default: 30s, or as long as the steps take." };
        var steps = new Option<long?>("--steps") { Description = "Search this many steps instead of a time: the same on every machine." };
        var fairness = new Option<int?>("--fairness") { Description = "The most by which the breaks of two participants may differ." };
        var seed = new Option<int>("--seed") { Description = "Where the random choices begin. Default: 1", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "How many threads to use. Default: 1", DefaultValueFactory = _ => 1 };
        var output = new Option<string?>("--out") { Description = "Write the schedule to this file: .csv (meeting,slot,place, from 1), .json or .txt (a grid)." };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON object, for programs." };
        var grid = new Option<bool>("--grid") { Description = "Print the schedule as a grid." };
        var certify = new Option<bool>("--certify") { Description = "Check the proof and the schedule by code that shares nothing with the solver." };
        var proof = new Option<string?>("--proof") { Description = "With --certify: write the clauses and the proof to NAME.cnf and NAME.drat." };
        var command = new Command("schedule", """
            Schedule the meetings of a file, without any database.

            Examples:
              paceline schedule forum-14.dzn --budget 2m --fairness 2 --out schedule.csv
              paceline schedule forum-14.dzn --json --certify
            Exit codes: 0 scheduled, 1 refused or no schedule exists, 2 wrong usage, 3 fault.
            """) { file, budget, steps, fairness, seed, threads, output, json, grid, certify, proof };
        command.SetAction((parse, stop) =>
        {
            var errors = parse.InvocationConfiguration.Error;
            // A time beside the steps would cut a slower machine short, and the schedule would be another one there.
            if (Duration(parse.GetValue(budget) ?? (parse.GetValue(steps) is null ? "30s" : "1440m")) is not { } time) return Complain(errors, $"“{parse.GetValue(budget)}” is no time to search. Write 30s, 2m or 500ms.");
            if (parse.GetValue(fairness) < 0 || parse.GetValue(threads) < 1 || parse.GetValue(steps) < 1) return Complain(errors, "The fairness is 0 or more; steps and threads are 1 or more.");
            if (!File.Exists(parse.GetValue(file))) return Complain(errors, $"There is no file “{parse.GetValue(file)}”.");
            var request = new ScheduleRequest
            {
                File = parse.GetValue(file)!,
                Budget = time,
                Steps = parse.GetValue(steps),
                Fairness = parse.GetValue(fairness),
                Seed = parse.GetValue(seed),
                Threads = parse.GetValue(threads),
                Out = parse.GetValue(output),
                Json = parse.GetValue(json),
                Grid = parse.GetValue(grid),
                Certify = parse.GetValue(certify),
                Proof = parse.GetValue(proof),
                Terminal = ReferenceEquals(errors, Console.Error) && !Console.IsErrorRedirected,
            };
            return Task.Run(() => Paceline.Scheduling.ScheduleCommand.Run(request, parse.InvocationConfiguration.Output, errors, stop), CancellationToken.None);
        });
        return command;
    }

    /// <summary>The verb with its arguments, writing where it is told.</summary>
    public static Task<int> Run(string[] arguments, TextWriter output, TextWriter errors) =>
        Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });

    private static TimeSpan? Duration(string text)
    {
        var unit = text.AsSpan().TrimStart("0123456789.");
        if (!double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        double? seconds = unit switch { "ms" => number / 1000, "s" or "" => number, "m" or "min" => number * 60, _ => null };
        return seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds.Value) : null;
    }

    private static async Task<int> Complain(TextWriter errors, string sentence)
    {
        await errors.WriteLineAsync(sentence);
        return Usage;
    }
}
