namespace Paceline.Domain.Organisations;

/// <summary>Revision of the statistical classification of economic activities.</summary>
public enum NaceRevision
{
    /// <summary>NACE Rev. 2, for statistics before 2025.</summary>
    Rev2,
    /// <summary>NACE Rev. 2.1, for statistics from 2025.</summary>
    Rev21,
}

/// <summary>The value chain of the sports industry in which a company works.</summary>
public enum ValueChainSegment
{
    /// <summary>Organising and equipping events.</summary>
    SportEvents,
    /// <summary>Building, equipping and running facilities.</summary>
    SportFacilities,
    /// <summary>Goods and services for people who do sport.</summary>
    ConsumerGoodsAndServices,
}

/// <summary>A sector with which the sports value chains are crossed.</summary>
public enum CrossSector
{
    /// <summary>Tourism.</summary>
    Tourism,
    /// <summary>Health.</summary>
    Health,
    /// <summary>Food and nutrition.</summary>
    FoodAndNutrition,
    /// <summary>Information technology.</summary>
    InformationTechnology,
    /// <summary>Construction.</summary>
    Construction,
    /// <summary>Textile.</summary>
    Textile,
}

/// <summary>How far a company has sold so far.</summary>
public enum ExportExperience
{
    /// <summary>Not told.</summary>
    Unknown,
    /// <summary>At home only.</summary>
    None,
    /// <summary>In the European Union.</summary>
    WithinEurope,
    /// <summary>Beyond the European Union.</summary>
    BeyondEurope,
}

/// <summary>Turnover of a year, in bands: enough for a buyer, and not a secret told.</summary>
public enum TurnoverBand
{
    /// <summary>Not told.</summary>
    Unknown,
    /// <summary>Up to EUR 0.5 million.</summary>
    UpToHalfMillion,
    /// <summary>EUR 0.5 to 2 million.</summary>
    UpToTwoMillion,
    /// <summary>EUR 2 to 10 million.</summary>
    UpToTenMillion,
    /// <summary>EUR 10 to 50 million.</summary>
    UpToFiftyMillion,
    /// <summary>More than EUR 50 million.</summary>
    AboveFiftyMillion,
}

/// <summary>Share of the turnover that is sold abroad, in bands.</summary>
public enum ExportShareBand
{
    /// <summary>Not told.</summary>
    Unknown,
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Up to a quarter.</summary>
    UpToQuarter,
    /// <summary>A quarter to a half.</summary>
    UpToHalf,
    /// <summary>More than a half.</summary>
    AboveHalf,
}

/// <summary>What a company agreed to show to everybody.</summary>
[Flags]
public enum PublicFields
{
    /// <summary>Nothing: the company is not in the public directory.</summary>
    None = 0,
    /// <summary>Name, country, region, what it does: without these there is no entry.</summary>
    Card = 1,
    /// <summary>Descriptions and products.</summary>
    Description = 2,
    /// <summary>Offers and needs.</summary>
    OffersAndNeeds = 4,
    /// <summary>Markets and export experience.</summary>
    Markets = 8,
    /// <summary>Certifications and readiness.</summary>
    Certifications = 16,
    /// <summary>Street, town and website.</summary>
    Address = 32,
    /// <summary>The contact for buyers.</summary>
    Contact = 64,
    /// <summary>Size, turnover and export bands.</summary>
    Size = 128,
    /// <summary>Everything above.</summary>
    All = Card | Description | OffersAndNeeds | Markets | Certifications | Address | Contact | Size,
}

/// <summary>What a company offers, wants and can: filled in once, used everywhere. One to one with its organisation.</summary>
public sealed class CompanyProfile : IVersioned
{
    /// <summary>The company; also the key.</summary>
    public required Guid OrganisationId { get; init; }
    /// <summary>Its value chain; null when not told.</summary>
    public ValueChainSegment? Segment { get; set; }
    /// <summary>Sectors with which it crosses.</summary>
    public CrossSector[] CrossSectors { get; set; } = [];
    /// <summary>Products and services.</summary>
    public LocalizedText Products { get; set; } = [];
    /// <summary>What it offers to partners.</summary>
    public LocalizedText Offers { get; set; } = [];
    /// <summary>What it looks for.</summary>
    public LocalizedText Needs { get; set; } = [];
    /// <summary>Codes of the Harmonised System of its goods, four or six digits.</summary>
    public string[] HsCodes { get; set; } = [];
    /// <summary>How far it has sold.</summary>
    public ExportExperience ExportExperience { get; set; }
    /// <summary>Countries where it sells, as ISO codes.</summary>
    public string[] CurrentMarkets { get; set; } = [];
    /// <summary>Countries where it wants to sell, as ISO codes.</summary>
    public string[] TargetMarkets { get; set; } = [];
    /// <summary>Technology readiness level, 1 to 9; null when not told.</summary>
    public int? Trl { get; set; }
    /// <summary>Certificates and labels: ISO 9001, EN 1176.</summary>
    public string[] Certifications { get; set; } = [];
    /// <summary>Year in which it was founded.</summary>
    public int? Founded { get; set; }
    /// <summary>Turnover band.</summary>
    public TurnoverBand Turnover { get; set; }
    /// <summary>Export share band.</summary>
    public ExportShareBand ExportShare { get; set; }
    /// <summary>Who answers buyers.</summary>
    public string ContactName { get; set; } = "";
    /// <summary>Where buyers write.</summary>
    public string ContactEmail { get; set; } = "";
    /// <summary>Where buyers call.</summary>
    public string ContactPhone { get; set; } = "";
    /// <summary>What everybody may see.</summary>
    public PublicFields Public { get; set; }
    /// <summary>When the company agreed to it.</summary>
    public DateTimeOffset? PublicSince { get; set; }
    /// <summary>Who agreed.</summary>
    public Guid? PublicById { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }
}
