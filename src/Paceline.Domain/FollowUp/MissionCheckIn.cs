using Paceline.Domain.Activities;

namespace Paceline.Domain.FollowUp;

/// <summary>Some months after a mission, somebody asks a company that took part how it goes.</summary>
public sealed class MissionCheckIn : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The mission.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The company.</summary>
    public required Guid CompanyId { get; init; }
    /// <summary>The cluster that counts the company: its manager asks.</summary>
    public Guid? HomeClusterId { get; set; }
    /// <summary>Months after the last day of the mission.</summary>
    public required int Month { get; init; }
    /// <summary>By when, in the mission's zone.</summary>
    public required DateOnly DueOn { get; set; }
    /// <summary>Where it stands.</summary>
    public FollowUpState State { get; private set; }
    /// <summary>What was heard, or why it was dropped.</summary>
    public string? Note { get; private set; }
    /// <summary>When it was done or dropped.</summary>
    public DateTimeOffset? SettledAt { get; private set; }
    /// <summary>Who settled it.</summary>
    public string? SettledBy { get; private set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Open and past its day.</summary>
    public bool IsLate(DateOnly today) => State is FollowUpState.Open && DueOn < today;

    /// <summary>How soon it needs somebody.</summary>
    public StepUrgency Urgency(DateOnly today) =>
        State is not FollowUpState.Open ? StepUrgency.Settled : DueOn < today ? StepUrgency.Late : DueOn <= NextStep.Sunday(today) ? StepUrgency.ThisWeek : StepUrgency.Later;

    /// <summary>The company was asked.</summary>
    public Refusal? Complete(string note, string by, DateTimeOffset at)
    {
        if (State is not FollowUpState.Open) return new Refusal("This check-in is settled. Take it up again first.");
        if (note.Trim().Length > FollowUpAction.LongestText) return new Refusal("Use at most {0} characters.", FollowUpAction.LongestText);
        (State, Note, SettledBy, SettledAt) = (FollowUpState.Done, note.Trim() is { Length: > 0 } said ? said : null, by, at);
        return null;
    }

    /// <summary>Nobody asks any more; a reason is due.</summary>
    public Refusal? Drop(string reason, string by, DateTimeOffset at)
    {
        if (State is not FollowUpState.Open) return new Refusal("This check-in is settled. Take it up again first.");
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("Say in a few words why the company is not asked any more.");
        if (reason.Trim().Length > FollowUpAction.LongestText) return new Refusal("Use at most {0} characters.", FollowUpAction.LongestText);
        (State, Note, SettledBy, SettledAt) = (FollowUpState.Dropped, reason.Trim(), by, at);
        return null;
    }

    /// <summary>It is to be done after all.</summary>
    public void Reopen() => (State, Note, SettledBy, SettledAt) = (FollowUpState.Open, null, null, null);
}

/// <summary>Which check-ins a mission leads to.</summary>
public static class AfterMission
{
    /// <summary>Whether an activity leads to check-ins: a mission that took place.</summary>
    public static bool FollowFrom(Activity activity) => LedTo(activity.Kind) && activity.State is (ActivityState.Held or ActivityState.Verified);

    /// <summary>Whether a kind leads to check-ins.</summary>
    public static bool LedTo(ActivityKind kind) => kind is ActivityKind.TradeMission or ActivityKind.ReverseMission;

    /// <summary>The months and the days on which they are due: the same day of the month, or the month's last.</summary>
    public static IEnumerable<(int Month, DateOnly DueOn)> Due(DateOnly lastDay) => KindTraits.CheckInMonths.Select(m => (m, lastDay.AddMonths(m)));
}
