using System.Buffers;
using System.Text;

namespace Paceline.Documents;

/// <summary>Comma-separated text (RFC 4180), as spreadsheets of all countries write it.</summary>
public static class CsvText
{
    private const string Delimiters = ",;\t|";
    private const string SeparatorLine = "sep=";
    private static readonly SearchValues<char> ToQuote = SearchValues.Create(Delimiters + "\"\r\n");

    /// <summary>
    /// Reads a table in UTF-8, UTF-16 with a byte order mark or else Windows-1252, delimited by comma, semicolon, tab or bar.
    /// Whatever the bytes are, the answer is a table or problems in words, never an exception.
    /// </summary>
    public static TableReading Read(ReadOnlyMemory<byte> content, TableLimits limits)
    {
        var table = new TableAssembly(limits, shortRowsAreUsual: false);
        Read(content, limits, table, DelimiterOf);
        return table.Finish();
    }

    /// <summary>Reads the rows as they stand, headings and titles among them: the delimiter is sought in more than the first line.</summary>
    public static RowReading ReadRows(ReadOnlyMemory<byte> content, TableLimits limits)
    {
        var rows = new RowCollection(limits);
        Read(content, limits, rows, DelimiterOfMostLines);
        return rows.Finish("", []);
    }

    private static void Read(ReadOnlyMemory<byte> content, TableLimits limits, IRowTaker table, Func<string, char> delimiter)
    {
        if (content.Length > limits.Bytes)
        {
            table.Refuse(null, null, "This file is larger than {0} bytes.", limits.Bytes);
            return;
        }

        var kind = FileKind.Detect(content.Span);
        if (kind is not (FileKind.Text or FileKind.Unknown))
        {
            table.Refuse(null, null, "This is not a text file: by its content it is of the kind {0}.", kind.Name);
            return;
        }

        var text = CsvEncoding.Decode(content.Span, out var guessed);
        if (text.IndexOf('\0', StringComparison.Ordinal) is var nul and >= 0)
        {
            table.Refuse(CsvRecords.LineBreaks(text.AsSpan(0, nul)) + 1, null, "This line holds bytes that are not text.");
            return;
        }

        if (guessed) table.Notice(null, null, "This file is not in UTF-8; it was read as Western European text (Windows-1252). If letters look wrong, save it as “CSV UTF-8”.");
        ReadRecords(text, table, delimiter(text));
    }

    /// <summary>
    /// Writes UTF-8 with a byte order mark, lines ended by CR LF, numbers and dates the same in every country.
    /// Text that a spreadsheet would take for a formula gets a leading apostrophe, which <see cref="Read"/> takes off again.
    /// NUL characters are left out: neither spreadsheets nor databases take them.
    /// </summary>
    /// <param name="header">The headings.</param>
    /// <param name="rows">Texts, numbers, dates, booleans or null; anything else by its text.</param>
    /// <param name="delimiter">Comma, semicolon, tab or bar.</param>
    /// <exception cref="ArgumentException">The delimiter is none of the four.</exception>
    public static byte[] Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows, char delimiter = ',')
    {
        if (!Delimiters.Contains(delimiter, StringComparison.Ordinal)) throw new ArgumentException("Comma, semicolon, tab or bar.", nameof(delimiter));
        using var file = new MemoryStream();
        using (var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            WriteRecord(text, header, delimiter);
            foreach (var row in rows) WriteRecord(text, row, delimiter);
        }

        return file.ToArray();
    }

    private static void ReadRecords(string text, IRowTaker table, char delimiter)
    {
        var records = new CsvRecords(text, delimiter);
        var skip = IsSeparatorLine(text);
        while (records.Next() is { } fields)
        {
            if (records.OpenQuote is { } quote)
            {
                table.Refuse(quote.Line, quote.Column, "The quotation mark that opens this cell is never closed.");
                return;
            }

            if (skip) skip = false;
            else if (!table.Add(records.Line, fields.ConvertAll(FormulaGuard.Off))) return;
        }
    }

    /// <summary>The delimiter that stands most often in the first line with any text, outside quotation marks.</summary>
    private static char DelimiterOf(string text)
    {
        if (IsSeparatorLine(text)) return text[SeparatorLine.Length];
        var counts = new int[Delimiters.Length];
        var quoted = false;
        var blank = true;
        foreach (var character in text)
        {
            if (character == '"') quoted = !quoted;
            else if (!quoted && character is '\r' or '\n' && !blank) break;
            if (!char.IsWhiteSpace(character)) blank = false;
            if (!quoted && Delimiters.IndexOf(character, StringComparison.Ordinal) is var found and >= 0) counts[found]++;
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>The delimiter that stands in most of the first lines; among those, the one that stands most often.</summary>
    private static char DelimiterOfMostLines(string text)
    {
        if (IsSeparatorLine(text)) return text[SeparatorLine.Length];
        const int linesLookedAt = 50;
        var (lines, counts, here) = (new int[Delimiters.Length], new int[Delimiters.Length], new bool[Delimiters.Length]);
        var (quoted, line) = (false, 0);
        foreach (var character in text)
        {
            if (character == '"') quoted = !quoted;
            if (quoted) continue;
            if (character == '\n' || character == '\r')
            {
                for (var i = 0; i < here.Length; i++) lines[i] += here[i] ? 1 : 0;
                Array.Clear(here);
                if (++line > 2 * linesLookedAt) break;
            }
            else if (Delimiters.IndexOf(character, StringComparison.Ordinal) is var found and >= 0)
            {
                counts[found]++;
                here[found] = true;
            }
        }

        for (var i = 0; i < here.Length; i++) lines[i] += here[i] ? 1 : 0;
        return Delimiters[Enumerable.Range(0, Delimiters.Length).MaxBy(i => (lines[i], counts[i]))];
    }

    /// <summary>Whether the first line is Excel's own way to name the delimiter, such as "sep=;".</summary>
    private static bool IsSeparatorLine(string text) =>
        text.StartsWith(SeparatorLine, StringComparison.OrdinalIgnoreCase)
        && text.Length > SeparatorLine.Length && Delimiters.Contains(text[SeparatorLine.Length], StringComparison.Ordinal)
        && (text.Length == SeparatorLine.Length + 1 || text[SeparatorLine.Length + 1] is '\r' or '\n');

    private static void WriteRecord(StreamWriter text, IReadOnlyList<object?> cells, char delimiter)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            if (column > 0) text.Write(delimiter);
            var cell = FormulaGuard.On(CellText.Of(cells[column]).Replace("\0", "", StringComparison.Ordinal));
            // A lone empty cell would be a blank line, which readers skip; all four delimiters are quoted so that none is mistaken for ours,
            // and outer blanks because some readers trim what is not quoted.
            var quote = cell.Length == 0 ? cells.Count == 1
                : cell.AsSpan().ContainsAny(ToQuote) || char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1]);
            if (quote) text.Write($"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            else text.Write(cell);
        }

        text.Write("\r\n");
    }
}
