using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Paceline.Domain;

namespace Paceline.Platform.Access;

/// <summary>
/// Which passwords are taken: long ones, of any characters, that nobody guesses from the account or from a list
/// (NIST SP 800-63B, 3.1.1.2). No rule asks for digits or signs: they make passwords worse to remember and no better.
/// </summary>
public static class PasswordRule
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 12;

    private static readonly char[] Around = [.. " 0123456789!?.,;:-_*#+=@$%&/()[]{}<>\"'|~^"];

    /// <summary>Most characters: beyond it, hashing would be work for an attacker to order.</summary>
    public const int Longest = 256;

    // Words that are tried first, from a list that the product carries; a run of two of them is no better.
    private static readonly FrozenSet<string> Common = Read();

    /// <summary>Why a password is not taken, or null.</summary>
    public static Refusal? Refuses(string password, string email, string name)
    {
        if (password.Length < Shortest) return new Refusal("Use at least {0} characters. A few words in a row are easy to keep in mind.", Shortest);
        if (password.Length > Longest) return new Refusal("Use at most {0} characters.", Longest);
        if (password.Distinct().Count() < 5) return new Refusal("This repeats a few characters. Use a few words in a row.");
        if (IsSequence(password)) return new Refusal("This is a row of keys or digits, which is tried first. Use a few words in a row.");
        if (IsCommon(Bare(password, read: true)) || IsCommon(Bare(password, read: false))) return new Refusal("This is made of words that are tried first, with little around them. Use a few words in a row that nobody expects.");
        foreach (var part in Parts(email, name))
            if (Core(password).Contains(part, StringComparison.Ordinal) && Core(password).Length - part.Length < 8)
                return new Refusal("This is close to your name or e-mail address. Use words that nobody connects with you.");
        return null;
    }

    private static IEnumerable<string> Parts(string email, string name) =>
        email.Split('@', 2).Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Append(name).Append(email).Select(Core).Where(p => p.Length >= 4);

    private static string Core(string text) => new([.. text.ToLowerInvariant().TrimEnd("0123456789!?.".ToCharArray()).Where(char.IsLetterOrDigit)]);

    // Letters alone: digits and signs around a word, between letters, or in the place of letters are what everybody does.
    private static string Bare(string text, bool read)
    {
        var kept = text.ToLowerInvariant().Trim(Around).Normalize(NormalizationForm.FormD);
        return new([.. kept.Where(c => char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark).Select(c => !read ? c : c switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', _ => c }).Where(char.IsLetter)]);
    }

    private static bool IsCommon(string bare)
    {
        // A word or two, whatever digits were added to reach the length.
        if (bare.Length < 3) return true;
        if (Common.Contains(bare)) return true;
        for (var cut = 3; cut <= bare.Length - 3; cut++)
            if (Common.Contains(bare[..cut]) && Common.Contains(bare[cut..])) return true;
        return Repeats(bare);
    }

    // The same word again and again: passpasspass.
    private static bool Repeats(string bare)
    {
        for (var length = 1; length <= bare.Length / 2; length++)
            if (bare.Length % length == 0 && Enumerable.Range(0, bare.Length / length).All(i => string.CompareOrdinal(bare, i * length, bare, 0, length) == 0)) return true;
        return false;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(PasswordRule).Assembly.GetManifestResourceStream("passwords.txt")!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Split('\n').Where(l => !l.StartsWith('#')).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);
    }

    private static bool IsSequence(string text)
    {
        var steps = text.Zip(text.Skip(1), (a, b) => b - a).ToList();
        return steps.Count(s => s is 1 or -1) >= steps.Count * 3 / 4;
    }
}
