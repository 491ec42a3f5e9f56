using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Paceline.Documents;

/// <summary>Reads the first visible sheet of one workbook that a stranger brought.</summary>
internal sealed class WorkbookReader(ReadOnlyMemory<byte> content, TableLimits limits)
{
    private const int MostParts = 5_000;

    /// <summary>Content types and relationships are held in memory as objects, so far less of them is let in, in bytes.</summary>
    private const int MostListingBytes = 2_000_000;

    private readonly TableAssembly table = new(limits, shortRowsAreUsual: true);

    /// <summary>The table or problems in words.</summary>
    public TableReading Read()
    {
        if (content.Length > limits.Bytes)
        {
            table.Refuse(null, null, "This file is larger than {0} bytes.", limits.Bytes);
        }
        else if (IsWorkbook())
        {
            try
            {
                if (FitsUnpacked()) ReadFirstSheet();
            }
            // All that the package and its XML readers throw at damaged files; a fault of ours shows as another exception.
            catch (Exception damage) when (damage is InvalidDataException or XmlException or OpenXmlPackageException or FileFormatException or IOException
                or FormatException or ArgumentException or KeyNotFoundException or InvalidOperationException or NotSupportedException or OverflowException)
            {
                table.Refuse(null, null, "This workbook is damaged. Open it in your spreadsheet program and save it again.");
            }
        }

        return table.Finish();
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

    private void ReadFirstSheet()
    {
        using var document = SpreadsheetDocument.Open(Stream(), isEditable: false);
        var book = document.WorkbookPart;
        if (book is null)
        {
            RefuseKind(FileKind.Zip);
            return;
        }

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
        new SheetReader(table, limits, texts, formats).Read((WorksheetPart)book.GetPartById(found.PartId));
    }

    private MemoryStream Stream() =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
}
