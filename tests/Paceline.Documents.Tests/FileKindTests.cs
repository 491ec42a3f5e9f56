using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Paceline.Documents.Tests;

public class FileKindTests
{
    private static byte[] Archive(params (string Name, string Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, name is "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }

    public static TheoryData<FileKind, byte[]> Signatures => new()
    {
        { FileKind.Unknown, [] },
        { FileKind.Pdf, "%PDF-1.7\n%\u00e2"u8.ToArray() },
        { FileKind.Png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] },
        { FileKind.Jpeg, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] },
        { FileKind.WebP, [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBPVP8 "u8] },
        { FileKind.Unknown, [.. "RIFF"u8, 1, 2, 3, 4, .. "WAVEfmt "u8] },
        { FileKind.Heic, [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0] },
        { FileKind.Unknown, [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0] },
        { FileKind.Ole, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0] },
        { FileKind.Program, [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0] },
        { FileKind.Program, [0x7F, .. "ELF"u8, 2, 1, 1] },
        { FileKind.Program, "#!/bin/sh\n"u8.ToArray() },
        { FileKind.Markup, "\uFEFF \n<!DOCTYPE html><script>"u8.ToArray() },
        { FileKind.Markup, "<svg xmlns='x'/>"u8.ToArray() },
        { FileKind.Markup, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<html>")] },
        { FileKind.Text, "Name;Ort\nMZ;Köln <b>\n"u8.ToArray() },
        { FileKind.Text, [0x4B, 0xF6, 0x6C, 0x6E] },
        { FileKind.Text, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("上海")] },
        { FileKind.Text, "MZ and the rest of a sentence"u8.ToArray() },
        { FileKind.Text, "<3 to all"u8.ToArray() },
        { FileKind.Unknown, [1, 2, 3] },
        { FileKind.Unknown, "text\0and more"u8.ToArray() },
        { FileKind.Text, "not yet %PDF-1.7"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Tells_a_file_by_its_bytes(FileKind kind, byte[] content) => Assert.Equal(kind, FileKind.Detect(content));

    [Fact]
    public void Tells_documents_from_other_archives()
    {
        const string types = "[Content_Types].xml";
        Assert.Equal(FileKind.Zip, FileKind.Detect(Archive(("photo.jpg", "x"))));
        Assert.Equal(FileKind.Zip, FileKind.Detect(Archive()));
        Assert.Equal(FileKind.Docx, FileKind.Detect(Archive((types, "x"), ("word/document.xml", "x"))));
        Assert.Equal(FileKind.Xlsx, FileKind.Detect(Archive((types, "x"), ("xl/workbook.xml", "x"))));
        Assert.Equal(FileKind.Pptx, FileKind.Detect(Archive((types, "x"), ("ppt/presentation.xml", "x"))));
        Assert.Equal(FileKind.MacroDocument, FileKind.Detect(Archive((types, "x"), ("word/document.xml", "x"), ("word/vbaProject.bin", "x"))));
        Assert.Equal(FileKind.Zip, FileKind.Detect(Archive(("word/document.xml", "x"))));
        Assert.Equal(FileKind.Zip, FileKind.Detect(Archive((types, "word/document.xml"))));
        Assert.Equal(FileKind.Odt, FileKind.Detect(Archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "x"))));
        Assert.Equal(FileKind.Ods, FileKind.Detect(Archive(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "x"))));
    }

    [Fact]
    public void An_archive_cut_short_or_changed_is_told_without_an_exception()
    {
        var archive = Archive(("[Content_Types].xml", "x"), ("word/document.xml", "x"));
        for (var length = 4; length < archive.Length; length++) Assert.Equal(FileKind.Zip, FileKind.Detect(archive.AsSpan(0, length)));
        for (var at = 4; at < archive.Length; at++)
        {
            var changed = archive.ToArray();
            changed[at] = 0xFF;
            Assert.Contains(FileKind.Detect(changed), (FileKind[])[FileKind.Zip, FileKind.Docx]);
        }
    }

    [Fact]
    public void A_table_of_contents_that_ends_too_early_is_no_more_than_an_archive() =>
        Assert.Equal(FileKind.Zip, FileKind.Detect([.. "PK\u0003\u0004"u8, .. "PK\u0001\u0002"u8, .. "PK\u0005\u0006"u8, .. new byte[12], 4, 0, 0, 0, 0, 0]));

    [Fact]
    public void Whatever_the_bytes_an_answer_is_given() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(bytes => Enum.IsDefined(FileKind.Detect(bytes))));

    [Fact]
    public void Each_kind_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<FileKind>().Select(kind => kind.Name).ToArray();
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    }
}
