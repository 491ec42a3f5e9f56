namespace Paceline.Domain.Organisations;

/// <summary>What an organisation is.</summary>
public enum OrganisationKind
{
    /// <summary>A cluster organisation that serves its members.</summary>
    ClusterOrganisation,
    /// <summary>A company of the alliance.</summary>
    Company,
    /// <summary>A buyer or host outside the alliance.</summary>
    ForeignCounterpart,
}

/// <summary>A company, a cluster or a counterpart abroad; kept once and used everywhere.</summary>
public sealed class Organisation : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The name as the organisation writes it.</summary>
    public required string Name { get; set; }
    /// <summary>What it is.</summary>
    public required OrganisationKind Kind { get; init; }
    /// <summary>ISO 3166-1 alpha-2 code; empty when not known.</summary>
    public string Country { get; set; } = "";
    /// <summary>The region or province, as the organisation writes it.</summary>
    public string Region { get; set; } = "";
    /// <summary>Two sentences on what it makes or wants.</summary>
    public string Summary { get; set; } = "";
    /// <summary>Web address, if any.</summary>
    public string? Website { get; set; }
    /// <summary>The cluster that counts it in the programme; null for clusters and counterparts.</summary>
    public Guid? HomeClusterId { get; set; }
    /// <summary>Invented for the demonstration: shown as such everywhere.</summary>
    public bool IsFictional { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }
}
