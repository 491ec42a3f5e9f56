using Paceline.Documents;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Platform.Files;

namespace Paceline.Features.Members;

/// <summary>A column of an uploaded list.</summary>
/// <param name="Position">From 0.</param>
/// <param name="Heading">Its heading, made different from all others.</param>
/// <param name="Group">What stands over the heading, if anything.</param>
/// <param name="Example">The first value in it.</param>
public sealed record SheetColumn(int Position, string Heading, string Group, string Example);

/// <summary>An uploaded list: which of its rows are headings, and which are members.</summary>
public sealed record MemberSheet
{
    /// <summary>Rows of one file; more are refused, and said so before the upload.</summary>
    public const int MostRows = 20_000;

    /// <summary>Rows in which headings are sought: titles, notes and blank lines come first in many lists.</summary>
    private const int RowsLookedAt = 30;

    private static readonly TableLimits Limits = TableLimits.Default with { Bytes = FileStore.Largest, Rows = MostRows, CellLength = 20_000 };

    public IReadOnlyList<ImportProblem> Problems { get; private init; } = [];
    public string Sheet { get; private init; } = "";
    public IReadOnlyList<SheetInfo> Sheets { get; private init; } = [];
    /// <summary>The line of the headings.</summary>
    public int HeaderLine { get; private init; }
    public IReadOnlyList<SheetColumn> Columns { get; private init; } = [];
    public IReadOnlyList<TableRow> Rows { get; private init; } = [];
    /// <summary>Nothing can be taken from the file.</summary>
    public bool IsUnreadable => Columns.Count == 0;

    /// <summary>Reads a file by what it is, not by what it is called.</summary>
    public static MemberSheet Read(byte[] content, string? sheet)
    {
        if (content.Length == 0) return Refused("This file is empty.");
        var kind = FileKind.Detect(content);
        var reading = kind is FileKind.Xlsx or FileKind.Zip or FileKind.MacroDocument ? Workbook.ReadRows(content, Limits, sheet)
            : kind is FileKind.Ole ? null : kind is FileKind.Text or FileKind.Unknown ? CsvText.ReadRows(content, Limits) : null;
        if (reading is null)
            return kind is FileKind.Ole ? Refused("This is an older Excel workbook (XLS) or one locked by a password. Save it as XLSX or CSV, without a password.")
                : Refused("By its content this file is of the kind {0}, whatever its name says. Bring CSV or XLSX.", kind.Name);
        var said = reading.Problems.Select(p => new ImportProblem(p.Line, p.Column, p.Sentence, p.Arguments) { IsNotice = p.IsNotice || p.Line is null && reading.Rows is not null }).ToList();
        return reading.Rows is not { } rows ? new MemberSheet { Problems = said, Sheets = reading.Sheets } : Of(reading, rows, said);
    }

    private static MemberSheet Of(RowReading reading, IReadOnlyList<TableRow> rows, List<ImportProblem> said)
    {
        var header = HeaderOf(rows);
        var groups = GroupsAbove(rows, header, reading);
        var first = header + 1;
        // A second row of headings: the same in another language, or units.
        while (first < rows.Count && first <= header + 2 && Recognised(rows[first]) >= 2 && Recognised(rows[first]) * 2 >= Filled(rows[first])) first++;
        var data = rows.Skip(first).ToList();
        if (header > 0 && groups is null) said.Add(new ImportProblem(rows[header].Line, null, "The headings were found here; what stands above them is left out.") { IsNotice = true });
        if (first > header + 1) said.Add(new ImportProblem(rows[header + 1].Line, null, "This was taken for a second row of headings and left out.") { IsNotice = true });
        if (data.Count == 0) said.Add(new ImportProblem(rows[header].Line, null, "There are no rows below the headings."));
        // What is wrong above the headings does not matter any more.
        said.RemoveAll(p => !p.IsNotice && p.Line < rows[header].Line);
        return new MemberSheet { Problems = said, Sheet = reading.Sheet, Sheets = reading.Sheets, HeaderLine = rows[header].Line, Rows = data, Columns = ColumnsOf(rows[header], groups, data) };
    }

    private static List<SheetColumn> ColumnsOf(TableRow header, TableRow? groups, List<TableRow> data)
    {
        var columns = new List<SheetColumn>(header.Cells.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < header.Cells.Count; i++)
        {
            var (heading, group) = (Short(header.Cells[i]), groups is null ? "" : Short(groups.Cells[i]));
            var example = data.Take(50).Select(r => r.Cells[i]).FirstOrDefault(c => !string.IsNullOrWhiteSpace(c)) ?? "";
            if (heading is "" && example is "") continue;
            if (heading is "") heading = group is "" ? Letters(i) : group;
            if (group == heading) group = "";
            var name = heading;
            for (var n = 2; !taken.Add(Heading.Fold(name)); n++) name = group is not "" && n == 2 ? $"{group}: {heading}" : $"{heading} ({n})";
            columns.Add(new SheetColumn(i, name, group, Short(example)));
        }

        return columns;
    }

    // The row in which most cells are known headings; where none is, the first row that is as wide as the list.
    private static int HeaderOf(IReadOnlyList<TableRow> rows)
    {
        var looked = rows.Take(RowsLookedAt).ToList();
        var best = Enumerable.Range(0, looked.Count).MaxBy(i => Recognised(looked[i]));
        if (Recognised(looked[best]) >= 2 || Recognised(looked[best]) == 1 && looked.All(r => Filled(r) <= 1)) return best;
        var width = looked.Max(Filled);
        return looked.FindIndex(r => Filled(r) >= Math.Max(1, width - 1));
    }

    private static TableRow? GroupsAbove(IReadOnlyList<TableRow> rows, int header, RowReading reading)
    {
        if (header == 0 || rows[header - 1].Line != rows[header].Line - 1) return null;
        var above = rows[header - 1];
        var distinct = above.Cells.Where(c => !string.IsNullOrWhiteSpace(c)).Distinct(StringComparer.Ordinal).Count();
        // A title over the whole list is no group; several words over parts of it are.
        return distinct >= 2 && (reading.JoinedColumns.Any(j => j.Line == above.Line) || distinct * 2 <= Filled(rows[header])) ? above : null;
    }

    private static int Recognised(TableRow row) => row.Cells.Select(MemberColumns.Recognise).OfType<string>().Distinct(StringComparer.Ordinal).Count();

    private static int Filled(TableRow row) => row.Cells.Count(c => !string.IsNullOrWhiteSpace(c));

    private static string Short(string text)
    {
        var line = Domain.Matchmaking.Spelling.Line(text);
        return line.Length > 100 ? line[..100] + "…" : line;
    }

    private static string Letters(int position) => position < 26 ? $"{(char)('A' + position)}" : $"{(char)('A' + position / 26 - 1)}{(char)('A' + position % 26)}";

    private static MemberSheet Refused(string sentence, params object[] arguments) => new() { Problems = [new ImportProblem(null, null, sentence, arguments)] };
}
