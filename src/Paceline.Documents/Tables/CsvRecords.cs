using System.Text;

namespace Paceline.Documents;

/// <summary>
/// Takes delimited text apart, record by record (RFC 4180 section 2). It never fails: a quotation mark that is not where
/// the RFC allows it is taken as it stands, and one that is never closed is told by <see cref="OpenQuote"/>.
/// </summary>
internal sealed class CsvRecords(string text, char delimiter)
{
    private int position;
    private int line = 1;

    /// <summary>The physical line in which the record last read begins; the first is 1.</summary>
    public int Line { get; private set; }

    /// <summary>Line and column of the quotation mark that is open at the end of the text.</summary>
    public (int Line, int Column)? OpenQuote { get; private set; }

    /// <summary>The fields of the next record; null at the end. A line without any character is a record of one empty field.</summary>
    public List<string>? Next()
    {
        if (position >= text.Length) return null;
        Line = line;
        var fields = new List<string>();
        do
        {
            fields.Add(position < text.Length && text[position] == '"' ? Quoted(fields.Count + 1) : Plain());
        }
        while (Skip(delimiter));

        if (Skip('\r')) line++;
        else if (position < text.Length) line++;
        else return fields;
        if (position < text.Length && text[position] == '\n') position++;
        return fields;
    }

    private string Plain()
    {
        var length = text.AsSpan(position).IndexOfAny(delimiter, '\r', '\n');
        if (length < 0) length = text.Length - position;
        position += length;
        return text.Substring(position - length, length);
    }

    private string Quoted(int column)
    {
        var opened = (line, column);
        var field = new StringBuilder();
        position++;
        while (true)
        {
            var length = text.AsSpan(position).IndexOf('"');
            if (length < 0)
            {
                OpenQuote = opened;
                length = text.Length - position;
            }

            var part = text.AsSpan(position, length);
            line += LineBreaks(part);
            field.Append(part);
            position += length;
            if (position >= text.Length) return field.ToString();
            position++;
            if (!Skip('"')) break;
            field.Append('"');
        }

        // What follows the closing mark belongs to the field all the same: nothing that people typed gets lost.
        return field.Append(Plain()).ToString();
    }

    private bool Skip(char character)
    {
        if (position >= text.Length || text[position] != character) return false;
        position++;
        return true;
    }

    /// <summary>How many lines end in the text: at CR LF, at LF or at CR alone.</summary>
    internal static int LineBreaks(ReadOnlySpan<char> text)
    {
        var breaks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) breaks++;
        }

        return breaks;
    }
}
