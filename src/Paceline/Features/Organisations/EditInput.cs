using System.ComponentModel.DataAnnotations;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>The record of an organisation: names, address, numbers.</summary>
public sealed class EditInput : OrganisationInput
{
    private const string TooLong = "Use at most {1} characters.";

    [Required(ErrorMessage = "This is needed."), StringLength(Organisation.LongestName, ErrorMessage = TooLong)]
    public string? Name { get; set; }

    [StringLength(100, ErrorMessage = TooLong)] public string? ShortName { get; set; }
    [StringLength(Organisation.LongestName, ErrorMessage = TooLong)] public string? LatinName { get; set; }
    [StringLength(Organisation.LongestName, ErrorMessage = TooLong)] public string? EnglishName { get; set; }
    [StringLength(60, ErrorMessage = TooLong)] public string? LegalForm { get; set; }
    [StringLength(200, ErrorMessage = TooLong)] public string? Street { get; set; }
    [StringLength(20, ErrorMessage = TooLong)] public string? PostalCode { get; set; }
    [StringLength(100, ErrorMessage = TooLong)] public string? City { get; set; }
    [StringLength(100, ErrorMessage = TooLong)] public string? Region { get; set; }
    public string? Country { get; set; }
    public string?[] Nuts { get; set; } = [];
    [StringLength(40, ErrorMessage = TooLong)] public string? VatNumber { get; set; }
    [StringLength(60, ErrorMessage = TooLong)] public string? RegistrationNumber { get; set; }
    [StringLength(20, ErrorMessage = TooLong)] public string? Pic { get; set; }
    public string? Website { get; set; }
    public string? EccpProfile { get; set; }
    public string?[] Languages { get; set; } = [];

    private string TheCountry => Country ?? "";
    private string TheRegion => NutsRegions.Clean(Nuts.LastOrDefault(n => !string.IsNullOrWhiteSpace(n)) ?? "");

    public override void Fill(OrganisationRecord record)
    {
        var o = record.Organisation;
        (Name, ShortName, LatinName, EnglishName, LegalForm) = (o.Name, o.ShortName, o.LatinName, o.EnglishName, o.LegalForm);
        (Street, PostalCode, City, Region, Country, Nuts) = (o.Street, o.PostalCode, o.City, o.Region, o.Country, [o.Nuts]);
        (VatNumber, RegistrationNumber, Pic, Website, EccpProfile, Languages) = (o.VatNumber, o.RegistrationNumber, o.Pic, o.Website, o.EccpProfile, o.Languages);
    }

    public override IEnumerable<(string Field, Refusal? Why)> Check(OrganisationRecord record) =>
    [
        ("Input.Country", TheCountry is "" ? null : CheckCountries([TheCountry])),
        // What was saved before the nomenclature changed stays until somebody touches it.
        ("Input.Nuts", TheRegion == record.Organisation.Nuts && TheCountry == record.Organisation.Country ? null : NutsRegions.Check(TheRegion, TheCountry)),
        ("Input.VatNumber", VatNumbers.Check(VatNumber ?? "", TheCountry)),
        ("Input.Pic", PicCodes.Check(Pic ?? "")),
        ("Input.Website", WebAddresses.Check(Website)),
        ("Input.EccpProfile", WebAddresses.Check(EccpProfile)),
        ("Input.Languages", CheckLanguages(CodesOf(Languages))),
    ];

    public override void Apply(OrganisationRecord record)
    {
        var o = record.Organisation;
        (o.Name, o.ShortName, o.LatinName, o.EnglishName, o.LegalForm) = (Line(Name), Line(ShortName), Line(LatinName), Line(EnglishName), Line(LegalForm));
        (o.Street, o.PostalCode, o.City, o.Region, o.Country, o.Nuts) = (Line(Street), Line(PostalCode), Line(City), Line(Region), TheCountry, TheRegion);
        (o.VatNumber, o.RegistrationNumber, o.Pic) = (VatNumbers.Clean(VatNumber ?? "", TheCountry), Line(RegistrationNumber), PicCodes.Clean(Pic ?? ""));
        (o.Website, o.EccpProfile, o.Languages) = (WebAddresses.Clean(Website), WebAddresses.Clean(EccpProfile), Same(o.Languages, CodesOf(Languages)));
    }

    public override IEnumerable<(string Label, string Text)> Words(Texts texts) =>
    [
        ("Legal name", Line(Name)), ("Short name", Line(ShortName)), ("Name in Latin letters", Line(LatinName)), ("Name in English", Line(EnglishName)), ("Legal form", Line(LegalForm)),
        ("Street and number", Line(Street)), ("Postal code", Line(PostalCode)), ("Town", Line(City)), ("Region as written", Line(Region)), ("Country", Texts.Country(Country)), ("Region", TheRegion),
        ("VAT number", VatNumbers.Clean(VatNumber ?? "", TheCountry)), ("Registration number", Line(RegistrationNumber)), ("PIC", PicCodes.Clean(Pic ?? "")),
        ("Website", WebAddresses.Clean(Website) ?? ""), ("Profile on the cluster platform", WebAddresses.Clean(EccpProfile) ?? ""), ("Languages", string.Join(", ", CodesOf(Languages))),
    ];
}
