using System.Globalization;

namespace Paceline.Documents;

/// <summary>Makes names that spreadsheets accept for sheets.</summary>
internal static class SheetNames
{
    private const int Longest = 31;

    /// <summary>The names in their order: legal, not empty, and different whatever their case.</summary>
    public static IReadOnlyList<string> Legal(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var legal = new List<string>();
        foreach (var name in names)
        {
            var wanted = Legal(name);
            var given = wanted;
            for (var number = 2; !taken.Add(given); number++)
            {
                var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
                given = Cut(wanted, Longest - suffix.Length) + suffix;
            }

            legal.Add(given);
        }

        return legal;
    }

    private static string Legal(string name)
    {
        var legal = string.Concat(LegalText.ForXml(name).Select(character => character is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(character) ? ' ' : character));
        legal = Cut(legal.Trim(' ', '\''), Longest).TrimEnd(' ', '\'');
        // Excel keeps "History" for its own log of changes.
        return legal.Length == 0 || legal.Equals("History", StringComparison.OrdinalIgnoreCase) ? "Sheet" : legal;
    }

    private static string Cut(string name, int length) =>
        name.Length <= length ? name : char.IsHighSurrogate(name[length - 1]) ? name[..(length - 1)] : name[..length];
}
