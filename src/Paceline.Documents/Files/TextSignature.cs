using System.Text;

namespace Paceline.Documents;

/// <summary>Tells text from other bytes, and markup from other text.</summary>
internal static class TextSignature
{
    /// <summary>How much of the beginning is searched for markup; browsers look at as much.</summary>
    private const int Beginning = 1445;

    /// <summary>Markup, text or unknown.</summary>
    public static FileKind KindOf(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return FileKind.Unknown;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return KindOf(Encoding.Unicode.GetString(content[2..]));
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return KindOf(Encoding.BigEndianUnicode.GetString(content[2..]));
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[3..];
        // Each byte a letter: control characters are the same bytes in UTF-8 and in all one-byte encodings.
        foreach (var letter in content)
        {
            if (IsControl((char)letter)) return FileKind.Unknown;
        }

        return IsMarkup(Encoding.Latin1.GetString(content[..Math.Min(content.Length, Beginning)])) ? FileKind.Markup : FileKind.Text;
    }

    private static FileKind KindOf(string text) =>
        text.Any(IsControl) ? FileKind.Unknown : IsMarkup(text[..Math.Min(text.Length, Beginning)]) ? FileKind.Markup : FileKind.Text;

    // Old programs end pages with a form feed and break lines within a cell with a vertical tab.
    private static bool IsControl(char character) => character is < ' ' and not ('\t' or '\n' or '\v' or '\f' or '\r') or '\u007f';

    private static bool IsMarkup(string beginning)
    {
        var text = beginning.AsSpan().TrimStart();
        return text is ['<', var next, ..] && (char.IsAsciiLetter(next) || next is '!' or '?' or '/');
    }
}
