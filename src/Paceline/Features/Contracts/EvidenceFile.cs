using Paceline.Documents;
using Paceline.Domain;
using Paceline.Platform.Files;

namespace Paceline.Features.Contracts;

/// <summary>An uploaded file that may serve as evidence.</summary>
/// <param name="Name">Its name, with the ending that its content asks for.</param>
/// <param name="MediaType">What its content is.</param>
/// <param name="Content">The bytes.</param>
public sealed record EvidenceFile(string Name, string MediaType, byte[] Content)
{
    /// <summary>What a file chooser offers; the content decides, not the name.</summary>
    public const string Accept = ".pdf,.png,.jpg,.jpeg,.webp,.heic,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.eml";

    /// <summary>Reads an upload and says in words why it cannot be taken.</summary>
    public static async Task<(EvidenceFile? File, Refusal? Refusal)> Read(IFormFile upload, CancellationToken stop)
    {
        if (upload.Length > FileStore.Largest) return (null, new Refusal("This file has {0} MB. The largest that can be kept has 10 MB.", Math.Ceiling(upload.Length / 1048576m)));
        if (upload.Length == 0) return (null, new Refusal("This file is empty. Choose another one."));
        var content = new byte[upload.Length];
        await using (var stream = upload.OpenReadStream()) await stream.ReadExactlyAsync(content, stop);
        var kind = FileKind.Detect(content);
        if (TypeOf(kind) is not var (mediaType, endings)) return (null, WhyNot(kind));
        var name = upload.FileName;
        // A page that calls itself .pdf is refused above; a PDF that calls itself .exe is renamed.
        if (!endings.Contains(Path.GetExtension(name).ToLowerInvariant(), StringComparer.Ordinal)) name += endings[0];
        return (new EvidenceFile(name, mediaType, content), null);
    }

    private static (string MediaType, string[] Endings)? TypeOf(FileKind kind) => kind switch
    {
        FileKind.Pdf => ("application/pdf", [".pdf"]),
        FileKind.Png => ("image/png", [".png"]),
        FileKind.Jpeg => ("image/jpeg", [".jpg", ".jpeg"]),
        FileKind.WebP => ("image/webp", [".webp"]),
        FileKind.Heic => ("image/heic", [".heic", ".heif"]),
        FileKind.Docx => (WordDocument.MediaType, [".docx"]),
        FileKind.Xlsx => (Workbook.MediaType, [".xlsx"]),
        FileKind.Pptx => ("application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"]),
        FileKind.Odt => ("application/vnd.oasis.opendocument.text", [".odt"]),
        FileKind.Ods => ("application/vnd.oasis.opendocument.spreadsheet", [".ods"]),
        FileKind.Odp => ("application/vnd.oasis.opendocument.presentation", [".odp"]),
        FileKind.Text => ("text/plain", [".txt", ".csv", ".eml", ".md"]),
        _ => null,
    };

    private static Refusal WhyNot(FileKind kind) => kind switch
    {
        FileKind.Markup => new Refusal("This is a web page, and it could run in a browser. Print it to PDF and choose that file."),
        FileKind.Program => new Refusal("This is a program, not a document. Choose a PDF, a picture, an office document or a text."),
        FileKind.Zip => new Refusal("This is a ZIP archive. Choose the files in it one by one."),
        FileKind.MacroDocument => new Refusal("This document brings macros. Save it without macros or as PDF and choose that file."),
        FileKind.Ole => new Refusal("This is an old or locked Office document. Save it as PDF and choose that file."),
        _ => new Refusal("It cannot be told what this file is. Choose a PDF, a picture, an office document or a text."),
    };
}
