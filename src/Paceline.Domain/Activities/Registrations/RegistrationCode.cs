using System.Globalization;
using System.Text;

namespace Paceline.Domain.Activities.Registrations;

/// <summary>
/// A registration's number with two letters that belong to it and to its activity, as in 0042-KT: a slip of the finger and a badge of
/// another activity are noticed without asking anybody.
/// </summary>
public static class RegistrationCode
{
    // Without letters that are mistaken for digits or for each other.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>The code of a number.</summary>
    public static string Of(Guid activity, int number) => string.Create(CultureInfo.InvariantCulture, $"{number:0000}-{Check(activity, number)}");

    /// <summary>The number behind a code, or behind digits alone; null where the letters belong to something else.</summary>
    public static int? Read(Guid activity, string typed)
    {
        var plain = new StringBuilder(typed.Length);
        foreach (var c in typed)
        {
            if (char.IsDigit(c)) plain.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)));
            else if (char.IsAsciiLetter(c)) plain.Append(char.ToUpperInvariant(c));
            else if (c is not ('-' or ' ' or '#')) return null;
        }

        var text = plain.ToString();
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 9 || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return digits == text.Length || string.Equals(text[digits..], Check(activity, number), StringComparison.Ordinal) ? number : null;
    }

    /// <summary>Whether somebody typed or scanned a number with its letters, of whichever activity.</summary>
    public static bool LooksLikeOne(string typed) =>
        typed.Trim() is { Length: >= 5 and <= 12 } text && char.IsAsciiLetter(text[^1]) && char.IsAsciiLetter(text[^2]) && text[..^2].TrimEnd('-', ' ') is { Length: >= 3 } digits && digits.All(char.IsAsciiDigit);

    private static string Check(Guid activity, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        activity.TryWriteBytes(bytes, bigEndian: true, out _);
        var sum = 2166136261u;
        foreach (var b in bytes) sum = (sum ^ b) * 16777619;
        for (var shift = 0; shift < 32; shift += 8) sum = (sum ^ (byte)(number >> shift)) * 16777619;
        sum ^= sum >> 15;
        return $"{Letters[(int)(sum % 24)]}{Letters[(int)(sum / 24 % 24)]}";
    }
}
