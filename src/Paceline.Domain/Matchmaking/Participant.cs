namespace Paceline.Domain.Matchmaking;

/// <summary>A company, cluster or buyer with meetings at an event.</summary>
public sealed class Participant : IVersioned
{
    /// <summary>Longest name that is kept; longer ones are refused with the reason.</summary>
    public const int LongestName = 200;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }
    /// <summary>Number at the event, from 1, in the order of the list.</summary>
    public required int Number { get; init; }
    /// <summary>Short sign for the grid, unique at the event: NRD.</summary>
    public required string Code { get; set; }
    /// <summary>The name as written.</summary>
    public required string Name { get; set; }
    /// <summary>The person who comes, if known.</summary>
    public string ContactName { get; set; } = "";
    /// <summary>Where links and changes are sent; empty when not known.</summary>
    public string Email { get; set; } = "";
    /// <summary>ISO 3166-1 alpha-2 code; empty when not known.</summary>
    public string Country { get; set; } = "";
    /// <summary>What the participant wants or offers, in a sentence.</summary>
    public string About { get; set; } = "";
    /// <summary>ISO 639-1 code of the language it reads.</summary>
    public string Language { get; set; } = "en";
    /// <summary>The organisation in the directory, where it is one of ours or known.</summary>
    public Guid? OrganisationId { get; set; }
    /// <summary>The cluster that counts the organisation; decides who may see the participant's record.</summary>
    public Guid? HomeClusterId { get; set; }
    /// <summary>Numbers of the slots in which it cannot meet.</summary>
    public int[] UnavailableSlots { get; set; } = [];
    /// <summary>The upload that made it.</summary>
    public Guid? ImportId { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }
}
