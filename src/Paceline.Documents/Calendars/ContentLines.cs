using System.Buffers;
using System.Text;

namespace Paceline.Documents;

/// <summary>The lines of an iCalendar text: escaped, folded, ended by CR LF (RFC 5545 section 3.1).</summary>
internal sealed class ContentLines
{
    /// <summary>The most octets of a line, its line break not counted.</summary>
    private const int Longest = 75;

    private readonly ArrayBufferWriter<byte> octets = new();

    /// <summary>Adds a property whose value is no text: an instant, a word of the RFC, an address.</summary>
    public void Add(string property, string value) => Fold($"{property}:{WithoutControls(value, lineBreak: "")}");

    /// <summary>Adds a property whose value is text (section 3.3.11); line breaks and all signs come back as they were.</summary>
    public void AddText(string property, string text) =>
        Fold($"{property}:{WithoutControls(
            text.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal),
            lineBreak: "\\n")}");

    /// <summary>Text to stand between the quotation marks of a parameter (RFC 6868 section 3.2).</summary>
    public static string Parameter(string text) =>
        WithoutControls(
            text.ReplaceLineEndings("\n").Replace("^", "^^", StringComparison.Ordinal).Replace("\"", "^'", StringComparison.Ordinal),
            lineBreak: "^n");

    /// <summary>All lines in UTF-8.</summary>
    public byte[] ToBytes() => octets.WrittenSpan.ToArray();

    private void Fold(string line)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var length = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            var size = rune.EncodeToUtf8(utf8);
            // Between characters, never within one: many programs unfold after they decoded.
            if (length + size > Longest)
            {
                octets.Write("\r\n "u8);
                length = 1;
            }

            octets.Write(utf8[..size]);
            length += size;
        }

        octets.Write("\r\n"u8);
    }

    private static string WithoutControls(string text, string lineBreak)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character == '\n') clean.Append(lineBreak);
            else if (character == '\t' || !char.IsControl(character)) clean.Append(character);
        }

        return clean.ToString();
    }
}
