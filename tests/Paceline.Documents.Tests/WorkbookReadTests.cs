using System.IO.Compression;

namespace Paceline.Documents.Tests;

public class WorkbookReadTests
{
    private const string Header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>c</t></is></c></row>";

    private static TableReading Read(WorkbookFile file, TableLimits? limits = null) => Workbook.Read(file.ToBytes(), limits ?? TableLimits.Default);

    private static string[][] Cells(TableReading reading) => [.. reading.Table!.Rows.Select(row => row.Cells.ToArray())];

    private static string Refusal(byte[] content, TableLimits? limits = null)
    {
        var reading = Workbook.Read(content, limits ?? TableLimits.Default);
        Assert.Null(reading.Table);
        return Assert.Single(reading.Problems).ToString();
    }

    [Fact]
    public void Reads_shared_and_inline_texts_numbers_and_booleans()
    {
        var reading = Read(new WorkbookFile
        {
            SharedTexts = "<si><t>上海</t></si><si><r><t>شر</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">کت </t></r><rPh sb=\"0\" eb=\"1\"><t>phonetic</t></rPh></si><si/><si><t>a_x000D_b_x0000_</t></si>",
            Rows = Header
                + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>"
                + "<row r=\"5\"><c t=\"s\"><v>2</v></c><c><v>4915112345678</v></c><c t=\"b\"><v>1</v></c></row>"
                + "<row><c t=\"s\"><v>99</v></c><c><v>0.30000000000000004</v></c><c t=\"b\"><v>0</v></c></row>"
                + "<row><c><v>1E-3</v></c><c><v>-12.50</v></c><c t=\"s\"><v>3</v></c></row>",
        });
        Assert.Equal([["上海", "", "شرکت "], ["", "4915112345678", "TRUE"], ["", "0.3", "FALSE"], ["0.001", "-12.5", "a\nb"]], Cells(reading));
        Assert.Equal([2, 5, 6, 7], reading.Table!.Rows.Select(row => row.Line));
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData(14, "", "46082", "2026-03-01")]
    [InlineData(14, "", "1", "1900-01-01")]
    [InlineData(14, "", "61", "1900-03-01")]
    [InlineData(22, "", "46082.395833333336", "2026-03-01T09:30:00")]
    [InlineData(14, "", "46082.5", "2026-03-01T12:00:00")]
    [InlineData(20, "", "0.60416666666666663", "14:30")]
    [InlineData(46, "", "1.5", "36:00:00")]
    [InlineData(164, "yyyy\\-mm\\-dd", "46082", "2026-03-01")]
    [InlineData(164, "[$-409]d&quot; de &quot;mmmm;@", "46082", "2026-03-01")]
    [InlineData(164, "mmm", "46082", "2026-03-01")]
    [InlineData(164, "h:mm", "0.5", "12:00")]
    [InlineData(164, "[h]:mm", "2", "48:00:00")]
    [InlineData(164, "&quot;day&quot; 0", "46082", "46082")]
    [InlineData(164, "#,##0.00\\ \\d", "46082", "46082")]
    [InlineData(164, "[Red]0", "46082", "46082")]
    [InlineData(164, "General", "46082", "46082")]
    [InlineData(9, "", "0.25", "0.25")]
    [InlineData(14, "", "-1", "-1")]
    [InlineData(14, "", "9999999", "9999999")]
    [InlineData(14, "", "soon", "soon")]
    public void Reads_dates_by_their_format(int format, string code, string stored, string text)
    {
        var reading = Read(new WorkbookFile
        {
            NumberFormats = code.Length == 0 ? "" : $"<numFmt numFmtId=\"{format}\" formatCode=\"{code}\"/>",
            CellFormats = $"<xf numFmtId=\"0\"/><xf numFmtId=\"{format}\"/>",
            Rows = Header + $"<row r=\"2\"><c s=\"1\"><v>{stored}</v></c><c s=\"0\"><v>1</v></c></row>",
        });
        Assert.Equal([[text, "1", ""]], Cells(reading));
    }

    [Fact]
    public void Counts_from_1904_where_the_workbook_does()
    {
        var reading = Read(new WorkbookFile { WorkbookProperties = "<workbookPr date1904=\"1\"/>", CellFormats = "<xf numFmtId=\"14\"/>", Rows = Header + "<row><c><v>0</v></c><c><v>44620</v></c></row>" });
        Assert.Equal([["1904-01-01", "2026-03-01", ""]], Cells(reading));
    }

    [Fact]
    public void A_formula_gives_its_saved_value_and_one_notice()
    {
        var reading = Read(new WorkbookFile { Rows = Header + "<row r=\"2\"><c/><c><f>1+1</f><v>3</v></c><c t=\"str\"><f>WEBSERVICE(\"http://evil.example\")</f><v>=saved</v></c></row>" });
        Assert.Equal([["", "3", "=saved"]], Cells(reading));
        var notice = Assert.Single(reading.Problems);
        Assert.Equal((2, 2, true), (notice.Line, notice.Column, notice.IsNotice));
        Assert.True(reading.IsSound);
    }

    [Fact]
    public void An_error_in_a_cell_is_a_problem()
    {
        var reading = Read(new WorkbookFile { Rows = Header + "<row r=\"2\"><c/><c t=\"e\"><v>#REF!</v></c><c><v>1</v></c></row>" });
        Assert.Equal("Line 2, column 2: This cell holds the error #REF!.", Assert.Single(reading.Problems).ToString());
        Assert.False(reading.IsSound);
    }

    [Fact]
    public void Reads_the_first_visible_sheet()
    {
        const string second = "<sheet name=\"Shown\" sheetId=\"2\" r:id=\"rId2\"/>";
        var hidden = Read(new WorkbookFile { Rows = Header, Sheets = "<sheet name=\"H\" sheetId=\"1\" state=\"veryHidden\" r:id=\"rId1\"/>" + second });
        Assert.Equal(["second"], hidden.Table!.Header);
        Assert.Empty(hidden.Problems);
        var both = Read(new WorkbookFile { Rows = Header + "<row><c><v>1</v></c></row>", Sheets = "<sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/>" + second });
        Assert.Equal("This workbook has several sheets; only “List” was read.", Assert.Single(both.Problems).ToString());
        Assert.True(both.IsSound);
        Assert.Equal("This workbook has no visible sheet.", Refusal(new WorkbookFile { Sheets = "<sheet name=\"H\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>" }.ToBytes()));
    }

    [Fact]
    public void Holds_to_its_limits_and_names_the_place()
    {
        var limits = new TableLimits { Rows = 1, Columns = 3, CellLength = 5 };
        Assert.Equal("Line 4: There are more than 1 rows.", Refusal(new WorkbookFile { Rows = Header + "<row><c><v>1</v></c></row><row r=\"4\"><c><v>1</v></c></row>" }.ToBytes(), limits));
        Assert.Equal("Line 2, column 16384: There are more than 3 columns.", Refusal(new WorkbookFile { Rows = Header + "<row><c r=\"XFD2\"><v>1</v></c></row>" }.ToBytes(), limits));
        var reading = Read(new WorkbookFile { SharedTexts = "<si><r><t>123</t></r><r><t>456</t></r></si>", Rows = Header + "<row><c t=\"s\"><v>0</v></c></row>" }, limits);
        Assert.Equal("Line 2, column 1: This cell is longer than 5 characters.", Assert.Single(reading.Problems).ToString());
        Assert.Equal("This file is larger than 100 bytes.", Refusal(new byte[101], new TableLimits { Bytes = 100 }));
    }

    [Fact]
    public void An_archive_that_unpacks_to_too_much_is_refused()
    {
        var bomb = new WorkbookFile { Rows = Header + $"<row><c t=\"inlineStr\"><is><t>{new string('x', 3_000_000)}</t></is></c></row>" }.ToBytes();
        Assert.True(bomb.Length < 100_000);
        Assert.Equal("This workbook is too large: unpacked it has more than 1000000 bytes.", Refusal(bomb, new TableLimits { UnpackedBytes = 1_000_000 }));
        // The declared size of the largest part is changed to nothing; only unpacking tells the truth.
        var liar = bomb.ToArray();
        for (var at = 0; at < liar.Length - 46; at++)
        {
            if (liar.AsSpan(at).StartsWith("PK\u0001\u0002"u8) && BitConverter.ToInt32(liar, at + 24) > 1_000_000) BitConverter.TryWriteBytes(liar.AsSpan(at + 24), 100);
        }

        Assert.NotEqual(bomb, liar);
        Refusal(liar, new TableLimits { UnpackedBytes = 1_000_000 });
    }

    [Fact]
    public void A_workbook_with_endless_relationships_is_refused() =>
        Assert.StartsWith("This workbook is too large", Refusal(new WorkbookFile { Rows = Header, MoreRelationships = $"<!--{new string('x', 2_100_000)}-->" }.ToBytes()), StringComparison.Ordinal);

    [Fact]
    public void Entities_are_not_expanded() =>
        Assert.Equal(
            "This workbook is damaged. Open it in your spreadsheet program and save it again.",
            Refusal(new WorkbookFile { Prologue = "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>", Rows = Header + "<row><c t=\"str\"><v>&e;</v></c></row>" }.ToBytes()));

    [Fact]
    public void What_is_no_workbook_is_refused_in_words()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        Assert.Equal("This is a workbook of the old kind (.xls). Save it as “Excel workbook (.xlsx)”.", Refusal(ole));
        Assert.Equal("This workbook is locked by a password. Save it without one.", Refusal([.. ole, .. System.Text.Encoding.Unicode.GetBytes("EncryptedPackage")]));
        Assert.Equal("This is not an Excel workbook (XLSX): by its content it is of the kind PDF.", Refusal("%PDF-1.4"u8.ToArray()));
        Assert.Equal("This file is empty.", Refusal([]));
        Assert.Equal("This file is empty.", Refusal(new WorkbookFile().ToBytes()));
        using var file = new MemoryStream();
        using (new ZipArchive(file, ZipArchiveMode.Create))
        {
        }

        Assert.Equal("This is not an Excel workbook (XLSX): by its content it is of the kind ZIP.", Refusal(file.ToArray()));
    }

    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Damage_anywhere_gives_words_and_never_an_exception(CompressionLevel level)
    {
        var sound = new WorkbookFile { SharedTexts = "<si><t>x</t></si>", Rows = Header + "<row><c t=\"s\"><v>0</v></c></row>" }.ToBytes(level);
        var chance = new Random(1);
        for (var trial = 0; trial < 500; trial++)
        {
            var damaged = sound.ToArray();
            for (var times = chance.Next(1, 4); times > 0; times--) damaged[chance.Next(damaged.Length)] = (byte)chance.Next(32, 127);
            var reading = Workbook.Read(damaged, TableLimits.Default);
            Assert.True(reading.Table is not null || reading.Problems.Count > 0);
            Assert.NotNull(Workbook.Read(sound.AsMemory(0, chance.Next(sound.Length)), TableLimits.Default));
        }
    }

    [Theory]
    [InlineData("<row><c r=\"1\"><v>1</v></c><c r=\"ZZZZ9\"><v>2</v></c><c r=\"A1\"><v>3</v></c></row>", "1|2|3")]
    [InlineData("<row r=\"0\"><c s=\"77\"><v>1</v></c><c s=\"-1\"><v>2</v></c></row>", "1|2|")]
    [InlineData("<row><c t=\"b\"/><c t=\"nonsense\"><v>2</v></c><c><v>1e400</v></c></row>", "|2|∞")]
    public void Odd_places_and_types_are_taken_as_well_as_can_be(string row, string cells) =>
        Assert.Equal(cells, string.Join('|', Read(new WorkbookFile { Rows = Header + row }).Table!.Rows[0].Cells).Replace("Infinity", "∞", StringComparison.Ordinal));
}
