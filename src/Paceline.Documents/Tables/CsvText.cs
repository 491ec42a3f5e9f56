namespace Paceline.Documents;

/// <summary>Comma-separated text (RFC 4180), as spreadsheets of all countries write it.</summary>
public static class CsvText
{
    /// <summary>Reads a table. Whatever the bytes are, the answer is a table or problems in words, never an exception.</summary>
    public static TableReading Read(ReadOnlyMemory<byte> content, TableLimits limits) => throw new NotSupportedException("Follows.");

    /// <summary>
    /// Writes UTF-8 with a byte order mark, lines ended by CR LF, numbers and dates the same in every country.
    /// Text that a spreadsheet would take for a formula gets a leading apostrophe, which <see cref="Read"/> takes off again.
    /// </summary>
    /// <param name="header">The headings.</param>
    /// <param name="rows">Texts, numbers, dates, booleans or null; anything else by its text.</param>
    /// <param name="delimiter">Comma, semicolon, tab or bar.</param>
    public static byte[] Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows, char delimiter = ',') => throw new NotSupportedException("Follows.");
}
