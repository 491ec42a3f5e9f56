using System.Collections.Frozen;

namespace Paceline.Domain.Organisations.Codes;

/// <summary>A region of the nomenclature of territorial units for statistics.</summary>
/// <param name="Code">FRL0.</param>
/// <param name="Name">The name as written there: Cataluña, Αττική.</param>
/// <param name="LatinName">The name in Latin letters or in English, where it differs; else empty.</param>
/// <param name="Successors">The codes that followed, for one that is abolished; else none.</param>
public sealed record NutsRegion(string Code, string Name, string LatinName, IReadOnlyList<string> Successors)
{
    /// <summary>0 for countries, 1 and 2 for regions.</summary>
    public int Level => Code.Length - 2;
    /// <summary>Whether the code is in use.</summary>
    public bool IsValid => Successors.Count == 0;
    /// <summary>ISO 3166-1 code of its country: Greece and the United Kingdom have others here.</summary>
    public string Country => NutsRegions.CountryOf(Code);
    /// <summary>The name, with the one in Latin letters where the other cannot be read by everybody.</summary>
    public string Label => LatinName is "" ? Name : $"{Name} ({LatinName})";
}

/// <summary>Regions of NUTS 2024 at levels 0 to 2, with the abolished codes and what followed them.</summary>
public static class NutsRegions
{
    private static readonly NutsRegion[] Rows = [.. CodeText.Table("nuts.txt").Select(c => new NutsRegion(c[0], c[1], c.ElementAtOrDefault(2) ?? "", c.Length > 3 ? c[3].Split(' ') : []))];
    private static readonly FrozenDictionary<string, NutsRegion> ByCode = Rows.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);
    private static readonly (NutsRegion Region, string[] Words, string[] Latin)[] Index = [.. Rows.Where(r => r.Level > 0).Select(r => (r, CodeText.Words(r.Name), CodeText.Words(r.LatinName)))];

    /// <summary>Regions in use, as the nomenclature orders them.</summary>
    public static IEnumerable<NutsRegion> Valid => Rows.Where(r => r.IsValid);

    /// <summary>The region of a code, in use or abolished; forgiving capitals, blanks and GR or GB; null if there is none.</summary>
    public static NutsRegion? Find(string code) => ByCode.GetValueOrDefault(Clean(code));

    /// <summary>The code as the nomenclature writes it: capitals, no blanks, EL and UK.</summary>
    public static string Clean(string code)
    {
        var clean = string.Concat(code.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return clean.StartsWith("GR", StringComparison.Ordinal) ? "EL" + clean[2..] : clean.StartsWith("GB", StringComparison.Ordinal) ? "UK" + clean[2..] : clean;
    }

    /// <summary>ISO 3166-1 code of the country of a NUTS code.</summary>
    public static string CountryOf(string code) => code.Length < 2 ? "" : code[..2] switch { "EL" => "GR", "UK" => "GB", var country => country };

    /// <summary>Regions of a country in use, levels 1 and 2; none where the nomenclature does not reach.</summary>
    public static IEnumerable<NutsRegion> In(string country) => Rows.Where(r => r.IsValid && r.Level > 0 && r.Country == country);

    /// <summary>Regions in use whose code or name answers to a text, the best first. An abolished code finds what followed it.</summary>
    /// <param name="text">Beginnings of words, in any order; a code.</param>
    /// <param name="country">ISO code, to search in one country only.</param>
    /// <param name="take">How many at most.</param>
    public static IReadOnlyList<NutsRegion> Search(string text, string? country = null, int take = 12)
    {
        var asked = CodeText.Words(text);
        if (asked.Length == 0) return country is null ? [] : [.. In(country).Take(take)];
        if (Find(text) is { IsValid: false } old) return [.. old.Successors.Select(s => ByCode[s]).Where(r => country is null || r.Country == country).Take(take)];
        var code = Clean(text);
        return [.. Index.Where(e => e.Region.IsValid && (country is null || e.Region.Country == country))
            .Select(e => (e.Region, Rank: e.Region.Code.StartsWith(code, StringComparison.Ordinal) ? -1 : CodeText.Rank(asked, e.Words) ?? CodeText.Rank(asked, e.Latin)))
            // A region that is both levels under one name is meant as the smaller: that is what gets stored.
            .Where(e => e.Rank is not null).OrderBy(e => e.Rank).ThenByDescending(e => e.Region.Level).Take(take).Select(e => e.Region)];
    }

    /// <summary>Why a code is not one of a region that can be stored; null when it is, or when it is empty.</summary>
    /// <param name="code">What was typed.</param>
    /// <param name="country">ISO code of the organisation's country; empty when not known.</param>
    public static Refusal? Check(string code, string country = "") => code.Trim() is "" ? null : Find(code) switch
    {
        null => new Refusal("There is no region with the code {0}. Search for its name.", code.Trim()),
        { IsValid: false, Successors: [var only] } old => new Refusal("{0} was replaced by {1}.", old.Code, only),
        { IsValid: false } old => new Refusal("{0} was replaced by {1}. Choose one of them.", old.Code, string.Join(", ", old.Successors)),
        { Level: 0 } => new Refusal("{0} is a whole country. Choose a region in it.", code.Trim()),
        var region when country is not "" && region.Country != country => new Refusal("{0} is not in the country given.", region.Code),
        _ => null,
    };
}
