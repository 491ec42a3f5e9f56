using DocumentFormat.OpenXml.Spreadsheet;

namespace Paceline.Documents;

/// <summary>Chooses column widths so that most cells can be read without dragging borders.</summary>
internal static class ColumnWidths
{
    private const double Narrowest = 8;
    private const double Widest = 60;

    /// <summary>More rows tell nothing new about a width.</summary>
    private const int RowsLookedAt = 500;

    /// <summary>The widths for a sheet, in digits of the normal font.</summary>
    public static Columns Of(Sheet sheet)
    {
        var columns = new Columns();
        for (var column = 0; column < sheet.Header.Count; column++)
        {
            // The button of the filter takes about three digits beside the heading.
            var width = WidthOf(sheet.Header[column]) + 3;
            foreach (var row in sheet.Rows.Take(RowsLookedAt))
            {
                if (column < row.Count) width = Math.Max(width, WidthOf(CellText.Of(row[column])) + 1);
            }

            columns.Append(new Column { Min = (uint)column + 1, Max = (uint)column + 1, Width = Math.Clamp(width, Narrowest, Widest), CustomWidth = true });
        }

        return columns;
    }

    private static double WidthOf(string text)
    {
        var widest = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var width = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                // Chinese, Japanese and Korean letters and emoji are twice as wide.
                width += rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0x1F300 and <= 0x3FFFD ? 2 : 1;
                if (width > Widest) return Widest;
            }

            widest = Math.Max(widest, width);
        }

        return widest;
    }
}
