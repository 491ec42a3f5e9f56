namespace Paceline.Domain.Activities;

/// <summary>Where an activity stands. That its evidence is complete is computed from its files (see the checklist), not stored.</summary>
public enum ActivityState
{
    /// <summary>In the plan.</summary>
    Planned,
    /// <summary>Companies and people may register.</summary>
    OpenForRegistration,
    /// <summary>Nobody registers any more; it has not begun.</summary>
    RegistrationClosed,
    /// <summary>Under way.</summary>
    Running,
    /// <summary>Over; evidence is being gathered.</summary>
    Held,
    /// <summary>Over, documented, and checked by somebody else than its author: it counts.</summary>
    Verified,
    /// <summary>Put off; its new days are not known yet.</summary>
    Postponed,
    /// <summary>Will not take place.</summary>
    Cancelled,
}

/// <summary>A step in the life of an activity.</summary>
public enum ActivityMove
{
    /// <summary>Let companies and people register.</summary>
    OpenRegistration,
    /// <summary>Let nobody register any more.</summary>
    CloseRegistration,
    /// <summary>It has begun.</summary>
    Begin,
    /// <summary>It is over.</summary>
    Hold,
    /// <summary>It is put off.</summary>
    Postpone,
    /// <summary>A postponed activity is in the plan again, with new days.</summary>
    Resume,
    /// <summary>It will not take place.</summary>
    Cancel,
    /// <summary>What a state says was a mistake: one step back.</summary>
    StepBack,
}

/// <summary>Which step may follow which; pure, so that pages offer just what is possible.</summary>
public static class ActivityLife
{
    /// <summary>The longest reason that is kept.</summary>
    public const int LongestReason = 1000;

    /// <summary>Why nothing of it can be changed any more, or null: what counts stays as it was checked.</summary>
    public static Refusal? RefusesChange(Activity activity) => activity.State is ActivityState.Verified ? new Refusal("It is verified: what was checked stays as it was. Ask the officer to return it first.") : null;

    /// <summary>The state after a step, or null where the step is none from there.</summary>
    public static ActivityState? After(ActivityState state, ActivityMove move) => (state, move) switch
    {
        (ActivityState.Planned or ActivityState.RegistrationClosed, ActivityMove.OpenRegistration) => ActivityState.OpenForRegistration,
        (ActivityState.OpenForRegistration, ActivityMove.CloseRegistration) => ActivityState.RegistrationClosed,
        (ActivityState.Planned or ActivityState.OpenForRegistration or ActivityState.RegistrationClosed, ActivityMove.Begin) => ActivityState.Running,
        (ActivityState.Planned or ActivityState.OpenForRegistration or ActivityState.RegistrationClosed or ActivityState.Running, ActivityMove.Hold) => ActivityState.Held,
        (ActivityState.Planned or ActivityState.OpenForRegistration or ActivityState.RegistrationClosed, ActivityMove.Postpone) => ActivityState.Postponed,
        (ActivityState.Postponed, ActivityMove.Resume) => ActivityState.Planned,
        (ActivityState.Planned or ActivityState.OpenForRegistration or ActivityState.RegistrationClosed or ActivityState.Running or ActivityState.Postponed, ActivityMove.Cancel) => ActivityState.Cancelled,
        (ActivityState.Running, ActivityMove.StepBack) => ActivityState.RegistrationClosed,
        (ActivityState.Held, ActivityMove.StepBack) => ActivityState.Running,
        _ => null,
    };

    /// <summary>The steps that are possible from a state.</summary>
    public static IEnumerable<ActivityMove> From(ActivityState state) => Enum.GetValues<ActivityMove>().Where(m => After(state, m) is not null);

    /// <summary>Why an activity cannot take a step, or null.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="move">The step.</param>
    /// <param name="today">The day in the activity's zone.</param>
    /// <param name="reason">Needed to postpone and to cancel: everybody is told.</param>
    public static Refusal? Refuses(Activity activity, ActivityMove move, DateOnly today, string reason = "")
    {
        if (After(activity.State, move) is null) return new Refusal("That step is not possible any more: somebody has moved this activity on. Look at it again.");
        if (move is ActivityMove.OpenRegistration && activity.EndsOn < today) return new Refusal("Its last day has passed. Give it new days first.");
        if (move is ActivityMove.Begin && activity.StartsOn > today) return new Refusal("It begins on a later day. Change its days if it has begun already.");
        if (move is ActivityMove.Hold && activity.EndsOn > today) return new Refusal("Its last day has not come yet. It can be over on that day at the earliest.");
        if (move is ActivityMove.Postpone or ActivityMove.Cancel)
        {
            if (string.IsNullOrWhiteSpace(reason)) return new Refusal("Give the reason: everybody who registered is told.");
            if (reason.Trim().Length > LongestReason) return new Refusal("Use at most {0} characters.", LongestReason);
        }

        return null;
    }

    /// <summary>Takes a step, or says why not.</summary>
    public static Refusal? Move(this Activity activity, ActivityMove move, DateOnly today, string reason = "")
    {
        if (Refuses(activity, move, today, reason) is { } refusal) return refusal;
        activity.State = After(activity.State, move)!.Value;
        if (move is ActivityMove.Postpone or ActivityMove.Cancel) activity.Reason = reason.Trim();
        if (move is ActivityMove.Resume) activity.Reason = null;
        return null;
    }
}
