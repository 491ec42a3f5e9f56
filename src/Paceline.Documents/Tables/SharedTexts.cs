using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Paceline.Documents;

/// <summary>The texts that the cells of a workbook share.</summary>
internal static class SharedTexts
{
    /// <summary>All texts in their order, read as a stream.</summary>
    /// <param name="part">The table; null if the workbook has none.</param>
    /// <param name="cellLength">The limit; a text beyond it is cut, but not so short that the limit is no longer noticed.</param>
    public static List<string> Read(SharedStringTablePart? part, int cellLength)
    {
        var texts = new List<string>();
        if (part is null) return texts;
        using var xml = OpenXmlReader.Create(part);
        while (xml.Read())
        {
            if (xml.ElementType == typeof(S.SharedStringItem) && xml.IsStartElement) texts.Add(ReadText(xml, typeof(S.SharedStringItem), cellLength));
        }

        return texts;
    }

    /// <summary>The text of the element at which the reader stands, its runs joined, without the phonetic guide above Japanese.</summary>
    public static string ReadText(OpenXmlReader xml, Type element, int cellLength)
    {
        var text = new StringBuilder();
        var phonetic = false;
        while (xml.Read() && !(xml.ElementType == element && xml.IsEndElement))
        {
            if (xml.ElementType == typeof(S.PhoneticRun)) phonetic = xml.IsStartElement;
            else if (xml.ElementType == typeof(S.Text) && xml.IsStartElement && !phonetic && text.Length <= SheetText.MostStored(cellLength)) text.Append(xml.GetText());
        }

        return SheetText.Load(text.ToString(), cellLength);
    }
}
