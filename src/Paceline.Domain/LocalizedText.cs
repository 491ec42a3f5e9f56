namespace Paceline.Domain;

/// <summary>A text by people in one or more languages, keyed by ISO 639-1 code.</summary>
public sealed class LocalizedText : Dictionary<string, string>
{
    /// <summary>An empty text.</summary>
    public LocalizedText() : base(StringComparer.Ordinal)
    {
    }

    /// <summary>A text in English.</summary>
    public LocalizedText(string english) : this() => this["en"] = english;

    /// <summary>The text in the language asked for, else in English, else in any; with the language it really is in, for a <c>lang</c> attribute.</summary>
    public (string Text, string Language) In(string language)
    {
        if (TryGetValue(language, out var wanted) && wanted is not "") return (wanted, language);
        if (TryGetValue("en", out var english) && english is not "") return (english, "en");
        foreach (var (code, text) in this) return (text, code);
        return ("", language);
    }

    /// <summary>The English text, or any.</summary>
    public override string ToString() => In("en").Text;
}
