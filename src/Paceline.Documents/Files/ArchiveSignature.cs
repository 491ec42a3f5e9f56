using System.Buffers.Binary;
using System.Text;

namespace Paceline.Documents;

/// <summary>Tells documents that are ZIP archives by the names in their table of contents; nothing is unpacked.</summary>
internal static class ArchiveSignature
{
    private const int EndLength = 22;
    private const int EntryLength = 46;

    /// <summary>The kind of an archive.</summary>
    public static FileKind KindOf(ReadOnlySpan<byte> content)
    {
        if (OpenDocument(content) is { } open) return open;
        var names = Names(content);
        if (!names.Contains("[Content_Types].xml")) return FileKind.Zip;
        if (names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return FileKind.MacroDocument;
        if (names.Contains("word/document.xml")) return FileKind.Docx;
        if (names.Contains("xl/workbook.xml")) return FileKind.Xlsx;
        return names.Contains("ppt/presentation.xml") ? FileKind.Pptx : FileKind.Zip;
    }

    // OpenDocument 1.2 part 3 section 3.3: the first entry is "mimetype", not compressed, just so that it can be found at a fixed place.
    private static FileKind? OpenDocument(ReadOnlySpan<byte> content)
    {
        if (content.Length < 120 || !content[30..].StartsWith("mimetypeapplication/vnd.oasis.opendocument."u8)) return null;
        var type = content[(30 + "mimetypeapplication/vnd.oasis.opendocument.".Length)..];
        return type.StartsWith("textPK"u8) ? FileKind.Odt
            : type.StartsWith("spreadsheetPK"u8) ? FileKind.Ods
            : type.StartsWith("presentationPK"u8) ? FileKind.Odp
            : FileKind.Zip;
    }

    private static HashSet<string> Names(ReadOnlySpan<byte> content)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var end = content.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndLength > content.Length) return names;
        long at = BinaryPrimitives.ReadUInt32LittleEndian(content[(end + 16)..]);
        while (at + EntryLength <= end && content[(int)at..].StartsWith("PK\u0001\u0002"u8))
        {
            var entry = content[(int)at..];
            int name = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
            if (EntryLength + name > entry.Length) break;
            names.Add(Encoding.UTF8.GetString(entry.Slice(EntryLength, name)));
            at += EntryLength + name + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        return names;
    }
}
