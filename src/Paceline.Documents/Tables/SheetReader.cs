using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Paceline.Documents;

/// <summary>Reads the cells of one sheet as a stream: a sheet as objects takes ten times its size.</summary>
internal sealed class SheetReader(IRowTaker table, TableLimits limits, List<string> texts, SheetFormats formats)
{
    private bool formulaTold;

    /// <summary>Hands row after row to the table.</summary>
    public void Read(WorksheetPart part)
    {
        using var xml = OpenXmlReader.Create(part);
        var row = 0;
        while (xml.Read())
        {
            if (xml.ElementType == typeof(S.MergeCell) && xml.IsStartElement && xml.Attribute("ref") is { } merged) table.Merged(merged);
            if (xml.ElementType != typeof(S.Row) || !xml.IsStartElement) continue;
            row = int.TryParse(xml.Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > row ? given : row + 1;
            if (ReadRow(xml, row) is not { } cells || (cells.Count > 0 && !table.Add(row, cells))) return;
        }
    }

    private List<string>? ReadRow(OpenXmlReader xml, int row)
    {
        var cells = new List<string>();
        var column = 0;
        while (xml.Read() && !(xml.ElementType == typeof(S.Row) && xml.IsEndElement))
        {
            if (xml.ElementType != typeof(S.Cell) || !xml.IsStartElement) continue;
            column = CellReference.Column(xml.Attribute("r") ?? "") is { } given && given > column ? given : column + 1;
            var cell = ReadCell(xml, row, column);
            if (string.IsNullOrWhiteSpace(cell)) continue;
            if (column > limits.Columns)
            {
                table.Refuse(row, column, "There are more than {0} columns.", limits.Columns);
                return null;
            }

            while (cells.Count < column - 1) cells.Add("");
            cells.Add(cell);
        }

        return cells;
    }

    private string ReadCell(OpenXmlReader xml, int row, int column)
    {
        var type = xml.Attribute("t");
        _ = int.TryParse(xml.Attribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var style);
        var stored = "";
        var (calculated, saved) = (false, false);
        while (xml.Read() && !(xml.ElementType == typeof(S.Cell) && xml.IsEndElement))
        {
            if (!xml.IsStartElement) continue;
            if (xml.ElementType == typeof(S.CellValue)) (stored, saved) = (xml.GetText(), true);
            else if (xml.ElementType == typeof(S.InlineString)) stored = SharedTexts.ReadText(xml, typeof(S.InlineString), limits.CellLength);
            else if (xml.ElementType == typeof(S.CellFormula)) calculated = true;
        }

        if (calculated && !saved) table.Problem(row, column, "This formula has no saved value. Open the file in a spreadsheet program, save it there, and bring it again.");
        if (calculated && !formulaTold)
        {
            formulaTold = true;
            table.Notice(row, column, "There are formulas, here for the first time. They are not calculated: the value saved with each was read.");
        }

        return Text(type, style, stored, row, column);
    }

    private string Text(string? type, int style, string stored, int row, int column)
    {
        switch (type)
        {
            case "s": return int.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < texts.Count ? texts[number] : "";
            case "inlineStr" or "d": return stored;
            case "str": return SheetText.Load(stored, limits.CellLength);
            case "b" when stored.Length == 0: return "";
            case "b": return stored.Trim() is "1" or "true" ? "TRUE" : "FALSE";
            case "e": table.Problem(row, column, "This cell holds the error {0}.", stored); return "";
            default: return formats.Text(stored, style);
        }
    }
}
