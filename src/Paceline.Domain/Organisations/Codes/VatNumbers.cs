using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Paceline.Domain.Organisations.Codes;

/// <summary>VAT numbers of the Union: form per country, and check digits where they are simple.</summary>
public static class VatNumbers
{
    /// <summary>Longest number that is kept.</summary>
    public const int Longest = 20;

    private static readonly FrozenDictionary<string, (Regex Form, string Example, Func<string, bool>? Sound)> Rules = new Dictionary<string, (string Form, string Example, Func<string, bool>? Sound)>
    {
        ["AT"] = (@"U\d{8}", "ATU12345675", n => VatSums.Austria(n[1..])),
        ["BE"] = (@"[01]\d{9}", "BE0123456749", n => 97 - VatSums.Number(n[..8]) % 97 == VatSums.Number(n[8..])),
        ["BG"] = (@"\d{9,10}", "BG123456789", null),
        ["CY"] = (@"\d{8}[A-Z]", "CY12345678A", null),
        ["CZ"] = (@"\d{8,10}", "CZ12345678", null),
        ["DE"] = (@"[1-9]\d{8}", "DE123456788", VatSums.Germany),
        ["DK"] = (@"[1-9]\d{7}", "DK12345674", n => VatSums.Weighted(n, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0),
        ["EE"] = (@"\d{9}", "EE123456780", n => VatSums.Weighted(n, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0),
        ["EL"] = (@"\d{9}", "EL123456783", n => VatSums.Weighted(n[..8], [256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == n[8] - '0'),
        ["ES"] = (@"[A-Z0-9]\d{7}[A-Z0-9]", "ESB12345674", VatSums.Spain),
        ["FI"] = (@"\d{8}", "FI12345671", n => VatSums.Weighted(n, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 == 0),
        ["FR"] = (@"[A-HJ-NP-Z0-9]{2}\d{9}", "FR32123456789", VatSums.France),
        ["HR"] = (@"\d{11}", "HR12345678903", VatSums.Croatia),
        ["HU"] = (@"\d{8}", "HU12345676", n => VatSums.Weighted(n, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 == 0),
        ["IE"] = (@"\d[A-Z0-9+*]\d{5}[A-W][A-I]?", "IE1234567T", null),
        ["IT"] = (@"\d{11}", "IT12345678903", VatSums.Luhn),
        ["LT"] = (@"\d{9}|\d{12}", "LT123456715", null),
        ["LU"] = (@"\d{8}", "LU12345613", n => VatSums.Number(n[..6]) % 89 == VatSums.Number(n[6..])),
        ["LV"] = (@"\d{11}", "LV41234567891", null),
        ["MT"] = (@"[1-9]\d{7}", "MT12345634", n => 37 - VatSums.Weighted(n[..6], [3, 4, 6, 7, 8, 9]) % 37 == VatSums.Number(n[6..])),
        ["NL"] = (@"[A-Z0-9+*]{9}B\d{2}", "NL123456782B13", VatSums.Netherlands),
        ["PL"] = (@"\d{10}", "PL1234563218", n => VatSums.Weighted(n[..9], [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == n[9] - '0'),
        ["PT"] = (@"[1-9]\d{8}", "PT123456789", n => (11 - VatSums.Weighted(n[..8], [9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == n[8] - '0'),
        ["RO"] = (@"[1-9]\d{1,9}", "RO12345678", null),
        ["SE"] = (@"\d{10}01", "SE123456789701", n => VatSums.Luhn(n[..10])),
        ["SI"] = (@"[1-9]\d{7}", "SI12345679", n => (11 - VatSums.Weighted(n[..7], [8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == n[7] - '0'),
        ["SK"] = (@"[1-9]\d{9}", "SK2021234567", null),
        ["XI"] = (@"\d{9}|\d{12}|(GD|HA)\d{3}", "XI123456789", null),
        ["GB"] = (@"\d{9}|\d{12}|(GD|HA)\d{3}", "GB123456789", null),
    }.ToFrozenDictionary(r => r.Key, r => (new Regex($"^(?:{r.Value.Form})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), r.Value.Example, r.Value.Sound), StringComparer.Ordinal);

    /// <summary>The number as it is stored: capitals, no blanks, dots or dashes, with its country letters where the country is known.</summary>
    /// <param name="number">What was typed or imported.</param>
    /// <param name="country">ISO code of the organisation's country; empty when not known.</param>
    public static string Clean(string number, string country = "")
    {
        var clean = string.Concat(number.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '*')).ToUpperInvariant();
        if (clean is "") return "";
        if (clean.StartsWith("GR", StringComparison.Ordinal) && Rules["EL"].Form.IsMatch(clean[2..])) return "EL" + clean[2..];
        var prefix = Prefix(country);
        // A Spanish or French number may itself begin with letters: it has its country's only if the rest fits.
        return prefix is "" || !Rules.TryGetValue(prefix, out var rule) || !rule.Form.IsMatch(clean) ? clean : prefix + clean;
    }

    /// <summary>Why a number cannot be one of the country; null when it can, or when it is empty. Numbers from outside the Union are taken as they are.</summary>
    public static Refusal? Check(string number, string country = "")
    {
        var clean = Clean(number, country);
        if (clean is "") return number.Trim() is "" ? null : new Refusal("A VAT number has letters and digits.");
        if (clean.Length > Longest) return new Refusal("A VAT number has at most {0} characters.", Longest);
        var prefix = Prefix(country);
        if (clean.Length < 2 || !Rules.TryGetValue(clean[..2], out var rule))
            return prefix is not "" && Rules.TryGetValue(prefix, out var expected) ? new Refusal("A VAT number of this country looks like {0}.", expected.Example) : null;
        if (prefix is not "" && Rules.ContainsKey(prefix) && clean[..2] != prefix && clean[..2] is not "XI") return new Refusal("The VAT number begins with {0}, which is another country.", clean[..2]);
        if (!rule.Form.IsMatch(clean[2..])) return new Refusal("A VAT number of this country looks like {0}.", rule.Example);
        return rule.Sound?.Invoke(clean[2..]) is false ? new Refusal("The check digits of {0} do not fit: a digit is mistyped.", clean) : null;
    }

    private static string Prefix(string country) => country is "GR" ? "EL" : country;
}
