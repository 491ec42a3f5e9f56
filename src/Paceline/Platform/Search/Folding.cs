using System.Globalization;
using System.Text;

namespace Paceline.Platform.Search;

/// <summary>A word as the index knows it, and where it stands in the text that people wrote.</summary>
public readonly record struct Word(string Text, int Start, int Length);

/// <summary>
/// Takes a text apart into words that spellings share: without capitals and accents, with one letter for the Arabic and Persian
/// forms of it, European digits. Chinese, Japanese and Korean, which do not part their words, become pairs of characters.
/// </summary>
public static class Folding
{
    private const int LongestWord = 60;
    private const string Separator = " ";

    // What each character becomes: null not asked yet, blank a separator, empty a mark that leaves no trace.
    private static readonly string?[] Known = new string?[0x10000];

    /// <summary>The words of a text that is to be found. Words joined by a sign (wind-proof, 32.30) are kept apart and together.</summary>
    public static List<Word> ToIndex(string text) => Split(text, query: false);

    /// <summary>The words of what somebody looks for.</summary>
    public static List<Word> ToAsk(string text) => Split(text, query: true);

    /// <summary>A name as others are compared with it: its folded words with one blank between.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var folded = Of(rune);
            if (folded is not Separator) line.Append(folded);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    private static List<Word> Split(string text, bool query)
    {
        var words = new List<Word>();
        var word = new StringBuilder();
        var (start, at, joinedFrom, parts, joined) = (0, 0, 0, 0, new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            var folded = Of(rune);
            var pairs = folded is not Separator && folded.Length > 0 && IsUnparted(folded);
            if (folded is Separator || pairs)
            {
                EndWord();
                if (!(folded is Separator && Joins(rune) && parts > 0)) EndJoined();
            }

            if (pairs) Pair(text, words, at, rune, query);
            else if (folded is not Separator)
            {
                if (word.Length == 0) start = at;
                word.Append(folded);
            }

            at += rune.Utf16SequenceLength;
        }

        EndWord();
        EndJoined();
        return words;

        void EndWord()
        {
            if (word.Length == 0) return;
            var folded = word.ToString();
            words.Add(new Word(folded.Length > LongestWord ? folded[..LongestWord] : folded, start, at - start));
            if (parts++ == 0) joinedFrom = start;
            joined.Append(folded);
            word.Clear();
        }

        void EndJoined()
        {
            if (!query && parts > 1 && joined.Length <= LongestWord) words.Add(new Word(joined.ToString(), joinedFrom, words[^1].Start + words[^1].Length - joinedFrom));
            parts = 0;
            joined.Clear();
        }
    }

    // Each character with the one after it, and the last alone, so that one character finds a text that ends with it.
    private static void Pair(string text, List<Word> words, int at, Rune rune, bool query)
    {
        var next = at + rune.Utf16SequenceLength;
        var follows = next < text.Length && Rune.TryGetRuneAt(text, next, out var second) && Of(second) is var folded && folded is not Separator && folded.Length > 0 && IsUnparted(folded) ? (Rune?)second : null;
        if (follows is { } other) words.Add(new Word(Of(rune) + Of(other), at, rune.Utf16SequenceLength + other.Utf16SequenceLength));
        else if (!query || words.Count == 0 || words[^1] is var last && !(last.Start + last.Length == next && last.Length > rune.Utf16SequenceLength)) words.Add(new Word(Of(rune), at, rune.Utf16SequenceLength));
    }

    private static bool Joins(Rune sign) => sign.Value is '-' or '.' or '/' or '&' or '\'' or '’' or '+' or 0x2010 or 0x2011 or 0x200C;

    private static string Of(Rune rune)
    {
        if (!rune.IsBmp) return Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter ? rune.ToString() : Separator;
        return Known[rune.Value] ??= Find(rune);
    }

    private static string Find(Rune rune)
    {
        if (rune.Value is >= 0x3040 and <= 0x30FF) return Kana(rune);
        var text = rune.ToString();
        if (IsUnparted(text)) return text.Normalize(NormalizationForm.FormKC);
        var folded = new StringBuilder(4);
        var silent = false;
        foreach (var part in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (IsMark(part)) silent = true;
            else if (Special(part) is { } letters) folded.Append(letters);
            else if (Rune.IsDigit(part)) folded.Append((int)Rune.GetNumericValue(part));
            else if (Rune.IsLetterOrDigit(part) || Rune.GetUnicodeCategory(part) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                var lower = Rune.ToLowerInvariant(part);
                if (lower.Value is >= 0x30A1 and <= 0x30F6) folded.Append(Kana(lower)); // half-width katakana
                else folded.Append(Special(lower) ?? lower.ToString());
            }
        }

        return folded.Length > 0 ? folded.ToString() : silent ? "" : Separator;
    }

    private static string Kana(Rune rune) => rune.Value switch
    {
        0x3099 or 0x309A => "",
        0x30FB or 0x30A0 => Separator,
        >= 0x30A1 and <= 0x30F6 => ((char)(rune.Value - 0x60)).ToString(),
        _ => rune.ToString(),
    };

    // Latin accents, Hebrew points, Arabic vowel signs and the stroke that only lengthens a word.
    private static bool IsMark(Rune rune) => rune.Value is >= 0x300 and <= 0x36F or >= 0x591 and <= 0x5C7 or >= 0x610 and <= 0x61A or >= 0x64B and <= 0x65F or 0x640 or 0x670 or >= 0x6D6 and <= 0x6ED or 0xAD or 0x200B or 0x200D or 0x200E or 0x200F or 0xFEFF;

    private static string? Special(Rune rune) => rune.Value switch
    {
        'ß' or 0x1E9E => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ı' => "i",
        'ħ' or 'Ħ' => "h",
        'ŋ' or 'Ŋ' => "n",
        'ŧ' or 'Ŧ' => "t",
        'ĸ' => "k",
        'ς' => "σ",
        0x64A or 0x649 or 0x6D2 => "ی",
        0x643 => "ک",
        0x629 or 0x6C0 or 0x6C1 or 0x6D5 => "ه",
        0x622 or 0x623 or 0x625 or 0x671 => "ا",
        0x624 => "و",
        0x626 => "ی",
        _ => null,
    };

    private static bool IsUnparted(string folded) => folded[0] is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uAC00' and <= '\uD7AF'
        or '\u3005' or '\u3007' or >= '\uD840' and <= '\uD88F';
}
