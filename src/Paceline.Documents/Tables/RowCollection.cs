using System.Globalization;

namespace Paceline.Documents;

/// <summary>Keeps rows as they stand, within limits, and spreads the text of joined cells over them.</summary>
internal sealed class RowCollection(TableLimits limits) : IRowTaker
{
    /// <summary>More joined cells than this are a way to make a small file expensive.</summary>
    private const int MostMerges = 20_000;

    private readonly List<(int Line, List<string> Cells)> rows = [];
    private readonly List<TableProblem> problems = [];
    private readonly List<(int Line, int From, int To)> joined = [];
    private int merges;
    private int filled;
    private bool refused;

    public void Notice(int? line, int? column, string sentence, params object[] arguments) => Say(new TableProblem(line, column, sentence, arguments) { IsNotice = true });

    public void Problem(int? line, int? column, string sentence, params object[] arguments) => Say(new TableProblem(line, column, sentence, arguments));

    public void Refuse(int? line, int? column, string sentence, params object[] arguments)
    {
        refused = true;
        if (problems.Count >= TableReading.MostProblems) problems.RemoveAt(problems.Count - 1);
        problems.Add(new TableProblem(line, column, sentence, arguments));
    }

    public bool Add(int line, List<string> cells)
    {
        while (cells.Count > 0 && string.IsNullOrWhiteSpace(cells[^1])) cells.RemoveAt(cells.Count - 1);
        if (cells.Count == 0) return true;
        if (rows.Count == limits.Rows) return Stop(line, null, "There are more than {0} rows.", limits.Rows);
        if (cells.Count > limits.Columns) return Stop(line, limits.Columns + 1, "There are more than {0} columns.", limits.Columns);
        for (var column = 0; column < cells.Count; column++)
        {
            if (cells[column].Length <= limits.CellLength) continue;
            Problem(line, column + 1, "This cell is longer than {0} characters.", limits.CellLength);
            cells[column] = "";
        }

        rows.Add((line, cells));
        return true;
    }

    public void Merged(string reference)
    {
        if (merges++ >= MostMerges || Range(reference) is not var (from, to, first, last)) return;
        var start = rows.BinarySearch((from, []), ByLine);
        if (start < 0 || rows[start].Cells.Count < first) return;
        var text = rows[start].Cells[first - 1];
        if (string.IsNullOrWhiteSpace(text)) return;
        if (last > first) joined.Add((from, first, Math.Min(last, limits.Columns)));
        for (var i = start; i < rows.Count && rows[i].Line <= to; i++)
        {
            var cells = rows[i].Cells;
            for (var column = first; column <= Math.Min(last, limits.Columns) && filled < limits.Rows * 20; column++)
            {
                while (cells.Count < column) cells.Add("");
                if (!string.IsNullOrWhiteSpace(cells[column - 1])) continue;
                cells[column - 1] = text;
                filled++;
            }
        }
    }

    /// <summary>The rows, unless they were refused, with all that was said.</summary>
    public RowReading Finish(string sheet, IReadOnlyList<SheetInfo> sheets)
    {
        if (!refused && rows.Count == 0) Refuse(null, null, "This file is empty.");
        if (refused) return new RowReading(sheet, sheets, null, problems);
        var width = rows.Max(r => r.Cells.Count);
        foreach (var (_, cells) in rows)
            while (cells.Count < width) cells.Add("");
        return new RowReading(sheet, sheets, [.. rows.Select(r => new TableRow(r.Line, r.Cells))], problems) { JoinedColumns = joined };
    }

    private static Comparer<(int Line, List<string> Cells)> ByLine { get; } = Comparer<(int Line, List<string> Cells)>.Create((a, b) => a.Line.CompareTo(b.Line));

    private bool Stop(int line, int? column, string sentence, params object[] arguments)
    {
        Refuse(line, column, sentence, arguments);
        return false;
    }

    private static (int From, int To, int First, int Last)? Range(string reference)
    {
        var ends = reference.Split(':');
        if (ends.Length != 2) return null;
        return CellReference.Column(ends[0]) is { } first && CellReference.Column(ends[1]) is { } last && Row(ends[0]) is { } from && Row(ends[1]) is { } to && first <= last && from <= to ? (from, to, first, last) : null;
    }

    private static int? Row(string cell) => int.TryParse(cell.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$"]), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;

    private void Say(TableProblem problem)
    {
        if (problems.Count < TableReading.MostProblems - 1) problems.Add(problem);
        else if (problems.Count == TableReading.MostProblems - 1) problems.Add(new TableProblem(null, null, "There is more to say than is listed here."));
    }
}
