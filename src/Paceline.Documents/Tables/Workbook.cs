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
    public static TableReading Read(ReadOnlyMemory<byte> content, TableLimits limits) => new WorkbookReader(content, limits).Read();

    /// <summary>Writes a workbook: frozen header, filter, fitting columns; text is always text, never a formula.</summary>
    /// <param name="sheets">At least one; their names are made legal and different.</param>
    /// <param name="title">The title in the file's properties; by default the name of the first sheet.</param>
    /// <exception cref="ArgumentException">There is no sheet.</exception>
    public static byte[] Write(IReadOnlyList<Sheet> sheets, string? title = null) => WorkbookWriter.Write(sheets, title);
}
