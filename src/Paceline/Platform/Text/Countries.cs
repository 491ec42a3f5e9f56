using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Paceline.Platform.Text;

/// <summary>Countries by ISO 3166-1 alpha-2 code, with their names in the product's languages (countries.json, from the Unicode CLDR).</summary>
public static class Countries
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Names = Read();

    private static readonly FrozenDictionary<string, string> Codes = Names.Values.SelectMany(n => n).Select(p => (Name: Key(p.Value), Code: p.Key))
        .Concat(Names["en"].Keys.Select(c => (Name: c, Code: c))).DistinctBy(p => p.Name).ToFrozenDictionary(p => p.Name, p => p.Code, StringComparer.Ordinal);

    /// <summary>Code and name, by name in the reader's language.</summary>
    public static IEnumerable<(string Code, string Name)> In(string language) =>
        Names["en"].Keys.Select(c => (c, NameOf(c, language))).OrderBy(c => c.Item2, StringComparer.Create(CultureInfo.GetCultureInfo(language), ignoreCase: true));

    /// <summary>The name in a language, or the code itself when nobody knows it.</summary>
    public static string NameOf(string code, string language) => (Names.GetValueOrDefault(language) ?? Names["en"]).GetValueOrDefault(code, code);

    /// <summary>The code that a person meant by a code or a name in any of the product's languages, forgiving capitals and blanks; null if none.</summary>
    public static string? CodeOf(string text) => Key(text) switch
    {
        "UK" => "GB",
        "EL" => "GR",
        "USA" => "US",
        var key => Codes.GetValueOrDefault(key),
    };

    private static string Key(string text) => text.Trim().ToUpperInvariant();

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Read()
    {
        using var stream = typeof(Countries).Assembly.GetManifestResourceStream("countries.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!
            .ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);
    }
}
