using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Paceline.Domain;

namespace Paceline.Platform.Text;

/// <summary>
/// Translations keyed by the English sentence: code reads naturally, and a missing translation shows English.
/// A catalogue is Locales/LANGUAGE.json and one LANGUAGE.json in each feature's folder; a test finds what is missing or unused.
/// </summary>
public sealed class Texts : IStringLocalizer, IStringLocalizerFactory
{
    /// <summary>Languages that the product speaks; the first is what the keys are written in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "fr", "es", "ca", "nl"];

    /// <summary>Languages of guests and visitors besides: what they see is spoken in these as well, the organisers' pages are not.</summary>
    public static readonly IReadOnlyList<string> GuestLanguages = ["fa", "zh"];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> Spoken = [.. Languages, .. GuestLanguages];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Catalogues = Spoken.ToFrozenDictionary(l => l, Read, StringComparer.Ordinal);

    /// <summary>The language of the page at hand.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>
    /// How a language writes dates and numbers. Days are those of the Gregorian calendar everywhere: a meeting in Beijing on 13 February
    /// is the same for both sides, whatever calendar hangs at home.
    /// </summary>
    public static CultureInfo Culture(string? language) => Cultures.GetValueOrDefault(language ?? "", Cultures["en"]);

    /// <summary>A language as its speakers call it.</summary>
    public static string OwnName(string language)
    {
        var name = Culture(language).NativeName;
        return string.Concat(name[..1].ToUpper(Culture(language)), name.AsSpan(1));
    }

    private static readonly FrozenDictionary<string, CultureInfo> Cultures = Spoken.ToFrozenDictionary(l => l, l =>
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(l).Clone();
        if (culture.DateTimeFormat.Calendar is not GregorianCalendar) culture.DateTimeFormat.Calendar = culture.OptionalCalendars.OfType<GregorianCalendar>().First();
        return CultureInfo.ReadOnly(culture);
    }, StringComparer.Ordinal);

    /// <summary>The writing direction of the page at hand: ltr or rtl.</summary>
    public static string Direction => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    public LocalizedString this[string name] =>
        Catalogues.GetValueOrDefault(Language)?.TryGetValue(name, out var text) == true
            ? new LocalizedString(name, text) : new LocalizedString(name, Plain(name), resourceNotFound: true);

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var found = this[name];
            return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, found.Value, [.. arguments.Select(Readable)]), found.ResourceNotFound);
        }
    }

    /// <summary>A number with its noun: forms are given in English as "{0} company|{0} companies" and translated with as many as the language needs.</summary>
    public string Count(int n, string forms)
    {
        var choices = this[forms].Value.Split('|');
        // French and Persian count zero as one; the others do not. Chinese has one form, which is then the last.
        var form = Language is "fr" or "fa" ? n < 2 ? 0 : 1 : n == 1 ? 0 : 1;
        return string.Format(CultureInfo.CurrentCulture, choices[Math.Min(form, choices.Length - 1)], n);
    }

    /// <summary>
    /// The word for a value of an enumeration: its own name, spelt as people do, translated. Where other things called the same have
    /// another gender, a catalogue has an entry of its own for it: "Verified ‹ActivityState›".
    /// </summary>
    public string Word<TEnum>(TEnum value) where TEnum : struct, Enum
    {
        var word = Words.Of(value);
        return Catalogues.GetValueOrDefault(Language)?.TryGetValue(InContext(word, typeof(TEnum).Name), out var own) == true ? own : this[word].Value;
    }

    /// <summary>A key of one word in one sense: what stands between the marks is for translators and never shown.</summary>
    public static string InContext(string word, string context) => $"{word} ‹{context}›";

    private static string Plain(string key) => key.EndsWith('›') && key.LastIndexOf(" ‹", StringComparison.Ordinal) is > 0 and var at ? key[..at] : key;

    /// <summary>A refusal in the reader's language.</summary>
    public string Of(Refusal refusal) => this[refusal.Sentence, refusal.Arguments].Value;

    /// <summary>A country's name in the reader's language; the code itself where there is none.</summary>
    public static string Country(string? code)
    {
        if (string.IsNullOrEmpty(code)) return "";
        return Countries.NameOf(code, Language);
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        Catalogues.GetValueOrDefault(Language)?.Select(p => new LocalizedString(p.Key, p.Value)) ?? [];

    public IStringLocalizer Create(Type resourceSource) => this;
    public IStringLocalizer Create(string baseName, string location) => this;

    /// <summary>Every entry of a language with the resource that it comes from; for the test that keeps catalogues whole.</summary>
    public static IEnumerable<(string Source, string Key, string Text)> Entries(string language)
    {
        var assembly = typeof(Texts).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("locales/", StringComparison.Ordinal) && (n.EndsWith("/" + language + ".json", StringComparison.Ordinal) || n.EndsWith("." + language + ".json", StringComparison.Ordinal))).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!) yield return (name, key, text);
        }
    }

    private static FrozenDictionary<string, string> Read(string language)
    {
        var catalogue = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, key, text) in Entries(language)) catalogue[key] = text;
        return catalogue.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static object Readable(object argument) => argument switch
    {
        DateOnly day => Dates.Day(day),
        Enum value => Words.Of(value),
        _ => argument,
    };
}

/// <summary>Enumerations as English words.</summary>
public static class Words
{
    // Names that spelling out does not make into what people say.
    private static readonly FrozenDictionary<string, string> Spelt = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["NotSme"] = "Not an SME",
        ["EuFunding"] = "EU funding",
        ["SmeDeclaration"] = "SME declaration",
        ["Unknown"] = "Not told",
        ["WithinEurope"] = "In the European Union",
        ["BeyondEurope"] = "Beyond the European Union",
        ["UpToHalfMillion"] = "Up to EUR 0.5 million",
        ["UpToTwoMillion"] = "EUR 0.5 to 2 million",
        ["UpToTenMillion"] = "EUR 2 to 10 million",
        ["UpToFiftyMillion"] = "EUR 10 to 50 million",
        ["AboveFiftyMillion"] = "More than EUR 50 million",
        ["UpToQuarter"] = "Up to a quarter",
        ["UpToHalf"] = "A quarter to a half",
        ["AboveHalf"] = "More than a half",
        ["Rev2"] = "NACE Rev. 2",
        ["Rev21"] = "NACE Rev. 2.1",
        ["QrCheckIn"] = "QR check-in",
        ["WalkIn"] = "Walk-in",
        ["Waitlisted"] = "On the waiting list",
        ["RegistrationRole.Guest"] = "Invited guest",
        ["Esca"] = "ESCA",
        ["Eucles"] = "EUCLES",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>"JointVenture" becomes "Joint venture", "Under10000" becomes "Under 10 000".</summary>
    public static string Of(Enum value)
    {
        var name = value.ToString();
        // What two enumerations call alike may be two things to people.
        if (Spelt.TryGetValue(name, out var spelt) || Spelt.TryGetValue($"{value.GetType().Name}.{name}", out spelt)) return spelt;
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var startsWord = i > 0 && (char.IsUpper(c) || char.IsDigit(c) != char.IsDigit(name[i - 1]));
            if (startsWord) text.Append(' ');
            if (char.IsDigit(c) && i > 0 && char.IsDigit(name[i - 1]) && DigitsAfter(name, i) % 3 == 0) text.Append('\u202F');
            text.Append(i > 0 ? char.ToLowerInvariant(c) : c);
        }

        return text.ToString();
    }

    private static int DigitsAfter(string name, int index)
    {
        var count = 0;
        for (var i = index; i < name.Length && char.IsDigit(name[i]); i++) count++;
        return count;
    }
}
