using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Paceline.Scheduling;

/// <summary>How good a solution is, in words or as one JSON object.</summary>
internal static class Summary
{
    public static void Write(TextWriter output, Problem problem, Solution solution, Certificate? certificate)
    {
        void Line(string name, string value) => output.WriteLine($"{name,-12}{value}");
        Line("status", Status(solution));
        if (solution.Schedule is not null)
        {
            Line("scheduled", $"{solution.Scheduled} of {problem.Meetings.Count}");
            Line("breaks", $"{solution.Breaks}, at least {solution.BreaksBound}");
            Line("places", $"{ScheduleMeasures.PlaceChanges(problem, solution.Schedule)} changes of place");
            Line("fairness", problem.Fairness is { } d ? $"{solution.FairnessSpread}, at most {d} asked for" : $"{solution.FairnessSpread}");
        }

        Line("time", string.Create(CultureInfo.InvariantCulture, $"{solution.Elapsed.TotalSeconds:0.00} s"));
        Line("memory", $"{PeakMebibytes()} MiB");
        if (certificate is not null) Line("certificate", certificate.Text);
        foreach (var reason in solution.Reasons.Take(50)) output.WriteLine(reason.Text);
        if (solution.Reasons.Length > 50) output.WriteLine($"... and {solution.Reasons.Length - 50} more reasons");
    }

    public static void WriteJson(TextWriter output, Problem problem, Solution solution, Certificate? certificate)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("status", Word(solution.Status));
            json.WriteNumber("meetings", problem.Meetings.Count);
            json.WriteNumber("scheduled", solution.Schedule is null ? 0 : solution.Scheduled);
            if (solution.Schedule is not null)
            {
                json.WriteNumber("breaks", solution.Breaks);
                json.WriteNumber("bound", solution.BreaksBound);
                json.WriteNumber("gap", solution.Breaks - solution.BreaksBound);
                json.WriteNumber("fairness", solution.FairnessSpread);
                json.WriteNumber("placeChanges", ScheduleMeasures.PlaceChanges(problem, solution.Schedule));
                json.WriteNumber("priority", ScheduleMeasures.Priority(problem, solution.Schedule));
            }

            json.WriteNumber("seconds", Math.Round(solution.Elapsed.TotalSeconds, 3));
            json.WriteNumber("memoryMiB", PeakMebibytes());
            if (certificate is not null)
            {
                json.WriteBoolean("certified", certificate.Holds);
                json.WriteString("certificate", certificate.Text);
            }

            json.WriteStartArray("reasons");
            foreach (var reason in solution.Reasons) json.WriteStringValue(reason.Text);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static string Status(Solution solution) => solution.Status switch
    {
        SolutionStatus.Feasible => $"feasible, gap {solution.Breaks - solution.BreaksBound}",
        var status => Word(status),
    };

    private static string Word(SolutionStatus status) => status switch
    {
        SolutionStatus.Optimal => "optimal",
        SolutionStatus.Feasible => "feasible",
        SolutionStatus.Infeasible => "infeasible",
        SolutionStatus.Searching => "incomplete",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static long PeakMebibytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }
}
