namespace Paceline.Domain.Organisations;

/// <summary>What an organisation is.</summary>
public enum OrganisationKind
{
    /// <summary>A cluster organisation that serves its members.</summary>
    ClusterOrganisation,
    /// <summary>A company of the alliance.</summary>
    Company,
    /// <summary>A research organisation.</summary>
    ResearchOrganisation,
    /// <summary>A university or school.</summary>
    University,
    /// <summary>A ministry, region, town or agency.</summary>
    PublicAuthority,
    /// <summary>A chamber, an agency or an incubator that supports companies.</summary>
    BusinessSupport,
    /// <summary>A sports or trade federation.</summary>
    Federation,
    /// <summary>A buyer or host outside the alliance.</summary>
    ForeignCounterpart,
    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Where the record of an organisation stands.</summary>
public enum OrganisationState
{
    /// <summary>In use.</summary>
    Active,
    /// <summary>Begun, not yet in lists.</summary>
    Draft,
    /// <summary>No longer in lists; what it did stays.</summary>
    Archived,
    /// <summary>Found to be the same as another, which carries on.</summary>
    Merged,
}

/// <summary>A company, a cluster or a counterpart abroad; kept once and used everywhere.</summary>
public sealed class Organisation : IVersioned
{
    /// <summary>Longest name that is kept; longer ones are refused with the reason.</summary>
    public const int LongestName = 300;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();

    /// <summary>The legal name as the organisation writes it, in its own script.</summary>
    public required string Name
    {
        get;
        set => (field, NameKey) = (value, OrganisationKeys.OfName(value));
    }

    /// <summary>What it is called for short; empty when the name is short enough.</summary>
    public string ShortName { get; set; } = "";
    /// <summary>The name in Latin letters, where it is written in others.</summary>
    public string LatinName { get; set; } = "";
    /// <summary>The name in English, where it has one.</summary>
    public string EnglishName { get; set; } = "";
    /// <summary>Legal form as written: BV, S.L., SAS.</summary>
    public string LegalForm { get; set; } = "";
    /// <summary>What it is.</summary>
    public required OrganisationKind Kind { get; init; }
    /// <summary>Where its record stands.</summary>
    public OrganisationState State { get; set; }
    /// <summary>The organisation that carries on after a merge.</summary>
    public Guid? MergedIntoId { get; set; }

    /// <summary>ISO 3166-1 alpha-2 code; empty when not known.</summary>
    public string Country { get; set; } = "";
    /// <summary>NUTS code of level 1 or 2; empty outside the nomenclature or when not known.</summary>
    public string Nuts { get; set; } = "";
    /// <summary>The region or province as written, where there is no NUTS code for it.</summary>
    public string Region { get; set; } = "";
    /// <summary>Street and number, as written locally.</summary>
    public string Street { get; set; } = "";
    /// <summary>Postal code.</summary>
    public string PostalCode { get; set; } = "";
    /// <summary>Town.</summary>
    public string City { get; set; } = "";

    /// <summary>VAT number with its country letters, without blanks; empty when not known.</summary>
    public string VatNumber { get; set; } = "";
    /// <summary>Number in the national register; empty when not known.</summary>
    public string RegistrationNumber
    {
        get;
        set => (field, RegistrationKey) = (value, OrganisationKeys.OfNumber(value));
    } = "";

    /// <summary>Participant identification code of the funder, nine digits; empty when it has none.</summary>
    public string Pic { get; set; } = "";
    /// <summary>Web address, if any.</summary>
    public string? Website
    {
        get;
        set => (field, WebDomain) = (value, OrganisationKeys.OfWebsite(value));
    }

    /// <summary>Address of its profile on the European Cluster Collaboration Platform, if any.</summary>
    public string? EccpProfile { get; set; }
    /// <summary>Revision of the NACE codes.</summary>
    public NaceRevision NaceRevision { get; set; }
    /// <summary>Main activity as a NACE code: 32.30; empty when not known.</summary>
    public string NaceMain { get; set; } = "";
    /// <summary>Other activities as NACE codes.</summary>
    public string[] NaceOther { get; set; } = [];
    /// <summary>ISO 639-1 codes of the languages in which it does business.</summary>
    public string[] Languages { get; set; } = [];
    /// <summary>One sentence on what it makes or wants.</summary>
    public LocalizedText Summary { get; set; } = [];
    /// <summary>What it does, in a few paragraphs.</summary>
    public LocalizedText Description { get; set; } = [];
    /// <summary>The file with its logo.</summary>
    public Guid? LogoId { get; set; }

    /// <summary>The cluster that counts it in the programme; null for clusters and counterparts. Follows the home membership.</summary>
    public Guid? HomeClusterId { get; set; }
    /// <summary>Invented for the demonstration: shown as such everywhere.</summary>
    public bool IsFictional { get; init; }
    /// <summary>The upload that made it.</summary>
    public Guid? ImportId { get; init; }
    /// <summary>When its owner or manager last said that the record is right.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>What spellings of the name share; duplicates are found by it.</summary>
    public string NameKey { get; private set; } = "";
    /// <summary>What spellings of the registration number share.</summary>
    public string RegistrationKey { get; private set; } = "";
    /// <summary>Host name of the website without "www."; empty when there is none.</summary>
    public string WebDomain { get; private set; } = "";
}
