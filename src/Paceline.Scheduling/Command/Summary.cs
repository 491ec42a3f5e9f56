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
            Line("scheduled", $"{solution.Scheduled} of {problem.Meetings.Count}{(solution.PriorityLost > 0 ? $", priority {Told(solution, ObjectiveKind.Priority)} left out" : "")}");
            Line("breaks", $"{solution.Breaks}, at least {solution.BreaksBound}");
            Line("fairness", problem.Fairness is { } d ? $"{solution.FairnessSpread}, at most {d} asked for" : Told(solution, ObjectiveKind.Evenness).TrimEnd(','));
            if (problem.GroupFairness?.Breaks is { } gap) Line("groups", $"{ScheduleMeasures.GroupBreaksGap(problem, solution.Schedule)} hundredths of a break apart, at most {gap} asked for");
            if (problem.GroupFairness?.Served is { } points) Line("served", $"{ScheduleMeasures.GroupServedGap(problem, solution.Schedule)} percentage points apart, at most {points} asked for");
            Line("places", $"{Told(solution, ObjectiveKind.PlaceChanges)} changes of place");
            if (solution.Objectives.Any(o => o is { Kind: ObjectiveKind.Walking, Value: > 0 })) Line("walking", $"{Told(solution, ObjectiveKind.Walking)} metres");
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
                if (problem.GroupFairness?.Breaks is not null) json.WriteNumber("groupBreaks", ScheduleMeasures.GroupBreaksGap(problem, solution.Schedule));
                if (problem.GroupFairness?.Served is not null) json.WriteNumber("groupServed", ScheduleMeasures.GroupServedGap(problem, solution.Schedule));
                Objectives(json, solution);
            }

            json.WriteNumber("seconds", Math.Round(solution.Elapsed.TotalSeconds, 3));
            json.WriteNumber("memoryMiB", PeakMebibytes());
            if (certificate is not null)
            {
                json.WriteBoolean("certified", certificate is { Holds: true, Complete: true });
                json.WriteString("certificate", certificate.Text);
            }

            json.WriteStartArray("reasons");
            foreach (var reason in solution.Reasons) json.WriteStringValue(reason.Text);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Objectives(Utf8JsonWriter json, Solution solution)
    {
        json.WriteStartArray("objectives");
        foreach (var objective in solution.Objectives)
        {
            json.WriteStartObject();
            json.WriteString("objective", objective.Kind switch
            {
                ObjectiveKind.Priority => "priorityLost",
                ObjectiveKind.Breaks => "breaks",
                ObjectiveKind.Evenness => "evenness",
                ObjectiveKind.PlaceChanges => "placeChanges",
                _ => "walking",
            });
            json.WriteNumber("value", objective.Value);
            if (objective.IsSought) json.WriteNumber("bound", objective.Bound);
            json.WriteString("status", objective switch { { IsSought: false } => "notSought", { IsProven: true } => "optimal", _ => "feasible" });
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A value with what is known of it.
    private static string Told(Solution solution, ObjectiveKind kind) =>
        solution.Objectives.FirstOrDefault(o => o.Kind == kind) is not { } objective ? ""
        : !objective.IsSought ? $"{objective.Value}"
        : objective.IsProven ? $"{objective.Value}, proven," : $"{objective.Value}, at least {objective.Bound},";

    private static string Status(Solution solution) => solution.Status switch
    {
        // The gap is that of the first objective that is not proven.
        SolutionStatus.Feasible when solution.Objectives.FirstOrDefault(o => o is { IsSought: true, IsProven: false }) is { Kind: not ObjectiveKind.Breaks } open =>
            $"feasible, gap {open.Value - open.Bound} ({open.Kind switch { ObjectiveKind.Priority => "priority", ObjectiveKind.Evenness => "fairness", ObjectiveKind.PlaceChanges => "places", _ => "walking" }})",
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
