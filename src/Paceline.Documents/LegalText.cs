using System.Text;

namespace Paceline.Documents;

/// <summary>Makes text that people pasted legal for the formats that carry it.</summary>
internal static class LegalText
{
    /// <summary>The text with each half of a surrogate pair replaced by U+FFFD, as UTF-8 cannot carry it.</summary>
    public static string WithoutLoneSurrogates(string text)
    {
        var sound = true;
        for (var i = 0; i < text.Length && sound; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else sound = false;
        }

        if (sound) return text;
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) mended.Append(rune);
        return mended.ToString();
    }

    /// <summary>The text without the characters that XML 1.0 forbids (section 2.2), line breaks as LF.</summary>
    public static string ForXml(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or >= 0x20 and not (0xFFFE or 0xFFFF)) legal.Append(rune);
        }

        return legal.ToString();
    }
}
