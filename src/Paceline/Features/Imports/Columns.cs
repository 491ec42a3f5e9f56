using System.Globalization;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;

namespace Paceline.Features.Imports;

/// <summary>The headings of a kind of table, explained.</summary>
public sealed record HeadingList(IReadOnlyList<(string Key, string Means)> Columns, IReadOnlyDictionary<string, string[]> Headings, string Caption);

/// <summary>The columns of a table by the headings that people give them, and what is said about their cells.</summary>
internal sealed class Columns
{
    private readonly Dictionary<string, int> _positions = [];
    private readonly List<ImportProblem> _problems;

    public Columns(Table table, IReadOnlyDictionary<string, string[]> headings, List<ImportProblem> problems)
    {
        _problems = problems;
        foreach (var (column, names) in headings)
            if (Find(table, names) is { } position) _positions[column] = position;
        var taken = _positions.Values.ToHashSet();
        for (var i = 0; i < table.Header.Count; i++)
            if (table.Header[i] is not "" && !taken.Contains(i)) problems.Add(new ImportProblem(null, i + 1, "Nothing is taken from the column “{0}”.", Shortened(table.Header[i])) { IsNotice = true });
    }

    public static int? Find(Table table, string[] names) => names.Select(table.ColumnOf).FirstOrDefault(p => p is not null);

    /// <summary>For problems: the column from 1, or null where the file has none such.</summary>
    public int? Number(string column) => _positions.TryGetValue(column, out var position) ? position + 1 : null;

    /// <summary>One line of the table, to be read.</summary>
    public Line At(TableRow row) => new(this, row);

    /// <summary>A text that is quoted in a message.</summary>
    public static string Shortened(string text) => text.Length > 60 ? text[..60] + "…" : text;

    /// <summary>A line, and whether anything in it is wrong.</summary>
    public sealed class Line(Columns columns, TableRow row)
    {
        /// <summary>Nothing was said against it.</summary>
        public bool IsSound { get; private set; } = true;

        /// <summary>A cell as one trimmed line, at most so long.</summary>
        public string Text(string column, int longest)
        {
            var text = columns._positions.TryGetValue(column, out var position) && position < row.Cells.Count ? Spelling.Line(row.Cells[position]) : "";
            if (text.Length <= longest) return text;
            Wrong(column, new("This is {0} characters long; at most {1} are kept.", text.Length, longest));
            return "";
        }

        /// <summary>A cell that must not be empty.</summary>
        public string Needed(string column, int longest, string sentence)
        {
            var text = Text(column, longest);
            if (text is "" && IsSound) Wrong(column, new(sentence));
            return text;
        }

        /// <summary>A whole number, or null where the cell is empty or wrong.</summary>
        public int? Number(string column, int least, int most)
        {
            var text = Text(column, 100);
            if (text is "") return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
            Wrong(column, new("“{0}” is no whole number from {1} to {2}.", Shortened(text), least, most));
            return null;
        }

        /// <summary>A cell that a rule reads; empty cells are not asked about.</summary>
        public T? Read<T>(string column, Func<string, (T? Value, Refusal? Refusal)> rule, T? ifEmpty)
        {
            var text = Text(column, 1000);
            if (text is "") return ifEmpty;
            var (value, refusal) = rule(text);
            if (refusal is not null) Wrong(column, refusal);
            return value;
        }

        private void Wrong(string column, Refusal refusal)
        {
            IsSound = false;
            columns._problems.Add(ImportProblem.Of(row.Line, columns.Number(column), refusal));
        }
    }
}
