using System.Text;

namespace Paceline.Documents;

/// <summary>Tells kinds of files by their bytes, so that a page renamed to .pdf is not taken for one.</summary>
public static class FileSignature
{
    private static ReadOnlySpan<byte> Ole => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    extension(FileKind kind)
    {
        /// <summary>
        /// The kind of a file, given its whole content: archives have their table of contents at the end.
        /// A signature must be the very first bytes, stricter than some readers, so that a file cannot be two kinds at once.
        /// </summary>
        public static FileKind Detect(ReadOnlySpan<byte> content) => content switch
        {
            _ when content.StartsWith("%PDF-"u8) => FileKind.Pdf,
            _ when content.StartsWith(Png) => FileKind.Png,
            _ when content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => FileKind.Jpeg,
            _ when content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8) => FileKind.WebP,
            _ when content.Length >= 12 && content[4..8].SequenceEqual("ftyp"u8) => IsHeic(content[8..12]) ? FileKind.Heic : FileKind.Unknown,
            _ when content.StartsWith("PK\u0003\u0004"u8) || content.StartsWith("PK\u0005\u0006"u8) => ArchiveSignature.KindOf(content),
            _ when content.StartsWith(Ole) => FileKind.Ole,
            _ when IsProgram(content) => FileKind.Program,
            _ => TextSignature.KindOf(content),
        };

        /// <summary>What people call it, such as "PDF" or "Word (DOCX)"; English, a key for translation.</summary>
        public string Name => kind switch
        {
            FileKind.Text => "Text",
            FileKind.Markup => "Web page (HTML, XML)",
            FileKind.Program => "Program",
            FileKind.Pdf => "PDF",
            FileKind.Png => "PNG",
            FileKind.Jpeg => "JPEG",
            FileKind.WebP => "WebP",
            FileKind.Heic => "HEIC",
            FileKind.Zip => "ZIP",
            FileKind.Xlsx => "Excel (XLSX)",
            FileKind.Docx => "Word (DOCX)",
            FileKind.Pptx => "PowerPoint (PPTX)",
            FileKind.MacroDocument => "Office document with macros",
            FileKind.Odt => "OpenDocument text (ODT)",
            FileKind.Ods => "OpenDocument spreadsheet (ODS)",
            FileKind.Odp => "OpenDocument presentation (ODP)",
            FileKind.Ole => "Older or locked Office document (DOC, XLS, PPT)",
            _ => "Unknown",
        };
    }

    private static bool IsHeic(ReadOnlySpan<byte> brand) =>
        Encoding.Latin1.GetString(brand) is "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1";

    // "MZ" alone may begin a word; a Windows program has zero bytes close behind.
    private static bool IsProgram(ReadOnlySpan<byte> content) =>
        (content.StartsWith("MZ"u8) && content[..Math.Min(content.Length, 512)].Contains((byte)0))
        || content.StartsWith("\u007fELF"u8)
        || content.StartsWith("#!"u8)
        || content.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE])
        || content.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]);
}
