namespace Paceline.Domain.Organisations;

/// <summary>The fields of an organisation and its profile, in the order in which people read them.</summary>
public static class MemberFields
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MemberField> All { get; } =
    [
        MemberField.Text("name", "Legal name", r => r.Organisation.Name, (r, v) => r.Organisation.Name = v),
        MemberField.Text("shortName", "Short name", r => r.Organisation.ShortName, (r, v) => r.Organisation.ShortName = v),
        MemberField.Text("latinName", "Name in Latin letters", r => r.Organisation.LatinName, (r, v) => r.Organisation.LatinName = v),
        MemberField.Text("englishName", "Name in English", r => r.Organisation.EnglishName, (r, v) => r.Organisation.EnglishName = v),
        MemberField.Text("legalForm", "Legal form", r => r.Organisation.LegalForm, (r, v) => r.Organisation.LegalForm = v),
        MemberField.Text("country", "Country", r => r.Organisation.Country, (r, v) => r.Organisation.Country = v) with { IsCountry = true },
        MemberField.Text("nuts", "NUTS region", r => r.Organisation.Nuts, (r, v) => r.Organisation.Nuts = v),
        MemberField.Text("region", "Region as written", r => r.Organisation.Region, (r, v) => r.Organisation.Region = v),
        MemberField.Text("street", "Street and number", r => r.Organisation.Street, (r, v) => r.Organisation.Street = v),
        MemberField.Text("postalCode", "Postal code", r => r.Organisation.PostalCode, (r, v) => r.Organisation.PostalCode = v),
        MemberField.Text("city", "Town", r => r.Organisation.City, (r, v) => r.Organisation.City = v),
        MemberField.Text("vat", "VAT number", r => r.Organisation.VatNumber, (r, v) => r.Organisation.VatNumber = v),
        MemberField.Text("registration", "Registration number", r => r.Organisation.RegistrationNumber, (r, v) => r.Organisation.RegistrationNumber = v),
        MemberField.Text("pic", "PIC", r => r.Organisation.Pic, (r, v) => r.Organisation.Pic = v),
        MemberField.Text("website", "Website", r => r.Organisation.Website ?? "", (r, v) => r.Organisation.Website = v is "" ? null : v),
        MemberField.Text("eccp", "ECCP profile", r => r.Organisation.EccpProfile ?? "", (r, v) => r.Organisation.EccpProfile = v is "" ? null : v),
        MemberField.Word<NaceRevision>("naceRevision", "Revision of NACE", r => r.Organisation.NaceRevision, (r, v) => r.Organisation.NaceRevision = v ?? NaceRevision.Rev2),
        MemberField.Text("naceMain", "Main activity (NACE)", r => r.Organisation.NaceMain, (r, v) => r.Organisation.NaceMain = v),
        MemberField.List("naceOther", "Other activities (NACE)", r => r.Organisation.NaceOther, (r, v) => r.Organisation.NaceOther = v),
        MemberField.List("languages", "Languages of business", r => r.Organisation.Languages, (r, v) => r.Organisation.Languages = v),
        MemberField.Texts("summary", "Summary", r => r.Organisation.Summary, (r, v) => r.Organisation.Summary = v),
        MemberField.Texts("description", "Description", r => r.Organisation.Description, (r, v) => r.Organisation.Description = v),
        MemberField.Texts("products", "Products and services", r => r.Profile.Products, (r, v) => r.Profile.Products = v),
        MemberField.Texts("offers", "Offers", r => r.Profile.Offers, (r, v) => r.Profile.Offers = v),
        MemberField.Texts("needs", "Needs", r => r.Profile.Needs, (r, v) => r.Profile.Needs = v),
        MemberField.Word<ValueChainSegment>("segment", "Value chain", r => r.Profile.Segment, (r, v) => r.Profile.Segment = v),
        MemberField.List("crossSectors", "Crossed with", r => [.. r.Profile.CrossSectors.Select(s => s.ToString())], (r, v) => r.Profile.CrossSectors = [.. v.Select(Enum.Parse<CrossSector>)]) with { Words = typeof(CrossSector) },
        MemberField.List("hsCodes", "HS codes", r => r.Profile.HsCodes, (r, v) => r.Profile.HsCodes = v),
        MemberField.Word<ExportExperience>("export", "Export experience", r => r.Profile.ExportExperience, (r, v) => r.Profile.ExportExperience = v ?? ExportExperience.Unknown, ExportExperience.Unknown),
        MemberField.List("currentMarkets", "Markets served", r => r.Profile.CurrentMarkets, (r, v) => r.Profile.CurrentMarkets = v) with { IsCountry = true },
        MemberField.List("targetMarkets", "Markets wanted", r => r.Profile.TargetMarkets, (r, v) => r.Profile.TargetMarkets = v) with { IsCountry = true },
        MemberField.Number("trl", "Technology readiness", r => r.Profile.Trl, (r, v) => r.Profile.Trl = v),
        MemberField.List("certifications", "Certifications", r => r.Profile.Certifications, (r, v) => r.Profile.Certifications = v),
        MemberField.Number("founded", "Founded", r => r.Profile.Founded, (r, v) => r.Profile.Founded = v),
        MemberField.Word<TurnoverBand>("turnover", "Turnover", r => r.Profile.Turnover, (r, v) => r.Profile.Turnover = v ?? TurnoverBand.Unknown, TurnoverBand.Unknown),
        MemberField.Word<ExportShareBand>("exportShare", "Export share", r => r.Profile.ExportShare, (r, v) => r.Profile.ExportShare = v ?? ExportShareBand.Unknown, ExportShareBand.Unknown),
        MemberField.Text("contactName", "Contact for buyers", r => r.Profile.ContactName, (r, v) => r.Profile.ContactName = v),
        MemberField.Text("contactEmail", "E-mail for buyers", r => r.Profile.ContactEmail, (r, v) => r.Profile.ContactEmail = v),
        MemberField.Text("contactPhone", "Telephone for buyers", r => r.Profile.ContactPhone, (r, v) => r.Profile.ContactPhone = v),
        // What a company agreed to is taken over with when and by whom; an import never gives it.
        new("public", "Public entry", r => r.Profile.Public is PublicFields.None ? "" : r.Profile.Public.ToString(), (from, to) => (to.Profile.Public, to.Profile.PublicSince, to.Profile.PublicById) = (from.Profile.Public, from.Profile.PublicSince, from.Profile.PublicById)),
        new("logo", "Logo", r => r.Organisation.LogoId?.ToString() ?? "", (from, to) => to.Organisation.LogoId = from.Organisation.LogoId),
    ];

    /// <summary>The field of a key.</summary>
    public static MemberField Of(string key) => ByKey[key];

    private static readonly Dictionary<string, MemberField> ByKey = All.ToDictionary(f => f.Key, StringComparer.Ordinal);
}
