using System.Globalization;

namespace Paceline.Domain.Activities.Travel;

/// <summary>A decision of the European Commission that a country protects personal data well enough.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 code.</param>
/// <param name="From">The day from which it holds.</param>
/// <param name="Until">The last day on which it held; null while it holds.</param>
/// <param name="Number">Its number, for example (EU) 2019/419.</param>
/// <param name="Covers">Whom it covers where not everybody, in English; empty: everybody.</param>
public sealed record AdequacyDecision(string Country, DateOnly From, DateOnly? Until, string Number, string Covers)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}

/// <summary>To which countries personal data may go, and under what: a list with its date, read from a file beside the code.</summary>
public static class TransferCountries
{
    private static readonly (DateOnly AsOf, Dictionary<string, DateOnly?> Inside, List<AdequacyDecision> Decisions) Data = Read();

    /// <summary>The day on which the list was last compared with the Official Journal.</summary>
    public static DateOnly AsOf => Data.AsOf;

    /// <summary>Whether a country is in the European Economic Area, or treated like it, on a day.</summary>
    public static bool IsInside(string country, DateOnly day) => Data.Inside.TryGetValue(country, out var until) && (until is null || day <= until);

    /// <summary>The decision that holds for a country on a day, or null.</summary>
    public static AdequacyDecision? Decision(string country, DateOnly day) => Data.Decisions.FirstOrDefault(d => d.Country == country && d.HoldsOn(day));

    private static (DateOnly, Dictionary<string, DateOnly?>, List<AdequacyDecision>) Read()
    {
        using var reader = new StreamReader(typeof(TransferCountries).Assembly.GetManifestResourceStream("transfer-countries.txt")!);
        DateOnly asOf = default;
        Dictionary<string, DateOnly?> inside = new(StringComparer.Ordinal);
        List<AdequacyDecision> decisions = [];
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("# as of ", StringComparison.Ordinal)) asOf = Day(words[3]);
            else if (words is ["eea", var country, ..]) inside[country] = words is [_, _, "until", var last] ? Day(last) : null;
            else if (words is ["adequacy", var where, var from, var to, ..])
            {
                var halves = string.Join(' ', words[4..]).Split('|', StringSplitOptions.TrimEntries);
                decisions.Add(new AdequacyDecision(where, Day(from), to is "-" ? null : Day(to), halves[0], halves[1]));
            }
        }

        return (asOf, inside, decisions);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
