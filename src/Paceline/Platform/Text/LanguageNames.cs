using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Paceline.Platform.Text;

/// <summary>Languages by ISO 639-1 code, with their names in the product's languages (languages.json, from the Unicode CLDR).</summary>
public static class LanguageNames
{
    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, string>>> Names = new(Read);

    private static readonly Lazy<FrozenDictionary<string, string>> Codes = new(() => Names.Value.Values.SelectMany(n => n).Select(p => (Name: Key(p.Value), Code: p.Key))
        .Concat(Names.Value["en"].Keys.Select(c => (Name: Key(c), Code: c))).DistinctBy(p => p.Name).ToFrozenDictionary(p => p.Name, p => p.Code, StringComparer.Ordinal));

    /// <summary>Code and name, by name in the reader's language.</summary>
    public static IEnumerable<(string Code, string Name)> In(string language) =>
        Names.Value["en"].Keys.Select(c => (c, NameOf(c, language))).OrderBy(c => c.Item2, StringComparer.Create(CultureInfo.GetCultureInfo(language), ignoreCase: true));

    /// <summary>The name in a language, or the code itself when nobody knows it.</summary>
    public static string NameOf(string code, string language) => (Names.Value.GetValueOrDefault(language) ?? Names.Value["en"]).GetValueOrDefault(code, code);

    /// <summary>The code that a person meant by a code or a name in any of the product's languages, forgiving capitals and blanks; null if none.</summary>
    public static string? CodeOf(string text) => Codes.Value.GetValueOrDefault(Key(text));

    private static string Key(string text) => text.Trim().ToUpperInvariant();

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Read()
    {
        using var stream = typeof(LanguageNames).Assembly.GetManifestResourceStream("languages.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!
            .ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
