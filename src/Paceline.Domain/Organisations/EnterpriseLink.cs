namespace Paceline.Domain.Organisations;

/// <summary>Figures of one closed financial year. Null where they are not known.</summary>
/// <param name="Headcount">Staff in annual work units: full-time people for a whole year, parts counted as parts.</param>
/// <param name="Turnover">Annual turnover in cents of a euro.</param>
/// <param name="BalanceSheet">Balance sheet total in cents of a euro.</param>
public sealed record YearFigures(decimal? Headcount, long? Turnover, long? BalanceSheet)
{
    /// <summary>Nothing known.</summary>
    public static YearFigures Unknown { get; } = new(null, null, null);
}

/// <summary>What kind of holder an enterprise or body is: some may hold up to half without being counted (Recommendation 2003/361/EC, annex, article 3(2)).</summary>
public enum HolderKind
{
    /// <summary>An enterprise like any other.</summary>
    Enterprise,
    /// <summary>A public investment corporation.</summary>
    PublicInvestmentCorporation,
    /// <summary>A venture capital company.</summary>
    VentureCapital,
    /// <summary>A person or group that invests own money in unquoted businesses, less than EUR 1.25 million in this one.</summary>
    BusinessAngel,
    /// <summary>A university or a research centre without profit.</summary>
    UniversityOrResearchCentre,
    /// <summary>An institutional investor, regional development funds included.</summary>
    InstitutionalInvestor,
    /// <summary>An autonomous local authority: a budget under EUR 10 million and fewer than 5 000 inhabitants.</summary>
    SmallLocalAuthority,
    /// <summary>Any other public body: a quarter in its hands, and the enterprise is no SME.</summary>
    PublicBody,
}

/// <summary>Another enterprise that holds a part of this one, or of which this one holds a part. The sum is the same in both directions.</summary>
public sealed record EnterpriseLink
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>ISO 3166-1 alpha-2 code; empty when not known.</summary>
    public string Country { get; init; } = "";
    /// <summary>Share of the capital, 0 to 100.</summary>
    public decimal Capital { get; init; }
    /// <summary>Share of the votes, 0 to 100.</summary>
    public decimal Votes { get; init; }
    /// <summary>Whether one of the two can decide for the other whatever the shares: by contract, by appointing the board.</summary>
    public bool Controls { get; init; }
    /// <summary>Whether this enterprise holds a part of the other; otherwise the other is an owner.</summary>
    public bool IsHolding { get; init; }
    /// <summary>What kind of holder it is; counts for owners only.</summary>
    public HolderKind Kind { get; init; }
    /// <summary>Owners that are linked among themselves carry the same sign and act as one; empty for one that stands alone.</summary>
    public string Group { get; init; } = "";
    /// <summary>A business angel's investment in this enterprise, in cents of a euro.</summary>
    public long? Investment { get; init; }
    /// <summary>A local authority's yearly budget, in cents of a euro.</summary>
    public long? Budget { get; init; }
    /// <summary>A local authority's inhabitants.</summary>
    public int? Inhabitants { get; init; }
    /// <summary>Figures of the last closed year.</summary>
    public YearFigures Last { get; init; } = YearFigures.Unknown;
    /// <summary>Figures of the year before.</summary>
    public YearFigures Before { get; init; } = YearFigures.Unknown;
    /// <summary>Its own links, without the one back.</summary>
    public IReadOnlyList<EnterpriseLink> Links { get; init; } = [];

    /// <summary>The larger of the two shares.</summary>
    public decimal Holding => Math.Max(Capital, Votes);
}
