using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Paceline.Documents;

/// <summary>Turns the numbers of a workbook into text: dates where their format shows dates, else plain digits.</summary>
/// <param name="styles">The style table; null if the workbook has none.</param>
/// <param name="from1904">Whether the workbook counts days from 1904.</param>
internal sealed class SheetFormats(WorkbookStylesPart? styles, bool from1904)
{
    private readonly List<SheetDates.Shows> shows = Shows(styles);

    /// <summary>The text of a stored number in the format of a style; what is no number comes back as it is.</summary>
    public string Text(string stored, int style)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return stored;
        var format = style >= 0 && style < shows.Count ? shows[style] : SheetDates.Shows.Number;
        return SheetDates.Text(number, format, from1904) ?? Digits(number);
    }

    // 0.1 + 0.2 is stored with 17 digits; 15 are what the spreadsheet shows. A telephone number must not become 4.9E+12.
    private static string Digits(double number) =>
        double.TryParse(number.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var shown)
        && Math.Abs(shown) < 1e28 && (shown == 0 || Math.Abs(shown) > 1e-20)
            ? decimal.Parse(shown.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    // Read as a stream like all parts that a stranger may have made huge.
    private static List<SheetDates.Shows> Shows(WorkbookStylesPart? styles)
    {
        var read = new List<SheetDates.Shows>();
        if (styles is null) return read;
        var custom = new Dictionary<uint, SheetDates.Shows>();
        var inCells = false;
        using var xml = OpenXmlReader.Create(styles);
        while (xml.Read())
        {
            if (xml.ElementType == typeof(S.CellFormats)) inCells = xml.IsStartElement;
            if (!xml.IsStartElement) continue;
            if (xml.ElementType == typeof(S.NumberingFormat)) custom[Format(xml)] = SheetDates.OfCode(xml.Attribute("formatCode") ?? "");
            else if (inCells && xml.ElementType == typeof(S.CellFormat)) read.Add(custom.TryGetValue(Format(xml), out var known) ? known : SheetDates.OfBuiltIn(Format(xml)));
        }

        return read;
    }

    private static uint Format(OpenXmlReader xml) =>
        uint.TryParse(xml.Attribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var format) ? format : 0;
}
