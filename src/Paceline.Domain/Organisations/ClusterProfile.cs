namespace Paceline.Domain.Organisations;

/// <summary>Quality label of a cluster organisation.</summary>
public enum ClusterLabel
{
    /// <summary>No label.</summary>
    None,
    /// <summary>Bronze: benchmarked.</summary>
    Bronze,
    /// <summary>Silver: improved since the first benchmarking.</summary>
    Silver,
    /// <summary>Gold: audited on site by two experts.</summary>
    Gold,
}

/// <summary>Who issued a label.</summary>
public enum LabelIssuer
{
    /// <summary>Not told.</summary>
    Unknown,
    /// <summary>European Secretariat for Cluster Analysis.</summary>
    Esca,
    /// <summary>European Clusters Alliance's label programme.</summary>
    Eucles,
}

/// <summary>What a cluster organisation is and does, as the European Cluster Collaboration Platform asks. One to one with its organisation.</summary>
public sealed class ClusterProfile : IVersioned
{
    /// <summary>The cluster organisation; also the key.</summary>
    public required Guid OrganisationId { get; init; }
    /// <summary>Year in which it was founded.</summary>
    public int? Established { get; set; }
    /// <summary>Staff in full-time equivalents.</summary>
    public decimal? Staff { get; set; }
    /// <summary>Members that are SMEs.</summary>
    public int? SmeMembers { get; set; }
    /// <summary>Members that are large enterprises.</summary>
    public int? LargeMembers { get; set; }
    /// <summary>Members that do research.</summary>
    public int? ResearchMembers { get; set; }
    /// <summary>Members that are public bodies.</summary>
    public int? PublicMembers { get; set; }
    /// <summary>Other members.</summary>
    public int? OtherMembers { get; set; }
    /// <summary>Industrial ecosystems, as written.</summary>
    public string[] Ecosystems { get; set; } = [];
    /// <summary>Smart specialisation priorities of its region, as written.</summary>
    public string[] Priorities { get; set; } = [];
    /// <summary>Value chains.</summary>
    public ValueChainSegment[] ValueChains { get; set; } = [];
    /// <summary>Services to members, as written.</summary>
    public string[] Services { get; set; } = [];
    /// <summary>Countries outside the Union of interest, as ISO codes.</summary>
    public string[] ThirdCountries { get; set; } = [];
    /// <summary>National or regional cluster programme.</summary>
    public string NationalProgramme { get; set; } = "";
    /// <summary>Address of the English website, if any.</summary>
    public string? EnglishWebsite { get; set; }
    /// <summary>Quality label.</summary>
    public ClusterLabel Label { get; set; }
    /// <summary>Who issued it.</summary>
    public LabelIssuer LabelIssuer { get; set; }
    /// <summary>Last day of the label.</summary>
    public DateOnly? LabelValidTo { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }
}
