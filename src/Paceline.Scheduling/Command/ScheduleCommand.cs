using System.Globalization;

namespace Paceline.Scheduling;

/// <summary>
/// The verb <c>paceline schedule FILE</c>: reads an event, searches, writes the schedule and says how good it is. Exit codes:
/// 0 done, 1 refused or without a solution, 2 wrong usage, 3 fault.
/// </summary>
public static class ScheduleCommand
{
    private const int Done = 0, Refused = 1, WrongUsage = 2, Fault = 3;

    /// <summary>Runs the verb. The summary goes to <paramref name="output"/>, progress and errors to <paramref name="errors"/>.</summary>
    public static int Run(ScheduleRequest request, TextWriter output, TextWriter errors, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        if (Misuse(request) is { } misuse)
        {
            errors.WriteLine(misuse);
            return WrongUsage;
        }

        try
        {
            var (problem, faults) = Read(request.File);
            if (problem is null)
            {
                foreach (var fault in faults) errors.WriteLine($"{request.File}: {fault}");
                return Refused;
            }

            return Search(request, problem with { Fairness = request.Fairness ?? problem.Fairness }, output, errors, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return Fault;
        }
    }

    private static string? Misuse(ScheduleRequest request)
    {
        if (!File.Exists(request.File)) return $"There is no file {request.File}.";
        if (!Known(request.File, ".dzn", ".json", ".csv")) return "The event is a .dzn, .json or .csv file.";
        if (request.Out is { } path && !Known(path, ".json", ".csv", ".txt")) return "The schedule is written to a .csv, .json or .txt file.";
        if (request.Budget <= TimeSpan.Zero || request.Steps < 1) return "The budget must be positive.";
        if (request.Threads is < 1 or > 64) return "Between 1 and 64 threads can be used.";
        return request.Fairness < 0 ? "Fairness is a difference, and not negative." : null;
    }

    private static bool Known(string path, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static (Problem? Problem, IReadOnlyList<FormatError> Errors) Read(string path)
    {
        var text = File.ReadAllText(path);
        if (Known(path, ".json")) return JsonFormat.Read(text);
        return Known(path, ".csv") ? CsvFormat.Read(text) : DznFormat.Read(text);
    }

    private static int Search(ScheduleRequest request, Problem problem, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var options = new SolverOptions { Budget = request.Budget, Seed = request.Seed, Threads = request.Threads, Steps = request.Steps };
        var solution = Scheduler.Solve(problem, options, request.Json ? null : new ProgressLine(errors, request.Terminal, problem.Meetings.Count), stop);
        if (request.Terminal && !request.Json) errors.Write('\r' + new string(' ', ProgressLine.Width) + '\r');
        if (request.Out is { } path && solution.Schedule is { } schedule) Save(path, problem, schedule);
        if (request.Grid && solution.Schedule is { } table) output.Write(ScheduleGrid.Write(problem, table));
        var certificate = request.Certify ? Certificate.Of(problem, solution, request.Budget, stop) : null;
        if (certificate is not null && request.Proof is { } proof && !certificate.Save(proof + ".cnf", proof + ".drat"))
            errors.WriteLine($"There is no refutation by clauses, so {proof}.cnf and {proof}.drat are not written.");
        if (request.Json) Summary.WriteJson(output, problem, solution, certificate);
        else Summary.Write(output, problem, solution, certificate);
        if (certificate is { Holds: false }) return Fault;
        return solution.Status is SolutionStatus.Optimal or SolutionStatus.Feasible ? Done : Refused;
    }

    private static void Save(string path, Problem problem, Schedule schedule) =>
        File.WriteAllText(path, Known(path, ".json") ? JsonFormat.Write(schedule)
            : Known(path, ".csv") ? CsvFormat.Write(schedule)
            : ScheduleGrid.Write(problem, schedule));

    /// <summary>One line that is written over on a terminal, and a line now and then elsewhere.</summary>
    private sealed class ProgressLine(TextWriter errors, bool terminal, int meetings) : IProgress<Progress>
    {
        public const int Width = 78;
        private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
        private TimeSpan _last;

        public void Report(Progress value)
        {
            if (!terminal && value.Elapsed - _last < BetweenLines) return;
            _last = value.Elapsed;
            var line = string.Create(CultureInfo.InvariantCulture,
                $"{value.Elapsed.TotalSeconds,6:0.0} s  {value.Scheduled} of {meetings} scheduled, {value.Breaks} breaks, at least {value.BreaksBound}");
            if (terminal) errors.Write('\r' + line.PadRight(Width)[..Width]);
            else errors.WriteLine(line);
        }
    }
}
