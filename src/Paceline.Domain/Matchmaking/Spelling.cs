using System.Globalization;
using System.Text;

namespace Paceline.Domain.Matchmaking;

/// <summary>How texts that people type are compared.</summary>
public static class Spelling
{
    /// <summary>
    /// What two spellings of one name share: without capitals, blanks, punctuation and Latin accents. A name of signs only is compared as it is.
    /// </summary>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var rune in Sound(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            // Vowel signs of other scripts are marks too, but there they are letters.
            if (rune.Value is >= 0x300 and <= 0x36F || Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control) continue;
            key.Append(Rune.ToLowerInvariant(rune));
        }

        return key.Length > 0 ? key.ToString() : text.Trim();
    }

    /// <summary>The text with halves of surrogate pairs replaced, which no file and no database can carry.</summary>
    public static string Sound(string text)
    {
        var sound = true;
        for (var i = 0; i < text.Length && sound; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            sound = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            i++;
        }

        if (sound) return text;
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) mended.Append(rune);
        return mended.ToString();
    }

    /// <summary>One line, trimmed: line breaks and other control characters become blanks; everything else stays as it was typed.</summary>
    public static string Line(string text) => Sound(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))).Trim();
}
