using System.Text;
using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Organisations;

/// <summary>What is compared when two records may be one organisation.</summary>
public static class OrganisationKeys
{
    // Legal forms say nothing about who it is, and lists leave them out or spell them anew each time.
    private static readonly HashSet<string> LegalForms =
    [
        "bv", "bvba", "nv", "sprl", "srl", "sa", "sas", "sarl", "eurl", "sl", "slu", "slp", "sau", "scp", "sccl", "gmbh", "ag", "kg", "ohg", "ug", "ltd", "limited", "llc", "inc", "plc", "co", "corp", "corporation",
        "vof", "cv", "cvba", "vzw", "asbl", "aisbl", "ivzw", "spa", "snc", "oy", "oyj", "ab", "as", "aps", "doo", "sro", "spzoo", "kft", "zrt", "ood", "eood", "lda", "pjs", "pjsc", "company",
    ];

    /// <summary>The name without capitals, accents, blanks, signs and legal form: "Nordvelo B.V." and "NORDVELO" share one key.</summary>
    public static string OfName(string name)
    {
        var words = name.Replace(".", "", StringComparison.Ordinal).Split([' ', ',', ';', '(', ')', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries);
        var last = words.Length;
        while (last > 1 && LegalForms.Contains(Spelling.Key(words[last - 1]))) last--;
        var key = Spelling.Key(string.Join(' ', words[..last]));
        return key.Length <= 300 ? key : key[..300];
    }

    /// <summary>Letters and digits of a number, in capitals.</summary>
    public static string OfNumber(string number)
    {
        var key = new StringBuilder(number.Length);
        foreach (var c in number) if (char.IsAsciiLetterOrDigit(c)) key.Append(char.ToUpperInvariant(c));
        return key.ToString();
    }

    /// <summary>The host of a web address, without "www."; empty for none, and for hosts that many share.</summary>
    public static string OfWebsite(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return "";
        var text = address.Trim();
        if (!text.Contains("://", StringComparison.Ordinal)) text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !uri.Host.Contains('.', StringComparison.Ordinal)) return "";
        var host = uri.IdnHost.ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host[4..];
        return SharedHosts.Any(s => host == s || host.EndsWith("." + s, StringComparison.Ordinal)) ? "" : host;
    }

    // A page on one of these says nothing about whose it is.
    private static readonly string[] SharedHosts = ["facebook.com", "linkedin.com", "instagram.com", "youtube.com", "twitter.com", "x.com", "wordpress.com", "wixsite.com", "google.com", "github.io", "blogspot.com", "weebly.com", "alibaba.com", "amazon.com", "etsy.com"];
}
