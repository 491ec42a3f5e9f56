using System.Buffers;
using System.Globalization;

namespace Paceline.Documents;

/// <summary>
/// Keeps text that a stranger typed from running as a formula in the spreadsheet of the person who exports it.
/// Off is the exact inverse of On, so that an exported file can be edited and read in again.
/// </summary>
internal static class FormulaGuard
{
    private const char Apostrophe = '\'';
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.eE");

    /// <summary>The text, with an apostrophe in front if a spreadsheet would calculate it; plain numbers stay numbers.</summary>
    public static string On(string text) => Calculates(text) && !IsNumber(text) ? Apostrophe + text : text;

    /// <summary>The text without the apostrophe that <see cref="On"/> put in front.</summary>
    public static string Off(string text) => text.StartsWith(Apostrophe) && Calculates(text.AsSpan(1)) ? text[1..] : text;

    // Spreadsheets skip blanks before a formula, some take full-width signs for plain ones, and a tab or line break can start a new cell.
    private static bool Calculates(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (character is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠') return true;
            if (character != Apostrophe && !char.IsWhiteSpace(character) && !char.IsControl(character)) return false;
        }

        return false;
    }

    // Infinity and grouped digits parse as numbers too, but not in every country.
    private static bool IsNumber(string text) =>
        text.AsSpan().IndexOfAnyExcept(OfNumbers) < 0
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
}
