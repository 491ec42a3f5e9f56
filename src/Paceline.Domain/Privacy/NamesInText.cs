using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Paceline.Domain.Privacy;

/// <summary>
/// Finds names, addresses and telephone numbers inside texts, as whole words in any script: erasing Maria leaves Mariana, and Chinese
/// and Persian names are found although nothing, or a joiner of no width, stands between the words. Pure.
/// </summary>
public sealed class NamesInText
{
    // Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean.
    private const string Unspaced = @"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u2E80-\uD7FF\uF900-\uFAFF";
    private const string Letter = @"[\p{L}\p{M}\p{N}\u200C-[" + Unspaced + "]]";
    // What a Persian noun takes after a joiner and is still the same name.
    private const string Endings = @"(?:\u0647\u0627\u06CC?\u06CC?|\u0627\u0645|\u0627\u062A|\u0627\u0634|\u0627\u06CC|\u0627\u0646\u062F|\u0645\u0627\u0646|\u062A\u0627\u0646|\u0634\u0627\u0646)";
    // A hyphen joins two names to one, and a point or an at goes on with an address.
    private const string NameBefore = "(?<!" + Letter + "|" + Letter + "[-\u2010\u2011_@])";
    private const string NameAfter = @"(?!\u200C(?!" + Endings + "(?!" + Letter + "))" + Letter + "|(?!\u200C)" + Letter + "|[-\u2010\u2011_@.]" + Letter + ")";
    private const string AddressBefore = "(?<!" + Letter + "|[.+_%-])", AddressAfter = "(?!" + Letter + "|[_-]|[.]" + Letter + ")";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Regex? _words;

    /// <summary>A search for some words; those that tell too little are not looked for.</summary>
    public NamesInText(IEnumerable<string> words)
    {
        Words = [.. words.Select(w => w.Trim()).Where(Pseudonym.IsTelling).Where(w => IsAddress(w) || IsPhone(w) || IsName(w)).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(w => w.Length)];
        if (Words.Count > 0) _words = new Regex(string.Join('|', Words.Select(Pattern)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);
    }

    /// <summary>What is looked for, the longest first.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Whether one of the words stands in a text, also in one whose letters were written as escapes of JSON.</summary>
    public bool IsIn(string text) => _words is not null && text is not "" && (_words.IsMatch(text) || Unescaped(text) is { } plain && _words.IsMatch(plain));

    /// <summary>The text with something else in the place of the words.</summary>
    public string Replace(string text, string with)
    {
        if (_words is null || text is "") return text;
        var (escaped, plain) = (with.Replace("$", "$$", StringComparison.Ordinal), Unescaped(text));
        return plain is not null && _words.IsMatch(plain) ? _words.Replace(plain, escaped) : _words.Replace(text, escaped);
    }

    /// <summary>Whether it reads like an address of a mailbox.</summary>
    public static bool IsAddress(string word) => word.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && word.LastIndexOf('.') > at + 1 && word[^1] is not '.' && !word.Any(char.IsWhiteSpace);

    /// <summary>Whether it reads like a telephone number.</summary>
    public static bool IsPhone(string word) => word.Count(char.IsDigit) is >= 7 and <= 15 && word.All(c => char.IsDigit(c) || "+ ()./-\u00A0".Contains(c, StringComparison.Ordinal));

    /// <summary>Whether it reads like the name of a person: letters, and what stands between names.</summary>
    public static bool IsName(string word) => word.Any(char.IsLetter) && word.All(c => char.IsLetter(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || " .,'’·()-\u2010\u2011\u200C\u00A0".Contains(c, StringComparison.Ordinal));

    /// <summary>Whether two spellings may be of the same person: they share a name, however its accents are written.</summary>
    public static bool AreAkin(string one, string other) => Parts(one).Overlaps(Parts(other));

    private static HashSet<string> Parts(string name) =>
        [.. new string([.. name.Normalize(NormalizationForm.FormKD).Where(c => char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)]).ToUpperInvariant().Split([' ', ',', '.', '·', '-', '\u2010', '\u200C', '\u00A0'], StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length > 2 || p.Any(c => c > 0x2E7F))];

    private static string Pattern(string word)
    {
        if (IsAddress(word)) return AddressBefore + Regex.Escape(word) + AddressAfter;
        if (IsPhone(word)) return @"(?<!\p{N})" + string.Join(@"[\s().\-/]*", word.Where(char.IsDigit)) + @"(?!\p{N})";
        var parts = word.Split([' ', '\u00A0', '\u200C'], StringSplitOptions.RemoveEmptyEntries);
        var pattern = new StringBuilder(Joins(parts[0][0]) ? "" : NameBefore);
        foreach (var (i, part) in parts.Index())
        {
            // Persian writes the two halves of a name apart, joined or together; Chinese with a space or without.
            if (i > 0) pattern.Append(IsArabic(part[0]) && IsArabic(parts[i - 1][^1]) || Joins(part[0]) && Joins(parts[i - 1][^1]) ? @"[\s\u200C]*" : @"[\s\u200C]+");
            foreach (var letter in part) pattern.Append(Spelled(letter));
        }

        return pattern.Append(Joins(parts[^1][^1]) ? "" : NameAfter).ToString();
    }

    // The same letter on an Arabic and on a Persian keyboard.
    private static string Spelled(char letter) => letter switch
    {
        '\u064A' or '\u06CC' or '\u0649' => "[\u064A\u06CC\u0649]",
        '\u0643' or '\u06A9' => "[\u0643\u06A9]",
        _ => Regex.Escape(letter.ToString()),
    };

    private static bool Joins(char letter) => letter is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or (>= '\u2E80' and <= '\uDFFF') or (>= '\uF900' and <= '\uFAFF');

    private static bool IsArabic(char letter) => letter is >= '\u0600' and <= '\u06FF';

    // Lists in the trail were once written with every letter beyond ASCII as an escape.
    private static string? Unescaped(string text) => !text.Contains(@"\u", StringComparison.Ordinal) ? null
        : Regex.Replace(text, @"\\u(?<code>[0-9A-Fa-f]{4})", Letters, RegexOptions.CultureInvariant, Patience);

    // What JSON itself is written with stays an escape.
    private static string Letters(Match escape) => (char)int.Parse(escape.Groups["code"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is >= ' ' and not ('"' or '\\') and var letter ? letter.ToString() : escape.Value;
}
