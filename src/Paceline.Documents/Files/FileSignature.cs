namespace Paceline.Documents;

/// <summary>Tells kinds of files by their bytes, so that a page renamed to .pdf is not taken for one.</summary>
public static class FileSignature
{
    extension(FileKind kind)
    {
        /// <summary>The kind of a file, given its whole content: archives have their table of contents at the end.</summary>
        public static FileKind Detect(ReadOnlySpan<byte> content) => FileKind.Unknown;

        /// <summary>What people call it, such as "PDF" or "Word (DOCX)".</summary>
        public string Name => kind.ToString();
    }
}
