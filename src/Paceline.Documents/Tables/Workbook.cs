namespace Paceline.Documents;

/// <summary>Workbooks in Office Open XML (XLSX).</summary>
public static class Workbook
{
    /// <summary>The media type of a workbook.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>
    /// Reads the first visible sheet: texts, numbers without grouping, dates as ISO 8601, booleans as TRUE and FALSE.
    /// A formula gives the value that was saved with it and is never calculated.
    /// Whatever the bytes are, the answer is a table or problems in words, never an exception.
    /// </summary>
    public static TableReading Read(ReadOnlyMemory<byte> content, TableLimits limits)
    {
        var table = new TableAssembly(limits, shortRowsAreUsual: true);
        new WorkbookReader(content, limits, table).ReadFirst();
        return table.Finish();
    }

    /// <summary>
    /// Reads the rows of one visible sheet as they stand, headings and titles among them. The text of joined cells counts in each of them.
    /// </summary>
    /// <param name="content">The file.</param>
    /// <param name="limits">Where reading ends.</param>
    /// <param name="sheet">Its name; null or a name that there is not gives the first sheet that holds anything.</param>
    public static RowReading ReadRows(ReadOnlyMemory<byte> content, TableLimits limits, string? sheet)
    {
        var rows = new RowCollection(limits);
        var reader = new WorkbookReader(content, limits, rows);
        reader.ReadOf(sheet);
        return rows.Finish(reader.Name, reader.Sheets);
    }

    /// <summary>Writes a workbook: frozen header, filter, fitting columns; text is always text, never a formula.</summary>
    /// <param name="sheets">At least one; their names are made legal and different.</param>
    /// <param name="title">The title in the file's properties; by default the name of the first sheet.</param>
    /// <exception cref="ArgumentException">There is no sheet.</exception>
    public static byte[] Write(IReadOnlyList<Sheet> sheets, string? title = null) => WorkbookWriter.Write(sheets, title);
}
