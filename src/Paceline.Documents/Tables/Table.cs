namespace Paceline.Documents;

/// <summary>One row of a table as it stood in the file.</summary>
/// <param name="Line">The line of the text file, or the row number of the sheet, where the row begins; the first is 1.</param>
/// <param name="Cells">The texts, as many as the header has, as written: not trimmed.</param>
public sealed record TableRow(int Line, IReadOnlyList<string> Cells);

/// <summary>A header and its rows, read from a file.</summary>
/// <param name="Header">The headings, without surrounding blanks.</param>
/// <param name="Rows">The rows below the header; rows in which every cell is blank are left out.</param>
public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<TableRow> Rows)
{
    private readonly Dictionary<string, int> columns = Columns(Header);

    /// <summary>The headings, without surrounding blanks. Not to be changed in a copy: the columns are found by it.</summary>
    public IReadOnlyList<string> Header { get; } = Header;

    /// <summary>The position of a heading, compared without case, blanks and accents; null if the table has none such.</summary>
    public int? ColumnOf(string heading) => columns.TryGetValue(Heading.Fold(heading), out var position) ? position : null;

    /// <summary>The text of a row under a heading; null if the table has no such heading or the row ends before it.</summary>
    public string? Cell(TableRow row, string heading) =>
        ColumnOf(heading) is { } column && column < row.Cells.Count ? row.Cells[column] : null;

    private static Dictionary<string, int> Columns(IReadOnlyList<string> header)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var column = 0; column < header.Count; column++) positions.TryAdd(Heading.Fold(header[column]), column);
        return positions;
    }
}
