using System.Text.Json;
using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>A public entry in the vocabulary of schema.org, for search engines; nothing that the page does not show.</summary>
public static class ProfileMeta
{
    public static string Json(ProfileView view)
    {
        var (o, company) = (view.Organisation, view.Company);
        var facts = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Organization",
            ["name"] = o.Name,
            ["alternateName"] = new[] { o.ShortName, o.LatinName, o.EnglishName }.Where(n => n is not "").Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } names ? names : null,
            ["url"] = view.Address,
            ["sameAs"] = o.Website,
            ["description"] = o.Summary.In(Texts.Language).Text is { Length: > 0 } sentence ? sentence : null,
            ["address"] = new Dictionary<string, string?>(StringComparer.Ordinal) { ["@type"] = "PostalAddress", ["addressCountry"] = o.Country, ["addressLocality"] = o.City is "" ? null : o.City, ["postalCode"] = o.PostalCode is "" ? null : o.PostalCode, ["streetAddress"] = o.Street is "" ? null : o.Street }.Where(p => p.Value is not null).ToDictionary(),
            ["foundingDate"] = company?.Founded?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["email"] = company?.ContactEmail is { Length: > 0 } email ? email : null,
        };
        // The usual encoder writes <, > and & as escapes: the text cannot close the element that it stands in.
        return JsonSerializer.Serialize(facts.Where(f => f.Value is not null).ToDictionary());
    }
}
