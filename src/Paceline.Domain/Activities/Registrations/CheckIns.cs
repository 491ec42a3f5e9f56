namespace Paceline.Domain.Activities.Registrations;

/// <summary>What was done at the desk.</summary>
public enum DeskAct
{
    /// <summary>Received.</summary>
    CheckIn,
    /// <summary>The check-in was a mistake.</summary>
    UndoCheckIn,
}

/// <summary>How it is known that somebody was there.</summary>
public enum AttendanceMethod
{
    /// <summary>A signature on the printed sheet.</summary>
    SignedSheet,
    /// <summary>The badge's code was read.</summary>
    QrCheckIn,
    /// <summary>Found by name or number at the desk.</summary>
    DeskCheckIn,
    /// <summary>The organiser says so.</summary>
    OrganiserConfirmation,
    /// <summary>The list of an on-line meeting says so.</summary>
    WebinarLog,
}

/// <summary>One act at the desk, as a device told it. Acts are only added: what two devices said stays readable.</summary>
public sealed class CheckInEvent
{
    /// <summary>Key, made by the device: telling it twice is telling it once.</summary>
    public required Guid Id { get; init; }
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The registration.</summary>
    public required Guid RegistrationId { get; init; }
    /// <summary>What was done.</summary>
    public required DeskAct Act { get; init; }
    /// <summary>The day of the activity that it is about.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>How.</summary>
    public required AttendanceMethod Method { get; init; }
    /// <summary>When, by the device's clock, put right by what its clock said while sending.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>When the device says it was.</summary>
    public required DateTimeOffset DeviceAt { get; init; }
    /// <summary>The device.</summary>
    public required Guid DeviceId { get; init; }
    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>Who held the device.</summary>
    public required Guid? ById { get; init; }
    /// <summary>That person's name.</summary>
    public required string By { get; init; }
}

/// <summary>What acts of one person on one day come to.</summary>
/// <param name="Act">The check-in that stands: the earliest after the last undo.</param>
public readonly record struct Presence(CheckInEvent? Act)
{
    /// <summary>Whether the person was there.</summary>
    public bool IsThere => Act is not null;
}

/// <summary>Merges what devices say; pure, and the same whatever the order in which it arrives.</summary>
public static class CheckIns
{
    /// <summary>Days after the last one within which staff add a walk-in without a reason.</summary>
    public const int WalkInDays = 7;

    /// <summary>
    /// What stands for one person on one day. An undo ends the check-ins up to its moment; among the check-ins that are left the
    /// earliest wins. Two acts at the same moment: the check-in is older than the undo, then the key decides.
    /// </summary>
    public static Presence Standing(IEnumerable<CheckInEvent> acts)
    {
        CheckInEvent? stands = null;
        foreach (var act in acts.DistinctBy(a => a.Id).OrderBy(a => a.At).ThenBy(a => a.Act).ThenBy(a => a.Id))
            stands = act.Act is DeskAct.CheckIn ? stands ?? act : null;
        return new Presence(stands);
    }

    /// <summary>A device's moment by the product's clock: phones go wrong by minutes, demonstrations by years.</summary>
    /// <param name="deviceAt">What the device's clock said at the act.</param>
    /// <param name="deviceSends">What it said while sending.</param>
    /// <param name="receivedAt">The product's clock at that moment.</param>
    public static DateTimeOffset Corrected(DateTimeOffset deviceAt, DateTimeOffset deviceSends, DateTimeOffset receivedAt)
    {
        // Nothing has happened after it was told.
        var at = deviceAt > deviceSends ? receivedAt : receivedAt - (deviceSends - deviceAt);
        return DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
    }

    /// <summary>Why somebody cannot be checked in for a day, or null.</summary>
    public static Refusal? Refuses(Activity activity, DateOnly day, DateOnly today) =>
        !activity.IsOn ? new Refusal("This activity does not take place.")
        : activity.State is ActivityState.Verified ? new Refusal("This activity has been verified. Its list stays as it is.")
        : day < activity.StartsOn || day > activity.EndsOn ? new Refusal("The activity does not take place on {0}.", day)
        : day > today ? new Refusal("That day has not come yet: people are received from {0}.", day)
        : null;

    /// <summary>Why a registration cannot be checked in, or null.</summary>
    public static Refusal? Refuses(Registration registration) =>
        registration.State is RegistrationState.Cancelled ? new Refusal("{0} has cancelled. Add a walk-in if the person stands before you.", registration.Name) : null;

    /// <summary>Why a walk-in cannot be added, or null.</summary>
    public static Refusal? RefusesWalkIn(Activity activity, string name, string organisation, string departure, string reason, DateOnly today) =>
        string.IsNullOrWhiteSpace(name) ? new Refusal("Give the name.")
        : string.IsNullOrWhiteSpace(organisation) ? new Refusal("Give the organisation.")
        : string.IsNullOrWhiteSpace(departure) ? new Refusal("Give the place of departure: the funder asks for it.")
        : today > activity.EndsOn.AddDays(WalkInDays) && string.IsNullOrWhiteSpace(reason) ? new Refusal("More than {0} days have passed. Say why this person was not on the list.", WalkInDays)
        : null;
}
