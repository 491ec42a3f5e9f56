namespace Paceline.Domain.Activities.Travel;

/// <summary>What a list for hosts may say of a member of the delegation; only what is chosen leaves.</summary>
[Flags]
public enum ListFields
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Name, as written and in Latin letters.</summary>
    Name = 1,
    /// <summary>Organisation.</summary>
    Organisation = 2,
    /// <summary>Job title.</summary>
    JobTitle = 4,
    /// <summary>E-mail address.</summary>
    Email = 8,
    /// <summary>Telephone.</summary>
    Phone = 16,
    /// <summary>What the company offers.</summary>
    Offer = 32,
}

/// <summary>A list of a delegation left for hosts: the record of where personal data went.</summary>
public sealed class ListTransfer
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The mission.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The cluster in the lead of the mission.</summary>
    public required Guid LeadClusterId { get; init; }
    /// <summary>Names of the hosts that received it.</summary>
    public required string[] Recipients { get; init; }
    /// <summary>Where it went.</summary>
    public required string Country { get; init; }
    /// <summary>What it said of each person.</summary>
    public required ListFields Fields { get; init; }
    /// <summary>Whose data it held, and on what basis: the person's key and the words of the basis.</summary>
    public required List<TransferredPerson> People { get; init; }
    /// <summary>People who were left out because they have no basis.</summary>
    public required int Withheld { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Who sent it.</summary>
    public required string By { get; init; }
    /// <summary>The file as it left.</summary>
    public required Guid FileId { get; init; }
    /// <summary>The person of a host who reads these people in the briefing pack; null for a list that was made to be sent.</summary>
    public Guid? ReaderId { get; init; }
    /// <summary>The day of the list of restrictive measures in which the hosts were looked up.</summary>
    public required DateOnly MeasuresDate { get; init; }
}

/// <summary>One person in a list that left.</summary>
/// <param name="TravellerId">The member of the delegation: the key of that person's registration for the mission.</param>
/// <param name="Basis">What allowed it; null within the European Economic Area.</param>
/// <param name="Decision">The decision of the Commission, where the basis is one.</param>
public sealed record TransferredPerson(Guid TravellerId, TransferBasis? Basis, string Decision);
