using System.Globalization;
using System.Text;

namespace Paceline.Scheduling;

/// <summary>A schedule as a table of text for people: a row per slot, a column per place; a long meeting stands in each of its slots.</summary>
public static class ScheduleGrid
{
    private const int Widest = 24;

    /// <summary>Writes the table; places that nobody uses are left out.</summary>
    public static string Write(Problem problem, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(schedule);
        var used = schedule.Placements.Select(p => p?.Place).ToHashSet();
        var places = Enumerable.Range(0, problem.Places.Count).Where(l => used.Contains(l)).ToList();
        List<List<string>> rows = [["", .. places.Select(l => problem.Places[l].Name)]];
        for (var t = 0; t < problem.Slots.Count; t++)
        {
            var slot = t;
            var name = problem.Slots[t].Name.Length > 0 ? problem.Slots[t].Name : (t + 1).ToString(CultureInfo.InvariantCulture);
            rows.Add([name, .. places.Select(l => string.Join(" / ", schedule.Placements.Index()
                .Where(p => p.Item is { } at && at.Place == l && at.Slot <= slot && slot < at.Slot + problem.Meetings[p.Index].Length)
                .Select(p => Parties(problem, p.Index, p.Item!.Value.Interpreter))))]);
        }

        var widths = Enumerable.Range(0, places.Count + 1).Select(c => Math.Min(Widest, rows.Max(r => r[c].Length))).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, c) => (cell.Length > widths[c] ? cell[..(widths[c] - 1)] + "…" : cell).PadRight(widths[c]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string Parties(Problem problem, int meeting, int? interpreter) =>
        string.Join("–", problem.Meetings[meeting].Parties.Select(p => problem.Participants[p].Name))
        + (interpreter is { } who ? $" ({problem.Interpreters[who].Name})" : "");
}
