using System.Collections.Frozen;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;

namespace Paceline.Features.Members;

/// <summary>Something that a column of a list of members can mean.</summary>
/// <param name="Key">A field of the record, or one of the few that are no field: kind, since, until and those of a person.</param>
/// <param name="Label">What people call it: English, the key of its translations.</param>
/// <param name="Means">What to write in it: English, the key of its translations.</param>
/// <param name="Headings">How people head it, by language.</param>
public sealed record MemberColumn(string Key, string Label, string Means, IReadOnlyDictionary<string, string[]> Headings);

/// <summary>The columns of a list of members, and how their headings are recognised in the product's languages.</summary>
public static class MemberColumns
{
    /// <summary>Columns about a person.</summary>
    public static readonly FrozenSet<string> OfPerson = FrozenSet.ToFrozenSet(["person", "firstName", "lastName", "personLatin", "jobTitle", "email", "phone", "personLanguage"], StringComparer.Ordinal);

    /// <summary>Columns by which a line about a person says which company is meant.</summary>
    public static readonly FrozenSet<string> Referring = FrozenSet.ToFrozenSet(["name", "vat", "registration", "country"], StringComparer.Ordinal);

    /// <summary>All of them, in the order of the template.</summary>
    public static readonly IReadOnlyList<MemberColumn> All = MemberHeadings.Columns;

    /// <summary>The column of a key.</summary>
    public static MemberColumn? Of(string key) => ByKey.GetValueOrDefault(key);

    // A bare "Name" is the company's, unless another column says that it is the company.
    private static readonly FrozenSet<string> BareNames = FrozenSet.ToFrozenSet(["name", "nom", "nombre", "naam"], StringComparer.Ordinal);
    private static readonly string[] PersonGroups = ["contact", "person", "interlocuteur", "persona"];
    private static readonly FrozenDictionary<string, MemberColumn> ByKey = All.ToFrozenDictionary(c => c.Key, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, string> ByHeading = All.SelectMany(c => c.Headings.Values.SelectMany(h => h).Append(c.Label).Append(c.Key).Select(h => (Heading: Spelling.Key(h), c.Key)))
        .DistinctBy(p => p.Heading).ToFrozenDictionary(p => p.Heading, p => p.Key, StringComparer.Ordinal);

    /// <summary>What a heading means by itself; null if nobody knows.</summary>
    public static string? Recognise(string heading)
    {
        if (string.IsNullOrWhiteSpace(heading) || heading.Length > 100) return null;
        if (ByHeading.TryGetValue(Spelling.Key(heading), out var whole)) return whole;
        var bracket = heading.IndexOf('(', StringComparison.Ordinal);
        return bracket > 0 && ByHeading.TryGetValue(Spelling.Key(heading[..bracket]), out var before) ? before : null;
    }

    /// <summary>What each column means, as far as the headings tell; each meaning is given once.</summary>
    /// <param name="headings">The headings, each with what stands over it, if anything.</param>
    public static string?[] Guess(IReadOnlyList<(string Group, string Heading)> headings)
    {
        var guess = new string?[headings.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var namesCompany = headings.Any(h => !BareNames.Contains(Spelling.Key(h.Heading)) && Recognise(h.Heading) is "name");
        for (var i = 0; i < headings.Count; i++)
        {
            var (group, heading) = headings[i];
            var meant = (group is "" ? null : Recognise($"{group} {heading}")) ?? Recognise(heading);
            if (meant is "name" && BareNames.Contains(Spelling.Key(heading)) && (namesCompany || PersonGroups.Any(p => Spelling.Key(group).Contains(p, StringComparison.Ordinal)))) meant = "person";
            if (meant is "name" && taken.Contains("name")) meant = "person";
            if (meant is not null && taken.Add(meant)) guess[i] = meant;
        }

        return guess;
    }

    /// <summary>The language that most headings are in; English where nothing tells.</summary>
    public static string LanguageOf(IReadOnlyList<(string Group, string Heading)> headings)
    {
        var keys = headings.Select(h => Spelling.Key(h.Heading)).ToHashSet(StringComparer.Ordinal);
        var counts = MemberHeadings.Languages.Select(l => (Language: l, Count: All.Count(c => c.Headings.TryGetValue(l, out var names) && names.Any(n => keys.Contains(Spelling.Key(n)))))).ToList();
        var best = counts.MaxBy(c => c.Count);
        return best.Count == 0 || counts[0].Count == best.Count ? "en" : best.Language;
    }

    /// <summary>The field of the record that a column fills; null for those that are no field.</summary>
    public static MemberField? FieldOf(string key) => MemberFields.All.FirstOrDefault(f => f.Key == key);
}
