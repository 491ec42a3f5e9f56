using System.Globalization;
using System.Text.RegularExpressions;

namespace Paceline.Domain.Activities.Registrations;

/// <summary>Somebody in the list of an on-line meeting, as the list says it.</summary>
/// <param name="Line">Line of the list.</param>
/// <param name="Name">Name.</param>
/// <param name="Email">Address; empty where the list has none.</param>
/// <param name="Minutes">How long the person was connected.</param>
public sealed record ConnectionLine(int Line, string Name, string Email, int Minutes);

/// <summary>Somebody registered whom the list shows.</summary>
/// <param name="Registration">The registration.</param>
/// <param name="Minutes">How long, all connections together.</param>
public sealed record Connected(Guid Registration, int Minutes);

/// <summary>What the list of an on-line meeting says of those who registered; pure.</summary>
/// <param name="There">They were connected long enough.</param>
/// <param name="TooShort">They were not.</param>
/// <param name="Unknown">Nobody registered with this address: such lines prove nothing.</param>
public sealed partial record ConnectionLog(IReadOnlyList<Connected> There, IReadOnlyList<Connected> TooShort, IReadOnlyList<ConnectionLine> Unknown)
{
    /// <summary>The longest meeting, in minutes.</summary>
    public const int Longest = 24 * 60;

    /// <summary>Finds people by their address alone: names are written in too many ways. Who left and came back has several lines, whose minutes are added.</summary>
    /// <param name="lines">The list.</param>
    /// <param name="registered">Registrations by their address as it is compared.</param>
    /// <param name="least">Minutes that make somebody have been there.</param>
    public static ConnectionLog Match(IReadOnlyCollection<ConnectionLine> lines, IReadOnlyDictionary<string, Guid> registered, int least)
    {
        Guid? Find(ConnectionLine line) => Registration.KeyOf(line.Email) is { } key && registered.TryGetValue(key, out var id) ? id : null;
        var known = lines.Select(l => (Line: l, Id: Find(l))).ToLookup(l => l.Id is not null);
        var people = known[true].GroupBy(l => l.Id!.Value).Select(g => new Connected(g.Key, Math.Min(Longest, g.Sum(l => l.Line.Minutes)))).ToLookup(p => p.Minutes >= least);
        return new ConnectionLog([.. people[true]], [.. people[false]], [.. known[false].Select(l => l.Line)]);
    }

    /// <summary>Minutes as meeting programs write them: 62, 62.5, 62 min, 1:02:30, 1h 2m 30s; null where it is something else. Begun minutes do not count.</summary>
    public static int? Minutes(string text)
    {
        var plain = text.Trim().ToLowerInvariant();
        if (Clock().Match(plain) is { Success: true } clock) return Sound(Part(clock, 1) * 60 + Part(clock, 2));
        if (Plain().Match(plain) is { Success: true } number) return Sound(Part(number, 1));
        return Units().Match(plain) is { Success: true, Length: > 0 } units ? Sound(Part(units, 1) * 60 + Part(units, 2)) : null;
    }

    private static int Part(Match match, int group) => match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static int? Sound(int minutes) => minutes <= Longest ? minutes : null;

    [GeneratedRegex(@"^(\d{1,2}):([0-5]\d):[0-5]\d$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(\d{1,4})(?:[.,]\d+)?\s*(?:m|min|mins|minutes?)?\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(?:(\d{1,2})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,2})\s*m(?:in(?:utes?|s)?)?)?\s*(?:\d{1,2}\s*s(?:ec(?:onds?|s)?)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Units();
}
