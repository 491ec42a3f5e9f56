namespace Paceline.Documents;

/// <summary>What a file is by its content, whatever its name says.</summary>
public enum FileKind
{
    /// <summary>Nothing that is known here; also an empty file.</summary>
    Unknown,

    /// <summary>Text without control characters, in UTF-8, UTF-16 with a byte order mark, or one byte per letter.</summary>
    Text,

    /// <summary>Markup that a browser would run: HTML, SVG or other XML.</summary>
    Markup,

    /// <summary>A program or a script with its interpreter line.</summary>
    Program,

    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP.</summary>
    WebP,

    /// <summary>HEIC or HEIF, as telephones write photographs.</summary>
    Heic,

    /// <summary>A ZIP archive that is none of the documents below.</summary>
    Zip,

    /// <summary>A workbook in Office Open XML.</summary>
    Xlsx,

    /// <summary>A text document in Office Open XML.</summary>
    Docx,

    /// <summary>A presentation in Office Open XML.</summary>
    Pptx,

    /// <summary>An Office Open XML document that brings macros.</summary>
    MacroDocument,

    /// <summary>A text document in OpenDocument.</summary>
    Odt,

    /// <summary>A workbook in OpenDocument.</summary>
    Ods,

    /// <summary>A presentation in OpenDocument.</summary>
    Odp,

    /// <summary>An OLE container: Office documents before 2007, and today's when they are locked by a password.</summary>
    Ole,
}
