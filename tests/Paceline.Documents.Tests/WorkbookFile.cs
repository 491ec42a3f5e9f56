using System.IO.Compression;
using System.Text;

namespace Paceline.Documents.Tests;

/// <summary>A workbook written by hand, with what other programs write and ours does not.</summary>
internal sealed class WorkbookFile
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public string Rows { get; init; } = "";

    public string SharedTexts { get; init; } = "";

    public string NumberFormats { get; init; } = "";

    public string CellFormats { get; init; } = "<xf numFmtId=\"0\"/>";

    public string WorkbookProperties { get; init; } = "";

    public string Sheets { get; init; } = "<sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/>";

    public string MoreRelationships { get; init; } = "";

    public string Prologue { get; init; } = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    public byte[] ToBytes(CompressionLevel level = CompressionLevel.Fastest)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
        {
            void Part(string name, string content)
            {
                using var part = archive.CreateEntry(name, level).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }

            const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
            Part("[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{type}.sheet.main+xml\"/><Override PartName=\"/xl/sheet1.xml\" ContentType=\"{type}.worksheet+xml\"/><Override PartName=\"/xl/sheet2.xml\" ContentType=\"{type}.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{type}.styles+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{type}.sharedStrings+xml\"/></Types>");
            const string relationships = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
            Part("_rels/.rels", $"<Relationships {relationships}><Relationship Id=\"rId1\" Type=\"{Relation}/officeDocument\" Target=\"xl/workbook.xml\"/>{MoreRelationships}</Relationships>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships {relationships}><Relationship Id=\"rId1\" Type=\"{Relation}/worksheet\" Target=\"sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{Relation}/worksheet\" Target=\"sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"{Relation}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId4\" Type=\"{Relation}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"{Relation}\">{WorkbookProperties}<sheets>{Sheets}</sheets></workbook>");
            Part("xl/styles.xml", $"<styleSheet {Main}><numFmts>{NumberFormats}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>{CellFormats}</cellXfs></styleSheet>");
            Part("xl/sharedStrings.xml", $"<sst {Main}>{SharedTexts}</sst>");
            Part("xl/sheet1.xml", $"{Prologue}<worksheet {Main}><sheetData>{Rows}</sheetData></worksheet>");
            Part("xl/sheet2.xml", $"<worksheet {Main}><sheetData><row><c t=\"inlineStr\"><is><t>second</t></is></c></row><row><c><v>2</v></c></row></sheetData></worksheet>");
        }

        return file.ToArray();
    }
}
