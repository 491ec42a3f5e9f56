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

/// <summary>How soon a step needs somebody.</summary>
public enum StepUrgency
{
    /// <summary>Past its day.</summary>
    Late,
    /// <summary>Due by Sunday.</summary>
    ThisWeek,
    /// <summary>Due after Sunday.</summary>
    Later,
    /// <summary>Done or dropped.</summary>
    Settled,
}

/// <summary>The next step after a meeting: who owes what to whom, by when.</summary>
public sealed class FollowUpAction : IVersioned
{
    /// <summary>Longest step and longest reason that are kept; longer ones are refused.</summary>
    public const int LongestText = 300;

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

    /// <summary>How soon it needs somebody.</summary>
    public StepUrgency Urgency(DateOnly today) =>
        State is not FollowUpState.Open ? StepUrgency.Settled
        : DueOn < today ? StepUrgency.Late
        : DueOn <= NextStep.Sunday(today) ? StepUrgency.ThisWeek
        : StepUrgency.Later;

    /// <summary>Gives it another day; a day that has passed helps nobody.</summary>
    public Refusal? Move(DateOnly to, DateOnly today)
    {
        if (State is not FollowUpState.Open) return new Refusal("This step is settled. Take it up again first.");
        if (to < today) return new Refusal("Choose today or a later day.");
        if (to > today.AddYears(2)) return new Refusal("Choose a day within two years.");
        DueOn = to;
        return null;
    }

    /// <summary>It was done.</summary>
    public void Complete(DateTimeOffset at) => (State, SettledAt, Reason) = (FollowUpState.Done, at, null);

    /// <summary>It is given up; a reason is due.</summary>
    public Refusal? Drop(string reason, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("Say in a few words why nothing more comes of it.");
        if (reason.Trim().Length > LongestText) return new Refusal("Use at most {0} characters.", LongestText);
        (State, SettledAt, Reason) = (FollowUpState.Dropped, at, reason.Trim());
        return null;
    }

    /// <summary>It is to be done after all.</summary>
    public void Reopen() => (State, SettledAt, Reason) = (FollowUpState.Open, null, null);
}
