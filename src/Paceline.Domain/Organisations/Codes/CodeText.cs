using System.Globalization;
using System.Text;

namespace Paceline.Domain.Organisations.Codes;

/// <summary>How titles of codes are searched: without capitals, accents and signs, by the beginnings of words.</summary>
internal static class CodeText
{
    /// <summary>Lines of a table that the product carries, without its comments, split at the bars.</summary>
    public static IEnumerable<string[]> Table(string name)
    {
        using var reader = new StreamReader(typeof(CodeText).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            if (line is not "" && line[0] is not '#') yield return line.Split('|');
    }

    /// <summary>Words of a text, folded.</summary>
    public static string[] Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark) continue;
            folded.Append(rune.Value switch
            {
                'ı' => "i",
                'ø' or 'Ø' => "o",
                'ł' or 'Ł' => "l",
                'ß' => "ss",
                'đ' or 'Đ' => "d",
                _ when Rune.IsLetterOrDigit(rune) => Rune.ToLowerInvariant(rune).ToString(),
                _ => " ",
            });
        }

        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>How well a title answers: 0 it begins so, 1 its words do in any order, null not at all.</summary>
    public static int? Rank(string[] asked, string[] title)
    {
        if (asked.Length == 0 || title.Length == 0) return null;
        if (asked.Length <= title.Length && asked.Select((w, i) => (w, i)).All(p => Begins(title[p.i], p.w))) return 0;
        return asked.All(w => title.Any(t => Begins(t, w))) ? 1 : null;
    }

    // "facility" also finds "facilities": past five letters the ending may differ.
    private static bool Begins(string word, string asked) =>
        word.StartsWith(asked, StringComparison.Ordinal) || asked.Length > 5 && word.Length >= asked.Length - 1 && word.StartsWith(asked.AsSpan(0, asked.Length - 1), StringComparison.Ordinal);
}
