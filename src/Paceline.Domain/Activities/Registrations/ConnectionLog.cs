using System.Globalization;

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
public sealed record ConnectionLog(IReadOnlyList<Connected> There, IReadOnlyList<Connected> TooShort, IReadOnlyList<ConnectionLine> Unknown)
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
        if (plain.Split(':') is [var hours, var minutes, var rest]) return Number(hours) is { } h && Number(minutes) is < 60 and var m && Number(rest) is < 60 ? Sound(h * 3600 + m * 60) : null;
        var (seconds, at, before) = (0, 0, int.MaxValue);
        while (at < plain.Length)
        {
            var number = Number(Take(plain, ref at, char.IsAsciiDigit));
            if (at < plain.Length && plain[at] is '.' or ',') Take(plain, ref at, c => c is '.' or ',' || char.IsAsciiDigit(c));
            Take(plain, ref at, char.IsWhiteSpace);
            var unit = UnitOf(Take(plain, ref at, char.IsAsciiLetter));
            Take(plain, ref at, c => c is '.' || char.IsWhiteSpace(c));
            // From hours down to seconds, each once: two numbers of the same unit are something else.
            if (number is null || unit is null || unit >= before) return null;
            (seconds, before) = (seconds + number.Value * unit.Value, unit.Value);
        }

        return plain is "" ? null : Sound(seconds);
    }

    private static int? UnitOf(string word) => word switch
    {
        "h" or "hr" or "hrs" or "hour" or "hours" => 3600,
        "" or "m" or "min" or "mins" or "minute" or "minutes" => 60,
        "s" or "sec" or "secs" or "second" or "seconds" => 1,
        _ => null,
    };

    private static string Take(string text, ref int at, Func<char, bool> fits)
    {
        var from = at;
        while (at < text.Length && fits(text[at])) at++;
        return text[from..at];
    }

    private static int? Number(string digits) => digits.Length is > 0 and <= 5 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Sound(int seconds) => seconds / 60 is <= Longest and var minutes ? minutes : null;
}
