using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Paceline.Documents.Tests;

public class CsvTextTests
{
    private static TableReading Read(string text, TableLimits? limits = null) => CsvText.Read(Encoding.UTF8.GetBytes(text), limits ?? TableLimits.Default);

    private static string[][] Cells(TableReading reading) => [.. reading.Table!.Rows.Select(row => row.Cells.ToArray())];

    private static TableProblem Only(TableReading reading) => Assert.Single(reading.Problems);

    [Fact]
    public void Reads_cells_by_heading_whatever_its_case_blanks_and_accents()
    {
        var table = Read("Société , E-Mail\nAcme,a@acme.example\n").Table!;
        Assert.Equal(["Société", "E-Mail"], table.Header);
        Assert.Equal("Acme", table.Cell(table.Rows[0], " SOCIETE"));
        Assert.Equal("a@acme.example", table.Cell(table.Rows[0], "e-mail"));
        Assert.Equal("Acme", table.Cell(table.Rows[0], "ｓｏｃｉｅｔｅ"));
        Assert.Null(table.Cell(table.Rows[0], "Phone"));
        Assert.Null(table.Cell(new TableRow(9, ["short"]), "e-mail"));
        Assert.Null(table.ColumnOf("\ud800"));
    }

    [Theory]
    [InlineData("a,b;\n1,2", "1", "2")]
    [InlineData("a;b\n1,5;2", "1,5", "2")]
    [InlineData("a\tb\n1\t2", "1", "2")]
    [InlineData("a|b\n1|2", "1", "2")]
    [InlineData("\"a;;;\",b\n1,2", "1", "2")]
    [InlineData("sep=;\na,b,c;d\n1;2", "1", "2")]
    [InlineData("\r\n\r\na;b\r\n1;2", "1", "2")]
    public void Finds_the_delimiter_in_the_header(string text, string first, string second)
    {
        var reading = Read(text);
        Assert.Equal([[first, second]], Cells(reading));
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void Reads_quoted_cells_with_line_breaks_and_keeps_line_numbers()
    {
        var table = Read("name,note\r\n\"A \"\"B\"\"\",\"one\r\ntwo\nthree\"\r\n\r\n,\r\nC,d\r").Table!;
        Assert.Equal(["A \"B\"", "one\r\ntwo\nthree"], table.Rows[0].Cells);
        Assert.Equal([2, 7], table.Rows.Select(row => row.Line));
    }

    [Fact]
    public void Reads_the_encodings_that_spreadsheets_write()
    {
        const string text = "名称,Ort\n上海,Köln €\n";
        foreach (Encoding encoding in new Encoding[] { new UTF8Encoding(true), new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var reading = CsvText.Read(encoding.GetPreamble().Concat(encoding.GetBytes(text)).ToArray(), TableLimits.Default);
            Assert.Equal(["名称", "Ort"], reading.Table!.Header);
            Assert.Equal([["上海", "Köln €"]], Cells(reading));
            Assert.Empty(reading.Problems);
        }
    }

    [Fact]
    public void Takes_what_is_no_UTF_8_for_Windows_1252_and_says_so()
    {
        var reading = CsvText.Read((byte[])[.. "a;b\n"u8, 0x4B, 0xF6, 0x6C, 0x6E, (byte)';', 0x80], TableLimits.Default);
        Assert.Equal([["Köln", "€"]], Cells(reading));
        Assert.True(Only(reading).IsNotice);
        Assert.True(reading.IsSound);
    }

    [Fact]
    public void Refuses_what_is_not_text_in_words()
    {
        Assert.Equal(["PDF"], Only(CsvText.Read("%PDF-1.7\n..."u8.ToArray(), TableLimits.Default)).Arguments);
        Assert.Equal("This is not a text file: by its content it is of the kind JPEG.", Only(CsvText.Read((byte[])[0xFF, 0xD8, 0xFF, 0xE0], TableLimits.Default)).ToString());
        Assert.Equal("Line 3: This line holds bytes that are not text.", Only(Read("a\r\nb\nc\0\n")).ToString());
        Assert.Null(Read("a\n\0").Table);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n ,\t\r\n")]
    [InlineData("\uFEFF")]
    public void Says_that_an_empty_file_is_empty(string text)
    {
        var reading = Read(text);
        Assert.Null(reading.Table);
        Assert.Equal("This file is empty.", Only(reading).ToString());
    }

    [Fact]
    public void Says_what_is_wrong_with_the_header()
    {
        Assert.Equal("Line 1: There are no rows below the headings.", Only(Read("a,b\n")).ToString());
        var reading = Read("Name,,NÂME,x,,\n1,2,3,4\n");
        Assert.Equal(["Name", "", "NÂME", "x"], reading.Table!.Header);
        Assert.Equal("Line 1, column 2: This column has no heading, so nothing is taken from it.", reading.Problems[0].ToString());
        Assert.True(reading.Problems[0].IsNotice);
        Assert.Equal("Line 1, column 3: The heading “NÂME” stands here a second time.", reading.Problems[1].ToString());
        Assert.False(reading.IsSound);
    }

    [Fact]
    public void Fills_short_rows_with_a_notice_and_refuses_cells_without_heading()
    {
        var reading = Read("a,b,c\n1\n1,2,3,,\n1,2,3,,5\n");
        Assert.Equal([["1", "", ""], ["1", "2", "3"], ["1", "2", "3"]], Cells(reading));
        Assert.Equal("Line 2: This line has 1 cells, the headings are 3; the missing ones count as empty.", reading.Problems[0].ToString());
        Assert.True(reading.Problems[0].IsNotice);
        Assert.Equal("Line 4, column 5: This cell has no heading above it.", reading.Problems[1].ToString());
        Assert.False(reading.IsSound);
    }

    [Fact]
    public void Holds_to_its_limits_and_names_the_place()
    {
        var limits = new TableLimits { Bytes = 200, Rows = 2, Columns = 3, CellLength = 10 };
        Assert.Equal("This file is larger than 200 bytes.", Only(Read(new string('x', 201), limits)).ToString());
        Assert.Equal("Line 4: There are more than 2 rows.", Only(Read("a\n1\n2\n3\n4", limits)).ToString());
        Assert.Equal("Line 1, column 4: There are more than 3 columns.", Only(Read("a,b,c,d\n1,2,3,4", limits)).ToString());
        var reading = Read("a,b\n1,12345678901\n2,1234567890", limits);
        Assert.Equal("Line 2, column 2: This cell is longer than 10 characters.", Only(reading).ToString());
        Assert.Equal("1234567890", reading.Table!.Rows[1].Cells[1]);
        Assert.Null(Read("a,b,c,d\n1,2,3,4", limits).Table);
    }

    [Fact]
    public void Names_the_quotation_mark_that_is_never_closed()
    {
        var reading = Read("a,b\n1,2\n3,\"4\n5,6\n");
        Assert.Equal("Line 3, column 2: The quotation mark that opens this cell is never closed.", Only(reading).ToString());
        Assert.Null(reading.Table);
    }

    [Fact]
    public void Lists_no_more_problems_than_anybody_reads_but_always_the_refusal()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("1\n", 500));
        Assert.Equal(TableReading.MostProblems, Read(text).Problems.Count);
        Assert.False(Read(text).IsSound);
        var refused = Read(text + "\"");
        Assert.Equal("Line 502, column 1: The quotation mark that opens this cell is never closed.", refused.Problems[^1].ToString());
        Assert.Equal(TableReading.MostProblems, refused.Problems.Count);
    }

    [Fact]
    public void Writes_values_the_same_in_every_country()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("fa-IR");
            var bytes = CsvText.Write(["a", "b"], [[1234567.5m, -2], [new DateOnly(2026, 3, 1), new DateTimeOffset(2026, 3, 1, 9, 5, 0, TimeSpan.FromHours(3.5))], [true, null], [new TimeOnly(14, 30), -1.5e-7]]);
            Assert.Equal(new UTF8Encoding(true).GetPreamble(), bytes[..3]);
            Assert.Equal("a,b\r\n1234567.5,-2\r\n2026-03-01,2026-03-01T09:05:00+03:30\r\nTRUE,\r\n14:30,-1.5E-07\r\n", Encoding.UTF8.GetString(bytes[3..]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+49 221 1234", "'+49 221 1234")]
    [InlineData("-cmd|' /C calc'!A0", "\"'-cmd|' /C calc'!A0\"")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("'=1", "''=1")]
    [InlineData("-5", "-5")]
    [InlineData("+5.25", "+5.25")]
    [InlineData("-5+cmd", "'-5+cmd")]
    [InlineData("-Infinity", "'-Infinity")]
    [InlineData("-1-1", "'-1-1")]
    [InlineData("-1e", "'-1e")]
    [InlineData("a=b", "a=b")]
    [InlineData(" a ", "\" a \"")]
    [InlineData("a|b", "\"a|b\"")]
    [InlineData("sep=;", "\"sep=;\"")]
    [InlineData("'t Hooft", "'t Hooft")]
    public void Text_never_becomes_a_formula_nor_two_cells(string cell, string written)
    {
        var bytes = CsvText.Write(["h"], [[cell]]);
        Assert.Equal($"h\r\n{written}\r\n", Encoding.UTF8.GetString(bytes[3..]));
        Assert.Equal(cell, CsvText.Read(bytes, TableLimits.Default).Table!.Rows[0].Cells[0]);
    }

    [Fact]
    public void Infinity_is_no_number_to_a_spreadsheet() =>
        Assert.Equal("h\r\n'-Infinity\r\n", Encoding.UTF8.GetString(CsvText.Write(["h"], [[double.NegativeInfinity]])[3..]));

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void What_is_written_is_read_back(char delimiter)
    {
        var row = Gen.ArrayOf(ArbitraryText.Any, 3);
        var tables = Gen.Zip(row, row.ListOf());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(tables.ToArbitrary(), table =>
        {
            var (header, body) = table;
            header = [.. header.Select((cell, column) => $"h{column}{cell}h")];
            var rows = body.Where(cells => !cells.All(string.IsNullOrWhiteSpace)).ToArray();
            var reading = CsvText.Read(CsvText.Write(header, rows, delimiter), TableLimits.Default);
            return reading.Table!.Header.SequenceEqual(header, StringComparer.Ordinal)
                && reading.Table.Rows.Count == rows.Length
                && reading.Table.Rows.Zip(rows).All(pair => pair.First.Cells.SequenceEqual(pair.Second, StringComparer.Ordinal));
        }));
    }

    [Fact]
    public void One_column_of_any_text_is_read_back() =>
        ArbitraryText.Holds(text => string.IsNullOrWhiteSpace(text) || string.Equals(text, CsvText.Read(CsvText.Write(["h"], [[text]]), TableLimits.Default).Table!.Rows[0].Cells[0], StringComparison.Ordinal));

    [Fact]
    public void Whatever_the_bytes_reading_never_throws() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<byte[]>(bytes =>
            CsvText.Read(bytes, TableLimits.Default) is var reading && (reading.Table is not null || reading.Problems.Count > 0)));

    [Fact]
    public void Half_characters_and_NUL_are_written_as_something_legal()
    {
        var cell = CsvText.Read(CsvText.Write(["h"], [["a\ud800b\0c"]]), TableLimits.Default).Table!.Rows[0].Cells[0];
        Assert.Equal("a\ufffdbc", cell);
    }

    [Fact]
    public void Only_the_four_delimiters_are_written() => Assert.Throws<ArgumentException>(() => CsvText.Write(["a"], [], '='));
}
