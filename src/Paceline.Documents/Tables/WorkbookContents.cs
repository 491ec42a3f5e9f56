using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Paceline.Documents;

/// <summary>What the workbook part says of its sheets.</summary>
/// <param name="VisibleSheets">In the order of the tabs.</param>
/// <param name="From1904">Whether days are counted from 1904.</param>
internal sealed record WorkbookContents(List<(string Name, string PartId)> VisibleSheets, bool From1904)
{
    /// <summary>Reads it as a stream.</summary>
    public static WorkbookContents Read(WorkbookPart book)
    {
        var sheets = new List<(string Name, string PartId)>();
        var from1904 = false;
        using var xml = OpenXmlReader.Create(book);
        while (xml.Read())
        {
            if (!xml.IsStartElement) continue;
            if (xml.ElementType == typeof(S.WorkbookProperties)) from1904 = xml.Attribute("date1904") is "1" or "true";
            if (xml.ElementType != typeof(S.Sheet) || xml.Attribute("state") is "hidden" or "veryHidden") continue;
            if (xml.Attribute("id") is { } id) sheets.Add((xml.Attribute("name") ?? "", id));
        }

        return new WorkbookContents(sheets, from1904);
    }
}
