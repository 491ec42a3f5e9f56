using System.Globalization;

namespace Paceline.Domain;

/// <summary>Reads amounts as people of several countries type them.</summary>
public static class Amounts
{
    /// <summary>The largest amount that is taken: beyond it, it is a typing mistake.</summary>
    public const long LargestCents = 100_000_000_000_00;

    /// <summary>Hundredths of "12500", "12 500,50", "12.500,50", "12,500.50" or "12'500"; null if it cannot be read without guessing, or is not above zero.</summary>
    public static long? Cents(string? text)
    {
        var typed = new string([.. (text ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '’'))]);
        var last = typed.LastIndexOfAny(['.', ',']);
        // One or two digits behind the last sign are cents; three are thousands.
        var hasCents = last >= 0 && typed.Length - last - 1 is 1 or 2;
        var (whole, cents) = hasCents ? (typed[..last], typed[(last + 1)..]) : (typed, "");
        if (hasCents && whole.Contains(typed[last], StringComparison.Ordinal)) return null;
        var groups = whole.Split('.', ',');
        if (groups is not [{ Length: > 0 } first, .. var rest] || rest.Length > 0 && first.Length > 3 || rest.Any(g => g.Length != 3)) return null;
        if (whole.Contains('.', StringComparison.Ordinal) && whole.Contains(',', StringComparison.Ordinal)) return null;
        var digits = string.Concat(groups) + cents.PadRight(2, '0');
        if (digits.Length > 15 || !digits.All(char.IsAsciiDigit)) return null;
        var value = long.Parse(digits, CultureInfo.InvariantCulture);
        return value is > 0 and <= LargestCents ? value : null;
    }
}
