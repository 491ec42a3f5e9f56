using System.Globalization;
using System.Text;

namespace Paceline.Domain.Activities.Travel;

/// <summary>What spellings of one name share: letters without accents, other scripts in Latin letters, and how a word sounds without its vowels.</summary>
public static class NameSound
{
    private static readonly Dictionary<char, string> Letters = Tables();

    // Particles and legal forms: lists write them, leave them out, and spell them anew.
    private static readonly HashSet<string> Empty = ["al", "el", "ul", "bin", "ibn", "bint", "the", "of", "and", "de", "la", "le", "und", "et", "y", "co", "ltd", "limited", "llc", "inc", "plc", "gmbh", "ag", "sa", "bv", "nv", "ooo", "oao", "zao", "pjsc", "jsc", "pjs", "corp", "sarl", "srl", "spa", "mr", "mrs", "dr"];

    /// <summary>The words of a name in small Latin letters; Chinese, Japanese and Korean stay as written. Particles go unless nothing else is left.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var rune in name.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) continue;
            // A sign within a word, as in Hassan's or Ch'eng, parts nothing.
            if (rune.Value is '\'' or '’' or 'ʿ' or 'ʾ' or '‘' or '`' or '.' or 'ь' or 'ъ' or 'Ь' or 'Ъ' or 0x640) continue;
            if (!Rune.IsLetterOrDigit(rune)) End();
            else if (rune.IsBmp && Letters.TryGetValue((char)Rune.ToLowerInvariant(rune).Value, out var latin)) word.Append(latin);
            else word.Append(Rune.ToLowerInvariant(rune));
        }

        End();
        var telling = words.Where(w => !Empty.Contains(w)).ToList();
        return telling.Count > 0 ? telling : words;

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>How a word in Latin letters sounds: without vowels after its first letter, one sign for each family of consonants.</summary>
    public static string Of(string word)
    {
        var sound = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var (sign, length) = Sign(word, i);
            i += length - 1;
            if (sign is '\0' || sign is 'A' && sound.Length > 0) continue;
            if (sound.Length == 0 || sound[^1] != sign) sound.Append(sign);
        }

        return sound.ToString();
    }

    // Two letters that write one sound come before one.
    private static (char Sign, int Length) Sign(string word, int at)
    {
        var pair = at + 1 < word.Length ? word.AsSpan(at, 2) : default;
        switch (pair)
        {
            case "sh" or "sz": return ('S', at + 2 < word.Length && word[at + 2] == 'c' ? 3 : 2);
            case "ch" or "tj": return ('C', 2);
            case "cz": return ('C', 2);
            case "kh": return ('h', 2);
            case "gh": return ('k', 2); // one Persian letter is written q, gh and g
            case "ph": return ('f', 2);
            case "th": return ('t', 2);
            case "dh": return ('d', 2);
            case "zh" or "dj" or "dz": return ('j', 2);
            case "ts" or "tz": return ('z', 2);
            case "ck": return ('k', 2);
            default: break;
        }

        return word[at] switch
        {
            'a' or 'e' or 'i' or 'o' or 'u' or 'y' => ('A', 1),
            'w' or 'v' => ('v', 1),
            'q' or 'k' or 'c' or 'g' or 'x' => ('k', 1),
            'h' => (at == word.Length - 1 ? '\0' : 'h', 1),
            var letter => (letter, 1),
        };
    }

    private static Dictionary<char, string> Tables()
    {
        Dictionary<char, string> letters = [];
        Add("ßæœøłđðþıħŋ", "ss", "ae", "oe", "o", "l", "d", "d", "th", "i", "h", "n");
        Add("абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґўј", "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "y", "e", "yu", "ya", "i", "i", "e", "g", "u", "j");
        Add("αβγδεζηθικλμνξοπρσςτυφχψω", "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "kh", "ps", "o");
        Add("ابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهةیيىءآأإؤئٱ", "a", "b", "p", "t", "s", "j", "ch", "h", "kh", "d", "z", "r", "z", "zh", "s", "sh", "s", "z", "t", "z", "a", "gh", "f", "q", "k", "k", "g", "l", "m", "n", "u", "h", "h", "i", "i", "a", "a", "a", "a", "a", "u", "i", "a");
        return letters;

        void Add(string from, params string[] to)
        {
            for (var i = 0; i < from.Length; i++) letters[from[i]] = to[i];
        }
    }
}
