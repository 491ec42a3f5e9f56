using System.Collections.Frozen;
using System.Globalization;

namespace Paceline.Features.Matchmaking;

/// <summary>Languages that a participant may read, by ISO 639-1 code.</summary>
public static class Languages
{
    private static readonly string[] Codes = ["ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ga", "hr", "hu", "it", "ja", "ko", "lt", "lv", "mt", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh"];

    private static readonly FrozenDictionary<string, string> Meant = Codes
        .SelectMany(c => new[] { c, CultureInfo.GetCultureInfo(c).EnglishName, CultureInfo.GetCultureInfo(c).NativeName }.Select(n => (Key: n.ToUpperInvariant(), Code: c)))
        .DistinctBy(n => n.Key).ToFrozenDictionary(n => n.Key, n => n.Code);

    /// <summary>Code and name, each in itself: its reader finds it.</summary>
    public static IEnumerable<(string Code, string Name)> All(string language) =>
        Codes.Select(c => (c, CultureInfo.GetCultureInfo(c).NativeName)).OrderBy(l => l.NativeName, StringComparer.Create(CultureInfo.GetCultureInfo(language), ignoreCase: true));

    /// <summary>The code meant by a code, or by a name in English or in the language itself; null if none is.</summary>
    public static string? CodeOf(string text) => Meant.GetValueOrDefault(text.Trim().ToUpperInvariant());
}
