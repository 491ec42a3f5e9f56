namespace Paceline.Domain.Activities;

/// <summary>What an organiser's board asks for.</summary>
public enum ActivityAsk
{
    /// <summary>Nothing.</summary>
    Nothing,
    /// <summary>Its first day has come: has it begun?</summary>
    SayThatItBegan,
    /// <summary>Its last day has passed: was it held?</summary>
    SayThatItWasHeld,
    /// <summary>Its days are near, and nobody can register yet.</summary>
    OpenRegistration,
    /// <summary>It has begun or begins soon, and people can still register.</summary>
    CloseRegistration,
    /// <summary>It needs new days, or an end.</summary>
    GiveNewDays,
    /// <summary>Evidence is missing.</summary>
    GatherEvidence,
    /// <summary>Everything is there; somebody else checks it.</summary>
    WaitForTheCheck,
}

/// <summary>
/// What the clock suggests. It only suggests: an activity that was put off in a corridor must not turn itself into one that was
/// held, since what was held can count.
/// </summary>
public static class ActivityAgenda
{
    /// <summary>Days before the first one in which registration should be open.</summary>
    public const int OpensBefore = 60;

    /// <summary>The next thing to do, or nothing.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="today">The day in its zone.</param>
    /// <param name="isComplete">Whether its evidence is complete.</param>
    public static ActivityAsk Ask(Activity activity, DateOnly today, bool isComplete) => activity.State switch
    {
        ActivityState.Verified or ActivityState.Cancelled => ActivityAsk.Nothing,
        ActivityState.Postponed => ActivityAsk.GiveNewDays,
        ActivityState.Held when activity.Traits.CountsFromElsewhere => ActivityAsk.Nothing,
        ActivityState.Held => isComplete ? ActivityAsk.WaitForTheCheck : ActivityAsk.GatherEvidence,
        _ when activity.EndsOn < today => ActivityAsk.SayThatItWasHeld,
        ActivityState.Running => ActivityAsk.Nothing,
        _ when activity.StartsOn <= today => ActivityAsk.SayThatItBegan,
        ActivityState.Planned when activity.Traits.HasRegistration && activity.StartsOn <= today.AddDays(OpensBefore) => ActivityAsk.OpenRegistration,
        ActivityState.OpenForRegistration when activity.StartsOn <= today.AddDays(1) => ActivityAsk.CloseRegistration,
        _ => ActivityAsk.Nothing,
    };

    /// <summary>Whether it is the organiser who is asked, now.</summary>
    public static bool IsForOrganiser(ActivityAsk ask) => ask is not (ActivityAsk.Nothing or ActivityAsk.WaitForTheCheck);
}
