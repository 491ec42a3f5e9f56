using System.Globalization;

namespace Paceline.Scheduling.Bench;

/// <summary>What was asked of the engine, and what it did: one table at the end.</summary>
internal sealed class Figures
{
    private readonly List<string> _rows = [];

    public void AtMost(string figure, double measured, double limit, string unit) =>
        Add(figure, Text(measured, unit), $"at most {Text(limit, unit)}", measured <= limit);

    public void AtLeast(string figure, double measured, double limit, string unit) =>
        Add(figure, Text(measured, unit), $"at least {Text(limit, unit)}", measured >= limit);

    public void Print()
    {
        if (_rows.Count == 0) return;
        Console.WriteLine("| figure | measured | asked for | met |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var row in _rows) Console.WriteLine(row);
    }

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.###}{(unit.Length > 0 ? " " : "")}{unit}");

    private void Add(string figure, string measured, string limit, bool met) => _rows.Add($"| {figure} | {measured} | {limit} | {(met ? "yes" : "NO")} |");
}
