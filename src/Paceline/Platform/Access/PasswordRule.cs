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

    /// <summary>Most characters: beyond it, hashing would be work for an attacker to order.</summary>
    public const int Longest = 256;

    // What people type when twelve characters are asked for; compared without case, blanks, digits at the end and signs.
    private static readonly HashSet<string> Obvious = new(StringComparer.Ordinal)
    {
        "password", "passwordpassword", "mypassword", "thisismypassword", "changeme", "changemenow", "letmein", "letmeinnow", "letmeinplease", "welcome", "welcomewelcome",
        "administrator", "adminadmin", "adminadminadmin", "qwertyuiop", "qwertyqwerty", "qwertyuiopasdf", "qwertyuiopasdfghjkl", "asdfghjkl", "azertyuiop", "azertyazerty", "iloveyou", "iloveyouiloveyou",
        "motdepasse", "monmotdepasse", "bonjourbonjour", "correcthorsebatterystaple", "trustnoone", "secretsecret", "paceline", "pacelinepaceline", "testtesttest", "abcdefghijkl", "abcdefghijklmnop",
    };

    /// <summary>Why a password is not taken, or null.</summary>
    public static Refusal? Refuses(string password, string email, string name)
    {
        if (password.Length < Shortest) return new Refusal("Use at least {0} characters. A few words in a row are easy to keep in mind.", Shortest);
        if (password.Length > Longest) return new Refusal("Use at most {0} characters.", Longest);
        if (password.Distinct().Count() < 5) return new Refusal("This repeats a few characters. Use a few words in a row.");
        if (IsSequence(password)) return new Refusal("This is a row of keys or digits, which is tried first. Use a few words in a row.");
        if (Obvious.Contains(Core(password))) return new Refusal("This is one of the passwords that are tried first. Use a few words in a row.");
        foreach (var part in Parts(email, name))
            if (Core(password).Contains(part, StringComparison.Ordinal) && Core(password).Length - part.Length < 8)
                return new Refusal("This is close to your name or e-mail address. Use words that nobody connects with you.");
        return null;
    }

    private static IEnumerable<string> Parts(string email, string name) =>
        email.Split('@', 2).Concat(name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Append(name).Append(email).Select(Core).Where(p => p.Length >= 4);

    private static string Core(string text) => new([.. text.ToLowerInvariant().TrimEnd("0123456789!?.".ToCharArray()).Where(char.IsLetterOrDigit)]);

    private static bool IsSequence(string text)
    {
        var steps = text.Zip(text.Skip(1), (a, b) => b - a).ToList();
        return steps.Count(s => s is 1 or -1) >= steps.Count * 3 / 4;
    }
}
