namespace Paceline.Documents;

/// <summary>Puts a table together row by row and says what is wrong with it, the same for text files and workbooks.</summary>
/// <param name="limits">Where reading ends.</param>
/// <param name="shortRowsAreUsual">Workbooks store no empty cells, so a short row means nothing there.</param>
internal sealed class TableAssembly(TableLimits limits, bool shortRowsAreUsual) : IRowTaker
{
    private readonly List<TableProblem> problems = [];
    private readonly List<TableRow> rows = [];
    private List<string>? header;
    private int headerLine;
    private bool refused;

    /// <summary>Says something that is no reason to refuse.</summary>
    public void Notice(int? line, int? column, string sentence, params object[] arguments) =>
        Say(new TableProblem(line, column, sentence, arguments) { IsNotice = true });

    /// <summary>Says what must be mended in the file.</summary>
    public void Problem(int? line, int? column, string sentence, params object[] arguments) =>
        Say(new TableProblem(line, column, sentence, arguments));

    /// <summary>Says why the file cannot be read at all; there will be no table.</summary>
    public void Refuse(int? line, int? column, string sentence, params object[] arguments)
    {
        refused = true;
        // The reason for the refusal must not be the one that no longer finds room.
        if (problems.Count >= TableReading.MostProblems) problems.RemoveAt(problems.Count - 1);
        problems.Add(new TableProblem(line, column, sentence, arguments));
    }

    /// <summary>Takes the next row, the header first.</summary>
    /// <returns>Whether more rows are welcome.</returns>
    public bool Add(int line, List<string> cells)
    {
        if (cells.TrueForAll(string.IsNullOrWhiteSpace)) return true;
        Shorten(line, cells);
        return header is null ? AddHeader(line, cells) : AddRow(line, cells, header.Count);
    }

    /// <summary>A joined cell counts where its text stands: its first cell.</summary>
    public void Merged(string reference)
    {
    }

    /// <summary>The table, unless it was refused, with all that was said.</summary>
    public TableReading Finish()
    {
        if (!refused && header is null) Refuse(null, null, "This file is empty.");
        else if (!refused && rows.Count == 0) Problem(headerLine, null, "There are no rows below the headings.");
        return new TableReading(refused ? null : new Table(header!, rows), problems);
    }

    private bool AddHeader(int line, List<string> cells)
    {
        while (string.IsNullOrWhiteSpace(cells[^1])) cells.RemoveAt(cells.Count - 1);
        if (cells.Count > limits.Columns)
        {
            Refuse(line, limits.Columns + 1, "There are more than {0} columns.", limits.Columns);
            return false;
        }

        header = cells.ConvertAll(cell => cell.Trim());
        headerLine = line;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var column = 0; column < header.Count; column++)
        {
            if (header[column].Length == 0) Notice(line, column + 1, "This column has no heading, so nothing is taken from it.");
            else if (!seen.Add(Heading.Fold(header[column]))) Problem(line, column + 1, "The heading “{0}” stands here a second time.", header[column]);
        }

        return true;
    }

    private bool AddRow(int line, List<string> cells, int width)
    {
        if (rows.Count == limits.Rows)
        {
            Refuse(line, null, "There are more than {0} rows.", limits.Rows);
            return false;
        }

        if (cells.Count < width && !shortRowsAreUsual) Notice(line, null, "This line has {0} cells, the headings are {1}; the missing ones count as empty.", cells.Count, width);
        while (cells.Count < width) cells.Add("");
        var beyond = cells.FindIndex(width, cell => !string.IsNullOrWhiteSpace(cell));
        if (beyond >= 0) Problem(line, beyond + 1, "This cell has no heading above it.");
        cells.RemoveRange(width, cells.Count - width);
        rows.Add(new TableRow(line, cells));
        return true;
    }

    private void Shorten(int line, List<string> cells)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            if (cells[column].Length <= limits.CellLength) continue;
            Problem(line, column + 1, "This cell is longer than {0} characters.", limits.CellLength);
            cells[column] = "";
        }
    }

    private void Say(TableProblem problem)
    {
        if (problems.Count < TableReading.MostProblems - 1) problems.Add(problem);
        else if (problems.Count == TableReading.MostProblems - 1) problems.Add(new TableProblem(null, null, "There is more to say than is listed here."));
    }
}
