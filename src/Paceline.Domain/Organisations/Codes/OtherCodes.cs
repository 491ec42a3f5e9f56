using System.Collections.Frozen;

namespace Paceline.Domain.Organisations.Codes;

/// <summary>Participant identification codes of the funder.</summary>
public static class PicCodes
{
    /// <summary>The digits alone.</summary>
    public static string Clean(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c) && c is not '.' and not '-'));

    /// <summary>Why it is none; null when it is, or when it is empty.</summary>
    public static Refusal? Check(string code) => Clean(code) is "" || Clean(code) is { Length: 9 } digits && digits.All(char.IsAsciiDigit) ? null : new Refusal("A PIC has nine digits: 999 988 777.");
}

/// <summary>Codes of the Harmonised System of goods.</summary>
public static class HsCodes
{
    /// <summary>The digits, as they are stored: 950691.</summary>
    public static string Clean(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c) && c is not '.' and not '-'));

    /// <summary>Why it is none; null when it is, or when it is empty.</summary>
    public static Refusal? Check(string code)
    {
        var digits = Clean(code);
        if (digits is "") return null;
        if (digits.Length is not (4 or 6) || !digits.All(char.IsAsciiDigit)) return new Refusal("“{0}” is no code of goods. Write four or six digits: 9506 or 9506.91.", code.Trim());
        var chapter = (digits[0] - '0') * 10 + digits[1] - '0';
        return chapter is < 1 or > 97 or 77 ? new Refusal("“{0}” is no code of goods: chapters go from 01 to 97, without 77.", code.Trim()) : null;
    }
}

/// <summary>Web addresses.</summary>
public static class WebAddresses
{
    /// <summary>Longest address that is kept.</summary>
    public const int Longest = 500;

    /// <summary>The address with its scheme; null for none.</summary>
    public static string? Clean(string? address) => string.IsNullOrWhiteSpace(address) ? null
        : address.Trim().Contains("://", StringComparison.Ordinal) ? address.Trim() : "https://" + address.Trim();

    /// <summary>Why it is none that a browser opens; null when it is, or when it is empty.</summary>
    public static Refusal? Check(string? address) => Clean(address) is not { } clean ? null
        : clean.Length > Longest ? new Refusal("A web address has at most {0} characters.", Longest)
        : Uri.TryCreate(clean, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Contains('.', StringComparison.Ordinal) && uri.UserInfo is "" && !clean.Any(char.IsWhiteSpace) ? null
        : new Refusal("Write a web address like https://www.nordvelo.example.");
}

/// <summary>Languages by ISO 639-1 code.</summary>
public static class LanguageCodes
{
    /// <summary>Every code.</summary>
    public static readonly FrozenSet<string> All = ("aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz "
        + "ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw "
        + "sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Why it is none; null when it is, or when it is empty.</summary>
    public static Refusal? Check(string code) => code is "" || All.Contains(code) ? null : new Refusal("There is no language with the code {0}.", code);
}
