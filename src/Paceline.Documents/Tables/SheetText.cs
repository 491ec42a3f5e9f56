using System.Globalization;
using System.Text.RegularExpressions;

namespace Paceline.Documents;

/// <summary>Text as sheets store it: what looks like an escape _xHHHH_ is one (ECMA-376 part 1, section 22.9.2.19).</summary>
internal static partial class SheetText
{
    /// <summary>The most that a cell holds, in UTF-16 code units.</summary>
    private const int Longest = 32_767;

    private const int EscapeLength = 7;

    /// <summary>The text to be stored: without what XML forbids, cut to what a cell holds.</summary>
    public static string Store(string text)
    {
        var legal = LegalText.ForXml(text);
        if (legal.Length > Longest) legal = legal[..(char.IsHighSurrogate(legal[Longest - 2]) ? Longest - 2 : Longest - 1)] + "…";
        return legal.Contains("_x", StringComparison.OrdinalIgnoreCase) ? Underscore().Replace(legal, "_x005F_") : legal;
    }

    /// <summary>The longest stored text that may still be one of the given length: each character may be an escape.</summary>
    public static int MostStored(int cellLength) => (int)Math.Min(int.MaxValue, EscapeLength * (cellLength + 1L));

    /// <summary>The text that was stored; of one beyond the limit no more than shows that it is.</summary>
    public static string Load(string stored, int cellLength)
    {
        var most = MostStored(cellLength);
        if (stored.Length > most) stored = stored[..most];
        return stored.Contains("_x", StringComparison.Ordinal)
            ? LegalText.ForXml(Escape().Replace(stored, escape => ((char)int.Parse(escape.ValueSpan.Slice(2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()))
            : stored;
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Escape();

    // Escapes may overlap in their underscores, so only the first is replaced.
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Underscore();
}
