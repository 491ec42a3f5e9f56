namespace Paceline.Domain.Monitoring;

/// <summary>Where an indicator stands in the chain of results.</summary>
public enum IndicatorLevel
{
    /// <summary>What the programme did.</summary>
    Output,
    /// <summary>What came of it.</summary>
    Result,
}

/// <summary>A figure that the funder asks for, with its target.</summary>
public sealed class IndicatorDefinition
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The programme.</summary>
    public required Guid ProgrammeId { get; init; }
    /// <summary>Code of its formula, for example R-06.</summary>
    public required string Code { get; init; }
    /// <summary>Name.</summary>
    public required LocalizedText Name { get; set; }
    /// <summary>Where it stands in the chain of results.</summary>
    public required IndicatorLevel Level { get; init; }
    /// <summary>What the grant agreement promises; null where it promises none.</summary>
    public int? Target { get; set; }
}
