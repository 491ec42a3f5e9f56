using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;

namespace Paceline.Features.Organisations;

/// <summary>An organisation that may be the one about to be entered.</summary>
/// <param name="Id">The record.</param>
/// <param name="Name">Its name.</param>
/// <param name="Country">ISO code.</param>
/// <param name="City">Town.</param>
/// <param name="Why">English sentence, also a key: what is the same.</param>
public sealed record LikelyOrganisation(Guid Id, string Name, string Country, string City, string Why);

/// <summary>Looks whether an organisation stands in the records already.</summary>
public sealed class FindLikely(PacelineDb db)
{
    public async Task<IReadOnlyList<LikelyOrganisation>> Run(string name, string country, string vat, string registration, string? website, CancellationToken stop)
    {
        var (number, key, register, domain) = (VatNumbers.Clean(vat, country), OrganisationKeys.OfName(name), OrganisationKeys.OfNumber(registration), OrganisationKeys.OfWebsite(website));
        var found = await db.Organisations.Where(o => o.State != OrganisationState.Merged &&
                (number != "" && o.VatNumber == number || register != "" && o.RegistrationKey == register && (o.Country == country || o.Country == "") || key != "" && o.NameKey == key && (o.Country == country || o.Country == "" || country == "") || domain != "" && o.WebDomain == domain))
            .OrderBy(o => o.Name).Take(20).Select(o => new { o.Id, o.Name, o.Country, o.City, o.VatNumber, o.RegistrationKey, o.NameKey, o.WebDomain }).ToListAsync(stop);
        return [.. found.Select(o => new LikelyOrganisation(o.Id, o.Name, o.Country, o.City,
            number != "" && o.VatNumber == number ? "It has the same VAT number." : register != "" && o.RegistrationKey == register ? "It has the same registration number." : o.NameKey == key ? "It has the same name." : "It has the same website."))];
    }
}
