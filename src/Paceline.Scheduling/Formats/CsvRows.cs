using System.Text;

namespace Paceline.Scheduling;

/// <summary>A row of a CSV file and the line on which it begins.</summary>
internal sealed record CsvRow(int Line, List<string> Cells)
{
    public string this[int column] => column < Cells.Count ? Cells[column] : "";

    /// <summary>Cuts a text into rows after RFC 4180; empty rows and those that begin with # are skipped.</summary>
    public static List<CsvRow> ReadAll(string text) => ReadAll(text, out _);

    /// <summary>Likewise; <paramref name="open"/> is the line on which a quote begins that never ends, or null.</summary>
    public static List<CsvRow> ReadAll(string text, out int? open)
    {
        open = null;
        var rows = new List<CsvRow>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        int line = 1, begins = 1;
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (c == '\n' && i < text.Length) line++;
            if (quoted && i < text.Length)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else (quoted, open) = (false, null);
            }
            else if (c == '"')
            {
                quoted = true;
                open = line;
            }
            else if (c is ',' or '\n')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                if (c == ',') continue;
                if (cells.Exists(x => x.Length > 0) && cells[0] is not ['#', ..]) rows.Add(new CsvRow(begins, cells));
                cells = [];
                begins = line;
            }
            else if (c is not ('\r' or '\uFEFF'))
            {
                cell.Append(c);
            }
        }

        return rows;
    }

    /// <summary>A cell as it is written: in quotes where it needs them.</summary>
    public static string Cell(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n#") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
