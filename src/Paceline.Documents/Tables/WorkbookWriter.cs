using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Paceline.Documents;

/// <summary>Writes the parts of a workbook.</summary>
internal static class WorkbookWriter
{
    /// <summary>Spreadsheets calculate with binary numbers of 15 digits; longer whole numbers are references, to be kept as text.</summary>
    private const decimal LargestExact = 999_999_999_999_999;

    private static readonly DateTime FirstDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The file.</summary>
    public static byte[] Write(IReadOnlyList<Sheet> sheets, string? title)
    {
        if (sheets.Count == 0) throw new ArgumentException("A workbook needs a sheet.", nameof(sheets));
        var names = SheetNames.Legal(sheets.Select(sheet => sheet.Name));
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            document.PackageProperties.Title = LegalText.ForXml(title ?? names[0]);
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = WorkbookStyles.Sheet();
            var tabs = new S.Sheets();
            for (var number = 0; number < sheets.Count; number++)
            {
                var part = book.AddNewPart<WorksheetPart>();
                using (var xml = OpenXmlWriter.Create(part)) WriteSheet(xml, sheets[number]);
                tabs.Append(new S.Sheet { Name = names[number], SheetId = (uint)number + 1, Id = book.GetIdOfPart(part) });
            }

            book.Workbook = new S.Workbook(tabs);
        }

        return file.ToArray();
    }

    private static void WriteSheet(OpenXmlWriter xml, Sheet sheet)
    {
        xml.WriteStartElement(new S.Worksheet());
        var view = new S.SheetView(new S.Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = S.PaneValues.BottomLeft, State = S.PaneStateValues.Frozen }) { WorkbookViewId = 0 };
        if (sheet.RightToLeft) view.RightToLeft = true;
        xml.WriteElement(new S.SheetViews(view));
        if (sheet.Header.Count > 0) xml.WriteElement(ColumnWidths.Of(sheet));
        xml.WriteStartElement(new S.SheetData());
        WriteRow(xml, [.. sheet.Header.Select(heading => Text(heading, CellLook.Header))]);
        foreach (var row in sheet.Rows) WriteRow(xml, [.. row.Select(ToCell)]);
        xml.WriteEndElement();
        if (sheet.Header.Count > 0) xml.WriteElement(new S.AutoFilter { Reference = string.Create(CultureInfo.InvariantCulture, $"A1:{CellReference.Letters(sheet.Header.Count)}{sheet.Rows.Count + 1}") });
        xml.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter xml, S.Cell[] cells)
    {
        xml.WriteStartElement(new S.Row());
        foreach (var cell in cells) xml.WriteElement(cell);
        xml.WriteEndElement();
    }

    private static S.Cell ToCell(object? value) => value switch
    {
        null => new S.Cell(),
        string text => Text(text, CellLook.Text),
        bool yes => new S.Cell { DataType = S.CellValues.Boolean, CellValue = new S.CellValue(yes ? "1" : "0") },
        decimal amount when decimal.Truncate(amount) != amount || amount.Scale > 0 => Number(amount, CellLook.Amount),
        DateOnly day when day.ToDateTime(TimeOnly.MinValue) >= FirstDay => Number(day.ToDateTime(TimeOnly.MinValue).ToOADate(), CellLook.Day),
        DateTime moment when moment >= FirstDay => Number(moment.ToOADate(), CellLook.Moment),
        DateTimeOffset moment when moment.DateTime >= FirstDay => Number(moment.DateTime.ToOADate(), CellLook.Moment),
        TimeOnly time => Number(time.ToTimeSpan().TotalDays, CellLook.Time),
        double or float when CellText.IsNumber(value) => Number(value, CellLook.Plain),
        _ when CellText.IsNumber(value) && Math.Abs(Convert.ToDecimal(value, CultureInfo.InvariantCulture)) <= LargestExact => Number(value, CellLook.Plain),
        _ => Text(CellText.Of(value), CellLook.Text),
    };

    private static S.Cell Number(object value, CellLook look) =>
        new() { StyleIndex = (uint)look, CellValue = new S.CellValue(Convert.ToString(value, CultureInfo.InvariantCulture)!) };

    private static S.Cell Text(string text, CellLook look) => new()
    {
        DataType = S.CellValues.InlineString,
        StyleIndex = (uint)look,
        InlineString = new S.InlineString(new S.Text(SheetText.Store(text)) { Space = SpaceProcessingModeValues.Preserve }),
    };
}
