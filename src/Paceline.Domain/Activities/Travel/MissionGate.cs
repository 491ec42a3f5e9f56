namespace Paceline.Domain.Activities.Travel;

/// <summary>What must be settled before names of a delegation leave the alliance.</summary>
public enum GateKind
{
    /// <summary>For each person, what allows the transfer of data to the host country.</summary>
    TransferBasis,
    /// <summary>Each counterpart was looked up in the list of restrictive measures.</summary>
    RestrictiveMeasures,
    /// <summary>The advice for travellers was read, and who is called in need is agreed.</summary>
    TravelSecurity,
    /// <summary>Everybody who travels is insured.</summary>
    Insurance,
}

/// <summary>Travel security or insurance of a mission: who settled it, when, until when it holds.</summary>
public sealed class MissionGate : IVersioned
{
    /// <summary>The longest note that is kept.</summary>
    public const int LongestNote = 1000;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The mission.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The cluster in the lead of the mission.</summary>
    public required Guid LeadClusterId { get; init; }
    /// <summary>Which of the two.</summary>
    public required GateKind Kind { get; init; }
    /// <summary>Who did it.</summary>
    public required string DoneBy { get; set; }
    /// <summary>The day on which it was done.</summary>
    public required DateOnly DoneOn { get; set; }
    /// <summary>What was looked at, what was agreed.</summary>
    public string Note { get; set; } = "";
    /// <summary>The last day on which it holds; null where it has none.</summary>
    public DateOnly? ValidUntil { get; set; }
    /// <summary>The policy or the plan, as a file.</summary>
    public Guid? FileId { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Why it cannot be recorded so, or null.</summary>
    public static Refusal? Refuses(GateKind kind, string doneBy, DateOnly doneOn, DateOnly? validUntil, string note, DateOnly today)
    {
        if (kind is not (GateKind.TravelSecurity or GateKind.Insurance)) return new Refusal("That gate is recorded person by person and counterpart by counterpart.");
        if (string.IsNullOrWhiteSpace(doneBy)) return new Refusal("Say who did it.");
        if (note.Length > LongestNote) return new Refusal("Use at most {0} characters.", LongestNote);
        if (doneOn > today) return new Refusal("That day has not come yet.");
        if (validUntil < doneOn) return new Refusal("It cannot end before it was done.");
        if (kind is GateKind.Insurance && validUntil is null) return new Refusal("Say until when the insurance holds.");
        return null;
    }
}
