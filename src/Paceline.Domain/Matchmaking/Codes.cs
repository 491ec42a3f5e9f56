using System.Globalization;
using System.Text;

namespace Paceline.Domain.Matchmaking;

/// <summary>Short signs for the grid: three Latin letters of the name, or the number where the name has none.</summary>
public static class Codes
{
    /// <summary>Longest code that a person may choose.</summary>
    public const int Longest = 12;

    /// <summary>A code that nobody at the event has yet; it is added to those taken.</summary>
    /// <param name="name">The participant's name.</param>
    /// <param name="number">Its number at the event.</param>
    /// <param name="taken">Codes in use, compared without regard to capitals.</param>
    public static string For(string name, int number, ISet<string> taken)
    {
        foreach (var candidate in Candidates(name, number))
            if (taken.Add(candidate)) return candidate;
        throw new InvalidOperationException("Candidates never end.");
    }

    /// <summary>The code of a number: P01.</summary>
    public static string OfNumber(int number, int digits = 2) => "P" + number.ToString("D" + digits, CultureInfo.InvariantCulture);

    /// <summary>What a set of taken codes compares by.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    private static IEnumerable<string> Candidates(string name, int number)
    {
        var words = Words(name);
        var letters = string.Concat(words);
        if (letters.Length >= 3)
        {
            // Nordvelo Components: NOR, then NDV and so on along its letters, then NCO from the words, then NO2, NO3 ...
            yield return letters[..3];
            for (var i = 2; i < Math.Min(letters.Length, 12); i++)
                for (var j = i + 1; j < Math.Min(letters.Length, 12); j++)
                    yield return $"{letters[0]}{letters[i]}{letters[j]}";
            if (words.Count > 1 && words[1].Length > 1) yield return $"{words[0][0]}{words[1][..2]}";
            for (var i = 2; i < 100; i++) yield return letters[..(i < 10 ? 2 : 1)] + i.ToString(CultureInfo.InvariantCulture);
        }

        yield return OfNumber(number);
        for (var i = 2; ; i++) yield return string.Create(CultureInfo.InvariantCulture, $"{OfNumber(number)}-{i}");
    }

    private static List<string> Words(string name)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var rune in Spelling.Sound(name).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark) continue;
            var letter = rune.Value switch
            {
                'ß' => "SS",
                'Æ' or 'æ' => "AE",
                'Ø' or 'ø' => "O",
                'Ł' or 'ł' => "L",
                'Đ' or 'đ' or 'Ð' or 'ð' => "D",
                'Þ' or 'þ' => "TH",
                'ı' => "I",
                'Œ' or 'œ' => "OE",
                < 128 when char.IsAsciiLetter((char)rune.Value) => char.ToUpperInvariant((char)rune.Value).ToString(),
                _ => "",
            };
            if (letter is not "") word.Append(letter);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
