namespace Paceline.Documents;

/// <summary>A sheet that a person can see.</summary>
/// <param name="Name">What its tab says.</param>
/// <param name="IsEmpty">Whether it holds nothing.</param>
public sealed record SheetInfo(string Name, bool IsEmpty);

/// <summary>The rows of a sheet or text file as they stand; which of them are headings, the reader decides.</summary>
/// <param name="Sheet">The sheet that was read; empty for a text file.</param>
/// <param name="Sheets">All visible sheets; none for a text file.</param>
/// <param name="Rows">Rows that are not blank, each as wide as the widest; null if the file could not be read.</param>
/// <param name="Problems">What is to be said, in the order of the file.</param>
public sealed record RowReading(string Sheet, IReadOnlyList<SheetInfo> Sheets, IReadOnlyList<TableRow>? Rows, IReadOnlyList<TableProblem> Problems)
{
    /// <summary>Cells that were joined across columns, by the line of the first: from and to column, from 1.</summary>
    public IReadOnlyList<(int Line, int From, int To)> JoinedColumns { get; init; } = [];
}
