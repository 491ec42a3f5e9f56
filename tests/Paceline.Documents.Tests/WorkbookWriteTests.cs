using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Paceline.Documents.Tests;

public class WorkbookWriteTests
{
    private static readonly object?[][] Values =
    [
        ["Köln", 12, 1234.5m, new DateOnly(2026, 3, 1), new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(1)), new TimeOnly(14, 30), true],
        ["=1+1", -3L, 0.25, null, new DateTime(2026, 12, 31, 23, 59, 0, DateTimeKind.Utc), null, false],
        ["上海 شرکت 😀", 1234567890123456L, double.NaN, new DateOnly(1815, 6, 18), "2026", 'x', null],
    ];

    private static readonly string[] Header = ["text", "whole", "amount", "day", "moment", "time", "yes"];

    [Fact]
    public void What_is_written_is_read_back()
    {
        var reading = Workbook.Read(Workbook.Write([new Sheet("List", Header, Values)]), TableLimits.Default);
        Assert.Empty(reading.Problems);
        Assert.Equal(Header, reading.Table!.Header);
        Assert.Equal("Köln|12|1234.5|2026-03-01|2026-03-01T09:30:00|14:30|TRUE", string.Join('|', reading.Table.Rows[0].Cells));
        Assert.Equal("=1+1|-3|0.25||2026-12-31T23:59:00||FALSE", string.Join('|', reading.Table.Rows[1].Cells));
        Assert.Equal("上海 شرکت 😀|1234567890123456|NaN|1815-06-18|2026|x|", string.Join('|', reading.Table.Rows[2].Cells));
    }

    [Fact]
    public void Any_text_is_read_back_but_for_what_XML_forbids() =>
        ArbitraryText.Holds(text =>
        {
            var cell = "x" + text;
            var expected = cell.ReplaceLineEndings("\n").Replace("\u0001", "", StringComparison.Ordinal).Replace("\u001B", "", StringComparison.Ordinal);
            var read = Workbook.Read(Workbook.Write([new Sheet("S", ["h"], [[cell]])]), TableLimits.Default).Table!.Rows[0].Cells[0];
            return string.Equals(expected, read, StringComparison.Ordinal);
        });

    [Fact]
    public void Office_opens_it_without_repair()
    {
        var bytes = Workbook.Write(
            [
                new Sheet("Übersicht: [alle] / *?", Header, Values) { RightToLeft = true },
                new Sheet("上海", ["a\u0000b\ud800", "_x0041_"], [["x\u0001\uFFFE", new string('ي', 40_000)], [], ["one", "two", "three"]]),
                new Sheet("empty", ["only a heading"], []),
                new Sheet("nothing", [], []),
            ],
            "Export\u0002");
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        Validity.Check(document);
        Assert.Equal("Export", document.PackageProperties.Title);
    }

    [Fact]
    public void Cells_have_types_the_header_is_frozen_and_filtered()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Workbook.Write([new Sheet("List", Header, Values)])), false);
        Assert.Equal("List", document.PackageProperties.Title);
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet;
        Assert.Equal(S.PaneStateValues.Frozen, sheet.Descendants<S.Pane>().Single().State!.Value);
        Assert.Equal("A1:G4", sheet.Descendants<S.AutoFilter>().Single().Reference!.Value);
        Assert.Equal(7, sheet.Descendants<S.Column>().Count(column => column.Width?.Value >= 8));
        Assert.Empty(sheet.Descendants<S.CellFormula>());
        var first = sheet.Descendants<S.Row>().ElementAt(1).Elements<S.Cell>().ToArray();
        Assert.Equal([S.CellValues.InlineString, null, null, null, null, null, S.CellValues.Boolean], first.Select(cell => cell.DataType?.Value));
        Assert.Equal("1234.5", first[2].CellValue!.Text);
        var formula = sheet.Descendants<S.Row>().ElementAt(2).Elements<S.Cell>().First();
        Assert.Equal((S.CellValues.InlineString, "=1+1"), (formula.DataType!.Value, formula.InnerText));
        // Sixteen digits are more than a spreadsheet keeps in a number.
        Assert.Equal(S.CellValues.InlineString, sheet.Descendants<S.Row>().ElementAt(3).Elements<S.Cell>().ElementAt(1).DataType!.Value);
    }

    [Fact]
    public void Wide_letters_get_wide_columns_and_long_texts_do_not_fill_the_screen()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Workbook.Write([new Sheet("S", ["a", "b", "c"], [["上海市浦东新区企业", "abcdefghi", new string('x', 10_000)]])])), false);
        Assert.Equal([19, 10, 60], document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<S.Column>().Select(column => column.Width!.Value));
    }

    [Fact]
    public void Sheet_names_are_made_legal_and_different()
    {
        var names = new[] { "a/b", "A b", "", "'quoted'", "history", new string('x', 40), new string('X', 40), new string('y', 30) + "😀", "\u0001" };
        using var document = SpreadsheetDocument.Open(new MemoryStream(Workbook.Write([.. names.Select(name => new Sheet(name, ["h"], []))])), false);
        Assert.Equal(
            (string?[])["a b", "A b (2)", "Sheet", "quoted", "Sheet (2)", new string('x', 31), new string('X', 27) + " (2)", new string('y', 30), "Sheet (3)"],
            document.WorkbookPart!.Workbook.Descendants<S.Sheet>().Select(sheet => sheet.Name!.Value).ToArray());
    }

    [Fact]
    public void A_workbook_without_sheets_is_refused() => Assert.Throws<ArgumentException>(() => Workbook.Write([]));
}
