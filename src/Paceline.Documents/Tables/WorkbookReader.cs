using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Paceline.Documents;

/// <summary>Reads one visible sheet of a workbook that a stranger brought.</summary>
internal sealed class WorkbookReader(ReadOnlyMemory<byte> content, TableLimits limits, IRowTaker table)
{
    private const int MostParts = 5_000;

    /// <summary>Content types and relationships are held in memory as objects, so far less of them is let in, in bytes.</summary>
    private const int MostListingBytes = 2_000_000;

    /// <summary>The visible sheets, and whether they hold anything; filled where a sheet is to be chosen.</summary>
    public List<SheetInfo> Sheets { get; } = [];

    /// <summary>The name of the sheet that was read.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Hands over the rows of the first visible sheet.</summary>
    public void ReadFirst() => Read(ReadFirstSheet);

    /// <summary>Hands over the rows of a sheet by its name; of the first that holds anything where there is none of this name.</summary>
    public void ReadOf(string? name) => Read(book => ReadChosenSheet(book, name));

    private void Read(Action<WorkbookPart> sheet)
    {
        if (content.Length > limits.Bytes)
        {
            table.Refuse(null, null, "This file is larger than {0} bytes.", limits.Bytes);
        }
        else if (IsWorkbook())
        {
            try
            {
                if (FitsUnpacked()) Open(sheet);
            }
            // All that the package and its XML readers throw at damaged files; a fault of ours shows as another exception.
            catch (Exception damage) when (damage is InvalidDataException or XmlException or OpenXmlPackageException or FileFormatException or IOException
                or FormatException or ArgumentException or KeyNotFoundException or InvalidOperationException or NotSupportedException or OverflowException)
            {
                table.Refuse(null, null, "This workbook is damaged. Open it in your spreadsheet program and save it again.");
            }
        }
    }

    private bool IsWorkbook()
    {
        var kind = FileKind.Detect(content.Span);
        switch (kind)
        {
            case FileKind.Xlsx or FileKind.Zip: return true;
            case FileKind.MacroDocument: table.Refuse(null, null, "This document holds macros. Save it as “Excel workbook (.xlsx)” without macros."); return false;
            case FileKind.Ole when content.Span.IndexOf("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8) >= 0: table.Refuse(null, null, "This workbook is locked by a password. Save it without one."); return false;
            case FileKind.Ole: table.Refuse(null, null, "This is a workbook of the old kind (.xls). Save it as “Excel workbook (.xlsx)”."); return false;
            case FileKind.Unknown when content.IsEmpty: table.Refuse(null, null, "This file is empty."); return false;
            default: RefuseKind(kind); return false;
        }
    }

    private void RefuseKind(FileKind kind) =>
        table.Refuse(null, null, "This is not an Excel workbook (XLSX): by its content it is of the kind {0}.", kind.Name);

    /// <summary>Unpacks everything once without keeping it: the sizes that an archive declares may lie.</summary>
    private bool FitsUnpacked()
    {
        using var archive = new ZipArchive(Stream(), ZipArchiveMode.Read);
        var left = limits.UnpackedBytes;
        var listing = MostListingBytes;
        var buffer = new byte[81_920];
        foreach (var entry in archive.Entries)
        {
            var isListing = entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || entry.FullName.StartsWith('[');
            using var part = entry.Open();
            for (int read; left >= 0 && listing >= 0 && (read = part.Read(buffer)) > 0;)
            {
                left -= read;
                if (isListing) listing -= read;
            }
        }

        if (left >= 0 && listing >= 0 && archive.Entries.Count <= MostParts) return true;
        table.Refuse(null, null, "This workbook is too large: unpacked it has more than {0} bytes.", limits.UnpackedBytes);
        return false;
    }

    private void Open(Action<WorkbookPart> sheet)
    {
        using var document = SpreadsheetDocument.Open(Stream(), isEditable: false);
        var book = document.WorkbookPart;
        if (book is null)
        {
            RefuseKind(FileKind.Zip);
            return;
        }

        sheet(book);
    }

    private void ReadFirstSheet(WorkbookPart book)
    {
        var contents = WorkbookContents.Read(book);
        var found = contents.VisibleSheets.Find(sheet => book.TryGetPartById(sheet.PartId, out var part) && part is WorksheetPart);
        if (found.PartId is null)
        {
            table.Refuse(null, null, "This workbook has no visible sheet.");
            return;
        }

        if (contents.VisibleSheets.Count > 1) table.Notice(null, null, "This workbook has several sheets; only “{0}” was read.", found.Name);
        var texts = SharedTexts.Read(book.SharedStringTablePart, limits.CellLength);
        var formats = new SheetFormats(book.WorkbookStylesPart, contents.From1904);
        Name = found.Name;
        new SheetReader(table, limits, texts, formats).Read((WorksheetPart)book.GetPartById(found.PartId));
    }

    private void ReadChosenSheet(WorkbookPart book, string? name)
    {
        var contents = WorkbookContents.Read(book);
        var texts = SharedTexts.Read(book.SharedStringTablePart, limits.CellLength);
        var formats = new SheetFormats(book.WorkbookStylesPart, contents.From1904);
        WorksheetPart? chosen = null;
        foreach (var (sheet, id) in contents.VisibleSheets)
        {
            if (!book.TryGetPartById(id, out var part) || part is not WorksheetPart rows) continue;
            var first = new FirstRow();
            new SheetReader(first, limits, texts, formats).Read(rows);
            Sheets.Add(new SheetInfo(sheet, !first.IsThere));
            if (chosen is null ? first.IsThere : sheet == name && Name != name) (chosen, Name) = (rows, sheet);
        }

        if (Sheets.Count == 0) table.Refuse(null, null, "This workbook has no visible sheet.");
        else if (chosen is null) table.Refuse(null, null, "This file is empty.");
        else new SheetReader(table, limits, texts, formats).Read(chosen);
    }

    /// <summary>Finds out whether a sheet holds anything, and reads no further.</summary>
    private sealed class FirstRow : IRowTaker
    {
        public bool IsThere { get; private set; }

        public bool Add(int line, List<string> cells) => !(IsThere |= !cells.TrueForAll(string.IsNullOrWhiteSpace));

        public void Notice(int? line, int? column, string sentence, params object[] arguments)
        {
        }

        public void Problem(int? line, int? column, string sentence, params object[] arguments)
        {
        }

        public void Refuse(int? line, int? column, string sentence, params object[] arguments) => IsThere = true;

        public void Merged(string reference)
        {
        }
    }

    private MemoryStream Stream() =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
}
