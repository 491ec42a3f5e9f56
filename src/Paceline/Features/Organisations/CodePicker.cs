using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>A code and what it means.</summary>
/// <param name="Code">As it is stored.</param>
/// <param name="Label">Its name.</param>
/// <param name="Language">The language of the name, where it is not the reader's.</param>
public sealed record CodeChoice(string Code, string Label, string? Language = null);

/// <summary>A field in which codes are chosen by search: with a script as one types, without it by a button.</summary>
/// <param name="Name">Input.Nuts.</param>
/// <param name="Label">In the reader's language.</param>
/// <param name="Hint">In the reader's language.</param>
/// <param name="Source">Where the script asks.</param>
/// <param name="IsMultiple">Whether several may be chosen.</param>
/// <param name="Chosen">What is chosen now.</param>
/// <param name="Query">What was searched for without a script; null when nothing was.</param>
/// <param name="Found">What was found.</param>
/// <param name="CountryFrom">Id of the field whose country narrows the search.</param>
public sealed record CodePicker(string Name, string Label, string? Hint, string Source, bool IsMultiple, IReadOnlyList<CodeChoice> Chosen, string? Query = null, IReadOnlyList<CodeChoice>? Found = null, string? CountryFrom = null);

/// <summary>The code tables as people search them.</summary>
public static class CodeSearch
{
    private const int Most = 12;

    /// <summary>What answers to a text; null when there is no such table.</summary>
    public static IReadOnlyList<CodeChoice>? Find(string kind, string text, string? country = null, NaceRevision revision = NaceRevision.Rev2) => kind switch
    {
        "nuts" => [.. NutsRegions.Search(text, string.IsNullOrEmpty(country) ? null : country, Most).Select(r => new CodeChoice(r.Code, r.Label))],
        "nace" => [.. NaceClasses.Search(text, Texts.Language, revision, Most).Select(c => Choice(c))],
        "country" => Names(Countries.In(Texts.Language), text, Countries.CodeOf(text), c => Countries.NameOf(c, "en")),
        "language" => Names(LanguageNames.In(Texts.Language), text, LanguageNames.CodeOf(text), c => LanguageNames.NameOf(c, "en")),
        _ => null,
    };

    /// <summary>What a code means.</summary>
    public static CodeChoice Of(string kind, string code, NaceRevision revision = NaceRevision.Rev2) => kind switch
    {
        "nuts" => new(code, NutsRegions.Find(code)?.Label ?? code),
        "nace" => NaceClasses.Find(code, revision) is { } known ? Choice(known) : new(code, code),
        "country" => new(code, Texts.Country(code)),
        "language" => new(code, LanguageNames.NameOf(code, Texts.Language)),
        _ => new(code, code),
    };

    private static CodeChoice Choice(NaceClass entry)
    {
        var (title, language) = entry.Title(Texts.Language);
        return new CodeChoice(entry.Code, title, language == Texts.Language ? null : language);
    }

    private static List<CodeChoice> Names(IEnumerable<(string Code, string Name)> all, string text, string? meant, Func<string, string> english)
    {
        var key = Spelling.Key(text);
        if (text.Trim() is "") return [];
        return [.. all.Select(c => (c.Code, c.Name, Rank: c.Code == meant ? 0 : Rank(Spelling.Key(c.Name), key) ?? Rank(Spelling.Key(english(c.Code)), key)))
            .Where(c => c.Rank is not null).OrderBy(c => c.Rank).Take(Most).Select(c => new CodeChoice(c.Code, c.Name))];
    }

    private static int? Rank(string name, string key) => name.StartsWith(key, StringComparison.Ordinal) ? 1 : key.Length > 2 && name.Contains(key, StringComparison.Ordinal) ? 2 : null;
}
