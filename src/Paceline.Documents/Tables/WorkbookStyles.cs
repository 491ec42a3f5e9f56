using DocumentFormat.OpenXml.Spreadsheet;

namespace Paceline.Documents;

/// <summary>The few looks that cells of our workbooks have; the values are positions in the style table.</summary>
internal enum CellLook
{
    /// <summary>As it comes.</summary>
    Plain,

    /// <summary>Bold, on a tint, with a line below.</summary>
    Header,

    /// <summary>Text that a spreadsheet must not turn into a number or a date when the cell is edited.</summary>
    Text,

    /// <summary>Two decimals, grouped.</summary>
    Amount,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A day and a time.</summary>
    Moment,

    /// <summary>A time of day.</summary>
    Time,
}

/// <summary>The style table of our workbooks.</summary>
internal static class WorkbookStyles
{
    private const uint DayFormat = 164;
    private const uint MomentFormat = 165;
    private const uint TimeFormat = 166;

    /// <summary>A style sheet with one cell format for each <see cref="CellLook"/>, in that order.</summary>
    public static Stylesheet Sheet() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy\\-mm\\-dd" },
            new NumberingFormat { NumberFormatId = MomentFormat, FormatCode = "yyyy\\-mm\\-dd\\ hh:mm" },
            new NumberingFormat { NumberFormatId = TimeFormat, FormatCode = "hh:mm" }),
        new Fonts(
            new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" })),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE8EDF3" }) { PatternType = PatternValues.Solid })),
        new Borders(
            new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
            new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(new Color { Rgb = "FF5B6B7F" }) { Style = BorderStyleValues.Thin }, new DiagonalBorder())),
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }),
        new CellFormats(
            Format(0),
            new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true }) { NumberFormatId = 49, FontId = 1, FillId = 2, BorderId = 1, FormatId = 0, ApplyFont = true, ApplyFill = true, ApplyBorder = true, ApplyAlignment = true, ApplyNumberFormat = true },
            Format(49),
            Format(4),
            Format(DayFormat),
            Format(MomentFormat),
            Format(TimeFormat)),
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }));

    private static CellFormat Format(uint number) => new() { NumberFormatId = number, FontId = 0, FillId = 0, BorderId = 0, FormatId = 0, ApplyNumberFormat = number != 0 };
}
