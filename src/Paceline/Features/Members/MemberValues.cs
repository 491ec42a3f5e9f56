using System.Collections.Frozen;
using System.Globalization;
using System.Net.Mail;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Members;

/// <summary>Reads cells as people write them: whatever capitals, blanks, dots, language; what cannot be meant is refused with what would be right.</summary>
public static class MemberValues
{
    private static readonly (string Name, string Code)[] MoreCountries =
    [
        ("Holland", "NL"), ("The Netherlands", "NL"), ("Holanda", "NL"), ("Hollande", "NL"), ("Nederland", "NL"), ("Great Britain", "GB"), ("England", "GB"), ("Scotland", "GB"), ("Royaume-Uni", "GB"), ("Reino Unido", "GB"), ("Regne Unit", "GB"), ("Verenigd Koninkrijk", "GB"),
        ("Czech Republic", "CZ"), ("South Korea", "KR"), ("Korea", "KR"), ("PR China", "CN"), ("P.R. China", "CN"), ("People’s Republic of China", "CN"), ("United States of America", "US"), ("U.S.A.", "US"), ("EEUU", "US"), ("EE.UU.", "US"), ("Persia", "IR"), ("Islamic Republic of Iran", "IR"), ("Belgium/België", "BE"),
    ];

    private static readonly char[] Separators = [';', ',', '\n', '|'];
    private static readonly Lazy<FrozenDictionary<string, string>> CountryCodes = new(() =>
        new[] { "en", "fr", "es", "ca", "nl", "de", "it" }.SelectMany(l => Countries.In(l)).Select(c => (Key: Spelling.Key(c.Name), c.Code))
            .Concat(MoreCountries.Select(c => (Spelling.Key(c.Name), c.Code))).DistinctBy(c => c.Item1).ToFrozenDictionary(c => c.Item1, c => c.Item2, StringComparer.Ordinal));

    /// <summary>The value of a column as the record takes it, or why there is none; the second sentence is worth knowing and no refusal.</summary>
    /// <param name="column">Key of the column.</param>
    /// <param name="text">The cell, not empty.</param>
    /// <param name="country">The line's country as a code; empty where it is not known.</param>
    public static (string Value, Refusal? Refusal, Refusal? Notice) Read(string column, string text, string country)
    {
        var line = Spelling.Line(text);
        return column switch
        {
            "name" => Line(line, Organisation.LongestName),
            "country" => CountryOf(line) is { } code ? (code, null, null) : Wrong("“{0}” is no country. Write its name, or its two letters.", line),
            "nuts" => Nuts(line, country),
            "vat" => (VatNumbers.Clean(line, country), VatNumbers.Check(line, country), null),
            "registration" => Line(line, 60),
            "pic" => (PicCodes.Clean(line), PicCodes.Check(line), null),
            "website" or "eccp" => (WebAddresses.Clean(line.TrimEnd('/')) ?? "", WebAddresses.Check(line.TrimEnd('/')), null),
            "naceRevision" => new string([.. line.Where(char.IsAsciiDigit)]) switch { "2" or "20" => ("Rev2", null, null), "21" => ("Rev21", null, null), _ => Wrong("“{0}” is no revision of NACE. Write 2 or 2.1.", line) },
            "naceMain" => (NaceClasses.Clean(line), NaceOf(line), null),
            "naceOther" => List(line, 20, part => (NaceClasses.Clean(part), NaceOf(part))),
            "languages" => List(line, 20, Language),
            "personLanguage" => Language(line) is var (known, unknown) ? (known, unknown, null) : default,
            "summary" => Line(line, 300),
            "description" or "products" or "offers" or "needs" => Paragraphs(text, 4_000),
            "segment" => Word(line, ValueWords.Segments, "“{0}” is no value chain. Write sport events, sport facilities, or consumer goods and services."),
            "crossSectors" => List(line, 6, part => Chosen(part, ValueWords.Sectors, "“{0}” is no sector to cross with. Write tourism, health, food and nutrition, information technology, construction or textile.")),
            "hsCodes" => List(line, 50, part => (HsCodes.Clean(part), HsCodes.Check(part))),
            "export" => Word(line, ValueWords.Exports, "“{0}” says nothing on export experience. Write none, within Europe, or beyond Europe."),
            "currentMarkets" or "targetMarkets" => List(line, 100, part => CountryOf(part) is { } code ? (code, null) : ("", new Refusal("“{0}” is no country. Write its name, or its two letters.", Short(part)))),
            "trl" => Whole(line, 1, 9, "“{0}” is no level of readiness. Write 1 to 9."),
            "founded" => Whole(line, 1000, 2100, "“{0}” is no year."),
            "certifications" => List(text, 50, part => part.Length <= 120 ? (part, null) : ("", new Refusal("“{0}” is longer than {1} characters.", Short(part), 120))),
            "turnover" => ValueWords.Turnover(line) is { } band ? (band.ToString(), null, null) : Wrong("“{0}” is no turnover. Write an amount in euro, or a band such as 2-10 million.", line),
            "exportShare" => ValueWords.ExportShare(line) is { } share ? (share.ToString(), null, null) : Wrong("“{0}” is no share. Write a number of percent.", line),
            "kind" => Word(line, ValueWords.Kinds, "“{0}” is no kind of organisation. Write company, research organisation, university, public authority, business support or federation."),
            "since" or "until" => DayOf(line) is { } day ? (day.ToString("O", CultureInfo.InvariantCulture), null, null) : Wrong("“{0}” is no day. Write it like 2016-03-01.", line),
            "email" => MailAddress.TryCreate(line.TrimEnd('.', ';', ','), out var mail) && mail.Address.Length <= 254 && mail.Host.Contains('.', StringComparison.Ordinal) ? (mail.Address, null, null) : Wrong("“{0}” is no e-mail address.", line),
            "phone" => Line(line, 60),
            _ => Line(line, 200),
        };
    }

    /// <summary>The code of a country as people write it, in any of the product's languages.</summary>
    public static string? CountryOf(string text) => Countries.CodeOf(text) ?? CountryCodes.Value.GetValueOrDefault(Spelling.Key(text));

    private static (string, Refusal?, Refusal?) Nuts(string text, string country)
    {
        var code = NutsRegions.Clean(text);
        // Lists hold codes of level 3; the product keeps regions.
        if (code.Length == 5 && NutsRegions.Find(code) is null && NutsRegions.Check(code[..4], country) is null) return (code[..4], null, new Refusal("{0} is a smaller unit; the region {1} is kept.", code, code[..4]));
        return (code, NutsRegions.Check(code, country), null);
    }

    private static Refusal? NaceOf(string code) => NaceClasses.Check(code) is { } first && NaceClasses.Check(code, NaceRevision.Rev21) is not null ? first : null;

    private static (string Value, Refusal? Refusal) Language(string text)
    {
        var code = text.Trim().ToLowerInvariant();
        if (code.Length > 2 && code[2] is '-' or '_') code = code[..2];
        if (LanguageCodes.All.Contains(code)) return (code, null);
        return LanguageNames.CodeOf(text.Trim()) is { } named ? (named, null) : ("", new Refusal("“{0}” is no language. Write its name, or its two letters.", Short(text)));
    }

    private static (string, Refusal?, Refusal?) List(string text, int most, Func<string, (string Value, Refusal? Refusal)> read)
    {
        var values = new List<string>();
        foreach (var part in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (value, refusal) = read(Spelling.Line(part));
            if (refusal is not null) return ("", refusal, null);
            if (value is not "" && !values.Contains(value, StringComparer.OrdinalIgnoreCase)) values.Add(value);
        }

        return values.Count <= most ? (string.Join(MemberField.Between, values), null, null) : ("", new Refusal("These are {0} values; at most {1} are kept.", values.Count, most), null);
    }

    private static (string, Refusal?, Refusal?) Word<TEnum>(string text, IReadOnlyDictionary<TEnum, string[]> words, string sentence) where TEnum : struct, Enum => Chosen(text, words, sentence) is var (value, refusal) ? (value, refusal, null) : default;

    private static (string Value, Refusal? Refusal) Chosen<TEnum>(string text, IReadOnlyDictionary<TEnum, string[]> words, string sentence) where TEnum : struct, Enum =>
        ValueWords.Find(text, words) is { } value ? (value.ToString(), null) : ("", new Refusal(sentence, Short(text)));

    private static (string, Refusal?, Refusal?) Whole(string text, int least, int most, string sentence)
    {
        // "TRL 5", "5,0", "2004.0" and "since 1998" all say one number.
        var digits = new string([.. text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? (number.ToString(CultureInfo.InvariantCulture), null, null) : Wrong(sentence, text);
    }

    // Days as Europe writes them; the month first only where the other reading is impossible.
    private static DateOnly? DayOf(string text)
    {
        var first = text.Length > 10 && text[10] is 'T' or ' ' ? text[..10] : text;
        string[] formats = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "M/d/yyyy", "yyyy-MM", "M/yyyy", "yyyy"];
        foreach (var format in formats)
            if (DateOnly.TryParseExact(first, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2100) return day;
        return null;
    }

    private static (string, Refusal?, Refusal?) Line(string text, int longest) => text.Length <= longest ? (text, null, null) : ("", new Refusal("This is {0} characters long; at most {1} are kept.", text.Length, longest), null);

    private static (string, Refusal?, Refusal?) Paragraphs(string text, int longest) =>
        Line(string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Spelling.Line)).Trim(), longest);

    private static (string, Refusal?, Refusal?) Wrong(string sentence, string text) => ("", new Refusal(sentence, Short(text)), null);

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
