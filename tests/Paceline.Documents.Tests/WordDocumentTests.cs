using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Paceline.Documents.Tests;

public class WordDocumentTests
{
    /// <summary>A PNG of one pixel that says it is 40 wide and 20 high: only its head is read.</summary>
    private static readonly byte[] Emblem =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 40, 0, 0, 0, 20, 8, 6, 0, 0, 0];

    private static readonly WordSettings Settings = new("Report on 上海", "de-DE")
    {
        Header = "Alliance of clusters",
        FundingStatement = "Funded by the European Union",
        PageNumber = "Seite {0} von {1}.",
        Emblem = new WordPicture(Emblem, "Flag of Europe"),
    };

    private static WordprocessingDocument Open(WordDocument document)
    {
        var package = WordprocessingDocument.Open(new MemoryStream(document.ToBytes()), false);
        Validity.Check(package);
        return package;
    }

    private static Body BodyOf(WordprocessingDocument package) => package.MainDocumentPart!.Document.Body!;

    private static WordDocument Full(WordSettings settings) => new WordDocument(settings)
        .Title()
        .Heading(1, "Results نتایج")
        .Paragraph("First line\r\nsecond\tline \u0001\uFFFE\ud800 شرکت 2026 上海 😀 x")
        .Heading(2, "Deals")
        .Bullets(["one", "دو", ""])
        .Heading(3, "Table")
        .Table(["Company", "Deals", "Value", "Share", "Signed"], [["Acme", 12_345, 1234567.5m, 0.25, new DateOnly(2026, 3, 1)], ["上海", null, -3m, 1.0], []])
        .Table(["Only"], []);

    [Theory]
    [InlineData("en", false)]
    [InlineData("fa", true)]
    [InlineData("zh-CN", false)]
    [InlineData("no such language", false)]
    public void Word_opens_it_without_repair(string language, bool rightToLeft)
    {
        using var package = Open(Full(Settings with { Language = language, RightToLeft = rightToLeft }));
        Assert.Equal("Report on 上海", package.PackageProperties.Title);
        Assert.Equal(language, package.PackageProperties.Language);
        Assert.Equal(language, package.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Languages>().Single().Val!.Value);
    }

    [Fact]
    public void The_bare_document_is_one_too()
    {
        using var package = Open(new WordDocument(new WordSettings("")));
        Assert.Empty(package.MainDocumentPart!.HeaderParts);
        Assert.Equal("Page 1 of 1", package.MainDocumentPart.FooterParts.Single().Footer.InnerText);
    }

    [Fact]
    public void Headings_build_the_outline()
    {
        using var package = Open(Full(Settings));
        Assert.Equal(
            ["Title", "Heading1", "Normal", "Heading2", "ListBullet", "ListBullet", "ListBullet", "Heading3", "AfterTable", "AfterTable"],
            BodyOf(package).Elements<Paragraph>().Select(paragraph => paragraph.ParagraphProperties!.ParagraphStyleId!.Val!.Value!).ToArray());
        var styles = package.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().ToDictionary(style => style.StyleId!.Value!, StringComparer.Ordinal);
        for (var level = 1; level <= 3; level++)
        {
            Assert.Equal($"heading {level}", styles[$"Heading{level}"].StyleName!.Val!.Value);
            Assert.Equal(level - 1, styles[$"Heading{level}"].Descendants<OutlineLevel>().Single().Val!.Value);
        }

        Assert.Single(styles["ListBullet"].Descendants<NumberingProperties>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new WordDocument(Settings).Heading(0, "x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WordDocument(Settings).Heading(4, "x"));
    }

    [Fact]
    public void Line_breaks_stay_and_what_XML_forbids_goes()
    {
        using var package = Open(Full(Settings));
        var paragraph = BodyOf(package).Elements<Paragraph>().ElementAt(2);
        Assert.Single(paragraph.Descendants<Break>());
        Assert.Single(paragraph.Descendants<TabChar>());
        Assert.Equal("First linesecondline \uFFFD شرکت 2026 上海 😀 x", paragraph.InnerText);
    }

    [Fact]
    public void Any_text_becomes_a_valid_paragraph() =>
        ArbitraryText.Holds(text =>
        {
            using var package = WordprocessingDocument.Open(new MemoryStream(new WordDocument(new WordSettings(text) { RightToLeft = text.Length % 2 == 0, Header = text }).Title().Paragraph(text).ToBytes()), false);
            var expected = text.ReplaceLineEndings("").Replace("\t", "", StringComparison.Ordinal).Replace("\u0001", "", StringComparison.Ordinal).Replace("\u001B", "", StringComparison.Ordinal);
            return BodyOf(package).Elements<Paragraph>().All(paragraph => string.Equals(expected, paragraph.InnerText, StringComparison.Ordinal));
        });

    [Fact]
    public void A_table_repeats_its_header_and_sets_numbers_at_the_end()
    {
        using var package = Open(Full(Settings));
        var table = BodyOf(package).Elements<W.Table>().First();
        var rows = table.Elements<W.TableRow>().ToArray();
        Assert.Equal([1, 0, 0, 0], rows.Select(row => row.Descendants<TableHeader>().Count()));
        Assert.All(rows, row => Assert.Equal(5, row.Elements<TableCell>().Count()));
        Assert.Equal(["Acme", "12.345", "1.234.567,50", "0,25", "2026-03-01"], rows[1].Elements<TableCell>().Select(cell => cell.InnerText).ToArray());
        Assert.Equal(["上海", "", "-3", "1", ""], rows[2].Elements<TableCell>().Select(cell => cell.InnerText).ToArray());
        foreach (var row in rows)
        {
            Assert.Equal([false, true, true, true, false], row.Elements<TableCell>().Select(cell => cell.Descendants<Justification>().Any(justification => justification.Val! == JustificationValues.Right)));
        }

        Assert.Throws<ArgumentException>(() => new WordDocument(Settings).Table([], []));
        Assert.Throws<ArgumentException>(() => new WordDocument(Settings).Table(["a"], [["1", "2"]]));
    }

    [Fact]
    public void Each_page_has_emblem_header_funding_statement_and_number()
    {
        using var package = Open(Full(Settings));
        var header = package.MainDocumentPart!.HeaderParts.Single();
        Assert.Equal("Alliance of clusters", header.Header.InnerText);
        Assert.Equal("Flag of Europe", header.Header.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>().Single().Description!.Value);
        var extent = header.Header.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.Extent>().Single();
        Assert.Equal((864_000L, 432_000L), (extent.Cx!.Value, extent.Cy!.Value));
        using var image = header.ImageParts.Single().GetStream();
        Assert.Equal(Emblem.Length, image.Length);
        var footer = package.MainDocumentPart.FooterParts.Single().Footer;
        Assert.Equal(["Funded by the European Union", "Seite 1 von 1."], footer.Elements<Paragraph>().Select(paragraph => paragraph.InnerText).ToArray());
        Assert.Equal(["PAGE", "NUMPAGES"], footer.Descendants<SimpleField>().Select(field => field.Instruction!.Value!).ToArray());
        var section = BodyOf(package).Elements<SectionProperties>().Single();
        Assert.Single(section.Elements<HeaderReference>());
        Assert.Single(section.Elements<FooterReference>());
        Assert.Throws<ArgumentException>(() => new WordDocument(Settings with { Emblem = new WordPicture("GIF89a"u8.ToArray(), "x") }).ToBytes());
    }

    [Fact]
    public void From_right_to_left_paragraphs_tables_and_Arabic_runs_turn()
    {
        using var package = Open(Full(Settings with { Language = "fa", RightToLeft = true }));
        var normal = package.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(style => style.Default?.Value ?? false);
        Assert.Single(normal.Descendants<BiDi>());
        Assert.All(BodyOf(package).Elements<W.Table>(), table => Assert.Single(table.Descendants<BiDiVisual>()));
        var heading = BodyOf(package).Elements<Paragraph>().ElementAt(1).Elements<Run>().ToArray();
        Assert.Equal([("Results ", false), ("نتایج", true)], heading.Select(run => (run.InnerText, run.Descendants<RightToLeftText>().Any())));
    }

    [Fact]
    public void From_left_to_right_only_Arabic_runs_turn_with_the_digits_behind_them()
    {
        using var package = Open(new WordDocument(Settings).Paragraph("Firma شرکت 2026 上海"));
        Assert.Equal(
            [("Firma ", false), ("شرکت 2026 ", true), ("上海", false)],
            BodyOf(package).Elements<Paragraph>().Single().Elements<Run>().Select(run => (run.InnerText, run.Descendants<RightToLeftText>().Any())));
        Assert.Empty(package.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<BiDi>());
    }

    [Fact]
    public void It_can_be_taken_twice_and_grown_in_between()
    {
        var document = new WordDocument(Settings).Paragraph("one");
        using var first = Open(document);
        using var second = Open(document.Paragraph("two"));
        Assert.Equal("one", BodyOf(first).InnerText);
        Assert.Equal("onetwo", BodyOf(second).InnerText);
    }
}
