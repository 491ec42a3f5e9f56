namespace Paceline.Domain.FollowUp;

/// <summary>Where a promised step stands.</summary>
public enum FollowUpState
{
    /// <summary>To do.</summary>
    Open,
    /// <summary>Done.</summary>
    Done,
    /// <summary>Given up, with a reason.</summary>
    Dropped,
}

/// <summary>The next step after a meeting: who owes what to whom, by when.</summary>
public sealed class FollowUpAction : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The meeting that it grew out of.</summary>
    public required Guid MeetingId { get; init; }
    /// <summary>The participant who owes the step.</summary>
    public required Guid ParticipantId { get; init; }
    /// <summary>The participant's organisation, where known.</summary>
    public Guid? OrganisationId { get; init; }
    /// <summary>The cluster that looks after the organisation.</summary>
    public Guid? HomeClusterId { get; init; }
    /// <summary>What is to be done.</summary>
    public required string Step { get; set; }
    /// <summary>By when, in the event's zone.</summary>
    public required DateOnly DueOn { get; set; }
    /// <summary>Where it stands.</summary>
    public FollowUpState State { get; private set; }
    /// <summary>Why it was dropped.</summary>
    public string? Reason { get; private set; }
    /// <summary>When it was done or dropped.</summary>
    public DateTimeOffset? SettledAt { get; private set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Open and past its day.</summary>
    public bool IsLate(DateOnly today) => State is FollowUpState.Open && DueOn < today;

    /// <summary>It was done.</summary>
    public void Complete(DateTimeOffset at) => (State, SettledAt, Reason) = (FollowUpState.Done, at, null);

    /// <summary>It is given up; a reason is due.</summary>
    public Refusal? Drop(string reason, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("Say in a few words why nothing more comes of it.");
        (State, SettledAt, Reason) = (FollowUpState.Dropped, at, reason.Trim());
        return null;
    }

    /// <summary>It is to be done after all.</summary>
    public void Reopen() => (State, SettledAt, Reason) = (FollowUpState.Open, null, null);
}
