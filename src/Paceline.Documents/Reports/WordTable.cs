using System.Globalization;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Paceline.Documents;

/// <summary>Builds tables of reports.</summary>
internal sealed class WordTable(WordText text, WordSettings settings)
{
    private readonly CultureInfo culture = CultureOf(settings.Language);

    /// <summary>A table over the whole width of the text.</summary>
    /// <exception cref="ArgumentException">No heading, or a row longer than the header.</exception>
    public W.Table Of(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        if (header.Count == 0) throw new ArgumentException("A table needs a heading.", nameof(header));
        if (rows.Any(row => row.Count > header.Count)) throw new ArgumentException("A row is longer than the header.", nameof(rows));
        var numbers = Enumerable.Range(0, header.Count).Select(column => HoldsNumbers(rows, column)).ToArray();
        var table = new W.Table(Properties(), Grid(header.Count));
        table.Append(Row([.. header], numbers, isHeader: true));
        foreach (var row in rows) table.Append(Row([.. row, .. Enumerable.Repeat<object?>(null, header.Count - row.Count)], numbers, isHeader: false));
        return table;
    }

    private W.TableRow Row(object?[] cells, bool[] numbers, bool isHeader)
    {
        // A row parted by the end of a page is hard to follow.
        var properties = new W.TableRowProperties(new W.CantSplit());
        if (isHeader) properties.Append(new W.TableHeader());
        var row = new W.TableRow(properties);
        for (var column = 0; column < cells.Length; column++)
        {
            var look = new W.TableCellProperties();
            if (isHeader) look.Append(new W.Shading { Val = W.ShadingPatternValues.Clear, Color = "auto", Fill = WordStyles.Tint });
            row.Append(new W.TableCell(look, text.Paragraph(isHeader ? WordStyles.TableHeader : WordStyles.TableText, Text(cells[column]), numbers[column])));
        }

        return row;
    }

    private string Text(object? value) => value switch
    {
        decimal amount => amount.ToString(decimal.Truncate(amount) == amount && amount.Scale == 0 ? "N0" : "N2", culture),
        double or float when CellText.IsNumber(value) => Convert.ToDouble(value, culture).ToString("#,##0.##", culture),
        IFormattable whole when CellText.IsNumber(value) => whole.ToString("N0", culture),
        _ => CellText.Of(value),
    };

    private static bool HoldsNumbers(IReadOnlyList<IReadOnlyList<object?>> rows, int column)
    {
        var cells = rows.Where(row => column < row.Count && row[column] is not null).Select(row => row[column]).ToArray();
        return cells.Length > 0 && Array.TrueForAll(cells, CellText.IsNumber);
    }

    private W.TableProperties Properties()
    {
        var properties = new W.TableProperties();
        if (settings.RightToLeft) properties.Append(new W.BiDiVisual());
        // Fiftieths of a percent.
        properties.Append(new W.TableWidth { Width = "5000", Type = W.TableWidthUnitValues.Pct });
        properties.Append(new W.TableBorders(
            Line<W.TopBorder>(8), Line<W.BottomBorder>(8), Line<W.InsideHorizontalBorder>(4)));
        properties.Append(new W.TableCellMarginDefault(
            new W.TopMargin { Width = "40", Type = W.TableWidthUnitValues.Dxa },
            new W.TableCellLeftMargin { Width = 80, Type = W.TableWidthValues.Dxa },
            new W.BottomMargin { Width = "40", Type = W.TableWidthUnitValues.Dxa },
            new W.TableCellRightMargin { Width = 80, Type = W.TableWidthValues.Dxa }));
        return properties;
    }

    private static W.TableGrid Grid(int columns)
    {
        var grid = new W.TableGrid();
        var width = (WordPages.TextWidth / columns).ToString(CultureInfo.InvariantCulture);
        for (; columns > 0; columns--) grid.Append(new W.GridColumn { Width = width });
        return grid;
    }

    /// <summary>A line, its strength in eighths of a point.</summary>
    private static TBorder Line<TBorder>(uint eighths)
        where TBorder : W.BorderType, new() => new() { Val = W.BorderValues.Single, Size = eighths, Space = 0, Color = WordStyles.Ink };

    private static CultureInfo CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
