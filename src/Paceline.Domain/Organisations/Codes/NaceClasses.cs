using System.Collections.Frozen;

namespace Paceline.Domain.Organisations.Codes;

/// <summary>A section, division, group or class of the classification of economic activities.</summary>
/// <param name="Revision">Revision of the classification.</param>
/// <param name="Code">C, 32, 32.3 or 32.30.</param>
/// <param name="Section">Letter of its section.</param>
/// <param name="Titles">Official titles by language: always English, mostly French, Spanish and Dutch.</param>
public sealed record NaceClass(NaceRevision Revision, string Code, string Section, IReadOnlyDictionary<string, string> Titles)
{
    /// <summary>1 section, 2 division, 3 group, 4 class.</summary>
    public int Level => Code.Length == 1 ? 1 : Code.Length == 2 ? 2 : Code.Length - 1;

    /// <summary>The title in a language, else in English; with the language it is in.</summary>
    public (string Text, string Language) Title(string language) => Titles.TryGetValue(language, out var title) ? (title, language) : (Titles["en"], "en");
}

/// <summary>NACE Rev. 2 and Rev. 2.1, complete: sections, divisions, groups and classes.</summary>
public static class NaceClasses
{
    private static readonly string[] Languages = ["en", "fr", "es", "nl"];
    private static readonly Lazy<Table> Rev2 = new(() => new Table(NaceRevision.Rev2, "nace-rev2.txt"));
    private static readonly Lazy<Table> Rev21 = new(() => new Table(NaceRevision.Rev21, "nace-rev21.txt"));

    /// <summary>The whole of a revision, as it orders itself.</summary>
    public static IReadOnlyList<NaceClass> All(NaceRevision revision) => Of(revision).Rows;

    /// <summary>The entry of a code, forgiving capitals, blanks, a section's letter before it and a missing dot: "C32.30", "3230"; null if there is none.</summary>
    public static NaceClass? Find(string code, NaceRevision revision = NaceRevision.Rev2) => Of(revision).ByCode.GetValueOrDefault(Clean(code));

    /// <summary>The code as it is stored: 32.30.</summary>
    public static string Clean(string code)
    {
        var digits = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (digits.Length > 1 && char.IsAsciiLetter(digits[0])) digits = digits[1..];
        return digits.Length > 2 ? digits[..2] + "." + digits[2..] : digits;
    }

    /// <summary>Entries whose code or title answers to a text, the best and the finest first.</summary>
    /// <param name="text">Beginnings of words, in any order; a code.</param>
    /// <param name="language">Language of the reader; English titles are searched too.</param>
    /// <param name="revision">Revision of the classification.</param>
    /// <param name="take">How many at most.</param>
    public static IReadOnlyList<NaceClass> Search(string text, string language = "en", NaceRevision revision = NaceRevision.Rev2, int take = 12)
    {
        var asked = CodeText.Words(text);
        if (asked.Length == 0) return [];
        var code = text.Any(char.IsAsciiDigit) ? Clean(text) : null;
        return [.. Of(revision).Index
            .Select(e => (e.Entry, Rank: code is not null ? e.Entry.Code.StartsWith(code, StringComparison.Ordinal) ? 0 : null
                : (e.Words.TryGetValue(language, out var words) ? CodeText.Rank(asked, words) : null) ?? CodeText.Rank(asked, e.Words["en"])))
            .Where(e => e.Rank is not null).OrderBy(e => e.Rank).ThenByDescending(e => e.Entry.Level).Take(take).Select(e => e.Entry)];
    }

    /// <summary>Why a code is none of the classification; null when it is, or when it is empty.</summary>
    public static Refusal? Check(string code, NaceRevision revision = NaceRevision.Rev2)
    {
        if (code.Trim() is "" || Find(code, revision) is { Level: > 1 }) return null;
        if (Find(code, revision) is not null) return new Refusal("{0} is a whole section. Choose a division, a group or a class.", code.Trim());
        var other = revision is NaceRevision.Rev2 ? NaceRevision.Rev21 : NaceRevision.Rev2;
        return Find(code, other) is null ? new Refusal("There is no activity with the code {0}. Search for what the company does.", code.Trim())
            : other is NaceRevision.Rev21 ? new Refusal("{0} is a code of NACE Rev. 2.1. Choose that revision, or a code of Rev. 2.", code.Trim())
            : new Refusal("{0} is a code of NACE Rev. 2. Choose that revision, or a code of Rev. 2.1.", code.Trim());
    }

    private static Table Of(NaceRevision revision) => revision is NaceRevision.Rev21 ? Rev21.Value : Rev2.Value;

    private sealed class Table
    {
        public Table(NaceRevision revision, string resource)
        {
            var section = "";
            var rows = new List<NaceClass>();
            foreach (var cells in CodeText.Table(resource))
            {
                if (cells[0].Length == 1) section = cells[0];
                rows.Add(new NaceClass(revision, cells[0], section, cells.Skip(1).Select((title, i) => (Languages[i], title)).ToFrozenDictionary(p => p.Item1, p => p.title, StringComparer.Ordinal)));
            }

            Rows = rows;
            ByCode = rows.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);
            Index = [.. rows.Where(r => r.Level > 1).Select(r => (r, r.Titles.ToDictionary(t => t.Key, t => CodeText.Words(t.Value))))];
        }

        public IReadOnlyList<NaceClass> Rows { get; }
        public FrozenDictionary<string, NaceClass> ByCode { get; }
        public (NaceClass Entry, Dictionary<string, string[]> Words)[] Index { get; }
    }
}
