using System.Globalization;
using System.Text;

namespace Paceline.Documents;

/// <summary>How headings are compared: people type "E-mail", "é-MAIL " and full-width letters and mean one column.</summary>
public static class Heading
{
    /// <summary>The heading without case, blanks, accents and invisible characters.</summary>
    public static string Fold(string heading)
    {
        var folded = new StringBuilder(heading.Length);
        // Half a surrogate pair makes Normalize throw, so it goes first.
        foreach (var rune in LegalText.WithoutLoneSurrogates(heading).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control || Rune.IsWhiteSpace(rune)) continue;
            folded.Append(Rune.ToLowerInvariant(rune));
        }

        return folded.ToString();
    }
}
