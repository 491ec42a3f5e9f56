using System.Globalization;
using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Paceline.Documents;

/// <summary>The styles of our reports, under the names by which Word and screen readers know them.</summary>
internal static class WordStyles
{
    /// <summary>How many levels of headings there are.</summary>
    public const int HeadingLevels = 3;

    /// <summary>Plain text.</summary>
    public const string Normal = "Normal";

    /// <summary>The title of the document.</summary>
    public const string Title = "Title";

    /// <summary>An item of a list.</summary>
    public const string Bullet = "ListBullet";

    /// <summary>A heading in a table.</summary>
    public const string TableHeader = "TableHeading";

    /// <summary>A cell of a table.</summary>
    public const string TableText = "TableText";

    /// <summary>The gap below a table.</summary>
    public const string AfterTable = "AfterTable";

    /// <summary>The top of each page.</summary>
    public const string Header = "Header";

    /// <summary>The foot of each page.</summary>
    public const string Footer = "Footer";

    /// <summary>The colour of lines and headings.</summary>
    public const string Ink = "33475B";

    /// <summary>The ground of table headings.</summary>
    public const string Tint = "E8EDF3";

    /// <summary>The style of a heading.</summary>
    public static string Heading(int level) => "Heading" + level.ToString(CultureInfo.InvariantCulture);

    /// <summary>All styles.</summary>
    public static W.Styles Of(WordSettings settings) => new(
        Defaults(settings),
        Style(Normal, "Normal", halfPoints: 21, after: 120, isDefault: true, rightToLeft: settings.RightToLeft),
        Style(Title, "Title", halfPoints: 44, after: 240, isHeading: true),
        Style(Heading(1), "heading 1", halfPoints: 32, before: 360, after: 120, isHeading: true, outline: 0),
        Style(Heading(2), "heading 2", halfPoints: 26, before: 280, after: 80, isHeading: true, outline: 1),
        Style(Heading(3), "heading 3", halfPoints: 22, before: 200, after: 60, isHeading: true, outline: 2),
        Style(Bullet, "List Bullet", halfPoints: 21, after: 60, bullets: true),
        Style(TableHeader, "Table Heading", halfPoints: 19, bold: true),
        Style(TableText, "Table Text", halfPoints: 19),
        Style(AfterTable, "After Table", halfPoints: 12),
        Style(Header, "header", halfPoints: 18),
        Style(Footer, "footer", halfPoints: 16));

    /// <summary>The one bullet list.</summary>
    public static W.Numbering Bullets() => new(
        new W.AbstractNum(new W.Level(
            new W.StartNumberingValue { Val = 1 },
            new W.NumberingFormat { Val = W.NumberFormatValues.Bullet },
            new W.LevelText { Val = "•" },
            new W.LevelJustification { Val = W.LevelJustificationValues.Left },
            new W.PreviousParagraphProperties(new W.Indentation { Left = "360", Hanging = "360" }))
        { LevelIndex = 0 })
        { AbstractNumberId = 0 },
        new W.NumberingInstance(new W.AbstractNumId { Val = 0 }) { NumberID = 1 });

    private static W.DocDefaults Defaults(WordSettings settings)
    {
        var language = LegalText.ForXml(settings.Language);
        var isEastAsian = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("ja", StringComparison.OrdinalIgnoreCase) || language.StartsWith("ko", StringComparison.OrdinalIgnoreCase);
        return new W.DocDefaults(
            new W.RunPropertiesDefault(new W.RunPropertiesBaseStyle(
                new W.RunFonts { Ascii = "Calibri", HighAnsi = "Calibri", EastAsia = "Microsoft YaHei", ComplexScript = "Arial" },
                // Each script is checked in a language of its own; those that are not the document's are a guess.
                new W.Languages { Val = language, EastAsia = isEastAsian ? language : "zh-CN", Bidi = settings.RightToLeft ? language : "fa-IR" })),
            new W.ParagraphPropertiesDefault());
    }

    /// <summary>A paragraph style; distances in twentieths of a point.</summary>
    private static W.Style Style(string id, string name, int halfPoints, int before = 0, int after = 0, bool bold = false, bool isDefault = false, bool isHeading = false, int? outline = null, bool bullets = false, bool rightToLeft = false)
    {
        var paragraph = new W.StyleParagraphProperties();
        if (isHeading) paragraph.Append(new W.KeepNext());
        if (bullets) paragraph.Append(new W.NumberingProperties(new W.NumberingLevelReference { Val = 0 }, new W.NumberingId { Val = 1 }));
        if (rightToLeft) paragraph.Append(new W.BiDi());
        paragraph.Append(new W.SpacingBetweenLines { Before = Text(before), After = Text(after) });
        if (outline is { } level) paragraph.Append(new W.OutlineLevel { Val = level });
        var run = new W.StyleRunProperties();
        // Arabic letters take their weight and size from the second of each pair.
        if (bold || isHeading) run.Append(new W.Bold(), new W.BoldComplexScript());
        if (isHeading) run.Append(new W.Color { Val = Ink });
        run.Append(new W.FontSize { Val = Text(halfPoints) }, new W.FontSizeComplexScript { Val = Text(halfPoints) });
        var style = new W.Style { Type = W.StyleValues.Paragraph, StyleId = id, StyleName = new W.StyleName { Val = name } };
        if (isDefault) style.Default = true;
        else style.BasedOn = new W.BasedOn { Val = Normal };
        if (isHeading) style.NextParagraphStyle = new W.NextParagraphStyle { Val = Normal };
        style.PrimaryStyle = new W.PrimaryStyle();
        style.Append(paragraph, run);
        return style;
    }

    private static StringValue Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
