using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations.Codes;

namespace Paceline.Features.Organisations;

/// <summary>Texts that people write in several languages, as forms carry them.</summary>
public static class PerLanguage
{
    /// <summary>Languages that are always offered; others show where somebody wrote in them.</summary>
    public static readonly IReadOnlyList<string> Offered = ["en", "fr", "es", "ca", "nl", "fa", "zh"];

    /// <summary>A saved text as fields.</summary>
    public static Dictionary<string, string?> Fields(LocalizedText text) => text.ToDictionary(t => t.Key, t => (string?)t.Value, StringComparer.Ordinal);

    /// <summary>Fields as a text, where they differ from what is saved; else what is saved.</summary>
    public static LocalizedText Text(LocalizedText saved, Dictionary<string, string?> fields)
    {
        var typed = new LocalizedText();
        foreach (var (language, text) in fields)
            if (Clean(text) is { Length: > 0 } clean && LanguageCodes.All.Contains(language)) typed[language] = clean;
        return typed.Count == saved.Count && typed.All(t => saved.TryGetValue(t.Key, out var was) && was == t.Value) ? saved : typed;
    }

    /// <summary>What is too long.</summary>
    public static IEnumerable<(string Field, Refusal? Why)> Check(string name, Dictionary<string, string?> fields, int longest) =>
        fields.Where(f => Clean(f.Value).Length > longest).Select(f => ($"Input.{name}[{f.Key}]", (Refusal?)new Refusal("Use at most {0} characters; these are {1}.", longest, Clean(f.Value).Length)));

    /// <summary>One line per language, to compare by.</summary>
    public static string Words(Dictionary<string, string?> fields) => string.Join('\n', fields.Where(f => Clean(f.Value) is not "").OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}: {Clean(f.Value)}"));

    private static string Clean(string? text) => Spelling.Sound((text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal)).Trim();
}

/// <summary>A text area for one language of one field.</summary>
/// <param name="Name">Input.Products.</param>
/// <param name="Label">In the reader's language.</param>
/// <param name="Hint">In the reader's language.</param>
/// <param name="Longest">How many characters.</param>
/// <param name="Values">By language.</param>
public sealed record TextField(string Name, string Label, string? Hint, int Longest, Dictionary<string, string?> Values);
