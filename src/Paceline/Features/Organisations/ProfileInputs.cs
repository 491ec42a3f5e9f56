using System.ComponentModel.DataAnnotations;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>Where a company is and which languages it speaks.</summary>
public sealed class WhoInput : OrganisationInput
{
    [StringLength(100, ErrorMessage = "Use at most {1} characters.")] public string? ShortName { get; set; }
    public string? Country { get; set; }
    public string?[] Nuts { get; set; } = [];
    [StringLength(100, ErrorMessage = "Use at most {1} characters.")] public string? City { get; set; }
    public string? Website { get; set; }
    public string?[] Languages { get; set; } = [];
    [Range(1200, 2200, ErrorMessage = "Write a year like 1998.")] public int? Founded { get; set; }

    private string TheRegion => NutsRegions.Clean(Nuts.LastOrDefault(n => !string.IsNullOrWhiteSpace(n)) ?? "");

    public override void Fill(OrganisationRecord record)
    {
        var o = record.Organisation;
        (ShortName, Country, Nuts, City, Website, Languages, Founded) = (o.ShortName, o.Country, [o.Nuts], o.City, o.Website, o.Languages, record.Company!.Founded);
    }

    public override IEnumerable<(string Field, Refusal? Why)> Check(OrganisationRecord record) =>
    [
        ("Input.Country", Country is null ? null : CheckCountries([Country])),
        ("Input.Nuts", TheRegion == record.Organisation.Nuts && (Country ?? "") == record.Organisation.Country ? null : NutsRegions.Check(TheRegion, Country ?? "")),
        ("Input.Website", WebAddresses.Check(Website)),
        ("Input.Languages", CheckLanguages(CodesOf(Languages))),
    ];

    public override void Apply(OrganisationRecord record)
    {
        var o = record.Organisation;
        (o.ShortName, o.Country, o.Nuts, o.City, o.Website, o.Languages) = (Line(ShortName), Country ?? "", TheRegion, Line(City), WebAddresses.Clean(Website), Same(o.Languages, CodesOf(Languages)));
        record.Company!.Founded = Founded;
    }

    public override IEnumerable<(string Label, string Text)> Words(Texts texts) =>
        [("Short name", Line(ShortName)), ("Country", Texts.Country(Country)), ("Region", TheRegion), ("Town", Line(City)), ("Website", WebAddresses.Clean(Website) ?? ""), ("Languages", string.Join(", ", CodesOf(Languages))), ("Founded in", $"{Founded}")];
}

/// <summary>What a company makes.</summary>
public sealed class WhatInput : OrganisationInput
{
    public ValueChainSegment? Segment { get; set; }
    public CrossSector[] CrossSectors { get; set; } = [];
    public Dictionary<string, string?> Summary { get; set; } = [];
    public Dictionary<string, string?> Products { get; set; } = [];
    public Dictionary<string, string?> Description { get; set; } = [];
    public NaceRevision NaceRevision { get; set; }
    public string?[] Nace { get; set; } = [];

    private string[] TheCodes => CodesOf(Nace, NaceClasses.Clean);

    public override void Fill(OrganisationRecord record)
    {
        var (o, p) = (record.Organisation, record.Company!);
        (Segment, CrossSectors, Summary, Products, Description) = (p.Segment, p.CrossSectors, PerLanguage.Fields(o.Summary), PerLanguage.Fields(p.Products), PerLanguage.Fields(o.Description));
        (NaceRevision, Nace) = (o.NaceRevision, [o.NaceMain, .. o.NaceOther]);
    }

    public override IEnumerable<(string Field, Refusal? Why)> Check(OrganisationRecord record) =>
    [
        .. PerLanguage.Check("Summary", Summary, 300), .. PerLanguage.Check("Products", Products, 2000), .. PerLanguage.Check("Description", Description, 4000),
        ("Input.Nace", TheCodes.Select(c => NaceClasses.Check(c, NaceRevision)).FirstOrDefault(r => r is not null)),
    ];

    public override void Apply(OrganisationRecord record)
    {
        var (o, p) = (record.Organisation, record.Company!);
        (p.Segment, p.CrossSectors, p.Products) = (Segment, Same(p.CrossSectors, [.. CrossSectors.Distinct().Order()]), PerLanguage.Text(p.Products, Products));
        (o.Summary, o.Description) = (PerLanguage.Text(o.Summary, Summary), PerLanguage.Text(o.Description, Description));
        (o.NaceRevision, o.NaceMain, o.NaceOther) = (NaceRevision, TheCodes.FirstOrDefault() ?? "", Same(o.NaceOther, [.. TheCodes.Skip(1)]));
    }

    public override IEnumerable<(string Label, string Text)> Words(Texts texts) =>
    [
        ("Value chain", Segment is { } s ? texts.Word(s) : ""), ("Crossed with", string.Join(", ", CrossSectors.Distinct().Order().Select(c => texts.Word(c)))), ("In one sentence", PerLanguage.Words(Summary)),
        ("Products and services", PerLanguage.Words(Products)), ("About the company", PerLanguage.Words(Description)), ("Activities (NACE)", $"{NaceRevision}: {string.Join(", ", TheCodes)}"),
    ];
}

/// <summary>What a company offers and looks for.</summary>
public sealed class OffersInput : OrganisationInput
{
    public Dictionary<string, string?> Offers { get; set; } = [];
    public Dictionary<string, string?> Needs { get; set; } = [];

    public override void Fill(OrganisationRecord record) => (Offers, Needs) = (PerLanguage.Fields(record.Company!.Offers), PerLanguage.Fields(record.Company.Needs));

    public override IEnumerable<(string Field, Refusal? Why)> Check(OrganisationRecord record) => [.. PerLanguage.Check("Offers", Offers, 2000), .. PerLanguage.Check("Needs", Needs, 2000)];

    public override void Apply(OrganisationRecord record)
    {
        var p = record.Company!;
        (p.Offers, p.Needs) = (PerLanguage.Text(p.Offers, Offers), PerLanguage.Text(p.Needs, Needs));
    }

    public override IEnumerable<(string Label, string Text)> Words(Texts texts) => [("Offers", PerLanguage.Words(Offers)), ("Needs", PerLanguage.Words(Needs))];
}

/// <summary>Where a company sells and wants to sell.</summary>
public sealed class MarketsInput : OrganisationInput
{
    public ExportExperience Export { get; set; }
    public ExportShareBand ExportShare { get; set; }
    public string?[] CurrentMarkets { get; set; } = [];
    public string?[] TargetMarkets { get; set; } = [];
    [StringLength(600, ErrorMessage = "Use at most {1} characters.")] public string? HsCodes { get; set; }

    private string[] Goods => CodesOf((HsCodes ?? "").Split([',', ';', '\n', ' '], StringSplitOptions.RemoveEmptyEntries), Domain.Organisations.Codes.HsCodes.Clean);

    public override void Fill(OrganisationRecord record)
    {
        var p = record.Company!;
        (Export, ExportShare, CurrentMarkets, TargetMarkets, HsCodes) = (p.ExportExperience, p.ExportShare, p.CurrentMarkets, p.TargetMarkets, string.Join(", ", p.HsCodes));
    }

    public override IEnumerable<(string Field, Refusal? Why)> Check(OrganisationRecord record) =>
    [
        ("Input.CurrentMarkets", CheckCountries(CodesOf(CurrentMarkets))), ("Input.TargetMarkets", CheckCountries(CodesOf(TargetMarkets))),
        ("Input.HsCodes", Goods.Select(Domain.Organisations.Codes.HsCodes.Check).FirstOrDefault(r => r is not null)),
    ];

    public override void Apply(OrganisationRecord record)
    {
        var p = record.Company!;
        (p.ExportExperience, p.ExportShare) = (Export, ExportShare);
        (p.CurrentMarkets, p.TargetMarkets, p.HsCodes) = (Same(p.CurrentMarkets, CodesOf(CurrentMarkets)), Same(p.TargetMarkets, CodesOf(TargetMarkets)), Same(p.HsCodes, Goods));
    }

    public override IEnumerable<(string Label, string Text)> Words(Texts texts) =>
    [
        ("Sold so far", ProfileWords.Of(texts, Export)), ("Share sold abroad", ProfileWords.Of(texts, ExportShare)),
        ("Markets served", string.Join(", ", CodesOf(CurrentMarkets).Select(c => Texts.Country(c)))), ("Markets wanted", string.Join(", ", CodesOf(TargetMarkets).Select(c => Texts.Country(c)))), ("Codes of goods (HS)", string.Join(", ", Goods)),
    ];
}

/// <summary>What proves that a company can.</summary>
public sealed class ProofInput : OrganisationInput
{
    [StringLength(2000, ErrorMessage = "Use at most {1} characters.")] public string? Certifications { get; set; }
    [Range(1, 9, ErrorMessage = "Choose a level from 1 to 9.")] public int? Trl { get; set; }
    public TurnoverBand Turnover { get; set; }

    public override void Fill(OrganisationRecord record) => (Certifications, Trl, Turnover) = (string.Join('\n', record.Company!.Certifications), record.Company.Trl, record.Company.Turnover);

    public override IEnumerable<(string Field, Refusal? Why)> Check(OrganisationRecord record) =>
        [("Input.Certifications", LinesOf(Certifications).Length > 30 ? new Refusal("Name at most {0} certificates.", 30)
            : LinesOf(Certifications).FirstOrDefault(c => c.Length > 100) is not null ? new Refusal("A certificate has at most {0} characters. Write one per line.", 100) : null)];

    public override void Apply(OrganisationRecord record)
    {
        var p = record.Company!;
        (p.Certifications, p.Trl, p.Turnover) = (Same(p.Certifications, LinesOf(Certifications)), Trl, Turnover);
    }

    public override IEnumerable<(string Label, string Text)> Words(Texts texts) =>
        [("Certificates and labels", string.Join(", ", LinesOf(Certifications))), ("Readiness of the technology", Trl is { } level ? ProfileWords.Trl(texts, level) : ""), ("Turnover of a year", texts.Word(Turnover))];
}

/// <summary>Who answers buyers.</summary>
public sealed class ContactInput : OrganisationInput
{
    [StringLength(200, ErrorMessage = "Use at most {1} characters.")] public string? Name { get; set; }
    [EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(254, ErrorMessage = "Use at most {1} characters.")] public string? Email { get; set; }
    [StringLength(40, ErrorMessage = "Use at most {1} characters.")] public string? Phone { get; set; }

    public override void Fill(OrganisationRecord record) => (Name, Email, Phone) = (record.Company!.ContactName, record.Company.ContactEmail, record.Company.ContactPhone);

    public override void Apply(OrganisationRecord record)
    {
        var p = record.Company!;
        (p.ContactName, p.ContactEmail, p.ContactPhone) = (Line(Name), Line(Email), Line(Phone));
    }

    public override IEnumerable<(string Label, string Text)> Words(Texts texts) => [("Name", Line(Name)), ("E-mail", Line(Email)), ("Telephone", Line(Phone))];
}
