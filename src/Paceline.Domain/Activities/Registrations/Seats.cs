namespace Paceline.Domain.Activities.Registrations;

/// <summary>A registration, as far as places go.</summary>
public sealed record SeatHolder(Guid Id, RegistrationRole Role, RegistrationState State, DateTimeOffset RegisteredAt, int Number);

/// <summary>What another number of places would do, told before it is done.</summary>
/// <param name="Taken">Places that are taken.</param>
/// <param name="Waiting">People on the waiting list.</param>
/// <param name="Over">People with a place more than there would be places: they keep theirs.</param>
/// <param name="MoveUp">People of the waiting list who would get a place at once.</param>
public sealed record CapacityImpact(int Taken, int Waiting, int Over, int MoveUp);

/// <summary>Who has a place, who waits, who moves up; pure.</summary>
public static class Seats
{
    /// <summary>Whether a registration takes a place. Who speaks or works there takes none.</summary>
    public static bool Takes(RegistrationRole role, RegistrationState state) =>
        role is not (RegistrationRole.Speaker or RegistrationRole.Staff)
        && state is (RegistrationState.Registered or RegistrationState.Confirmed or RegistrationState.CheckedIn or RegistrationState.NoShow);

    /// <summary>What becomes of somebody who asks for a place.</summary>
    /// <param name="capacity">Places; null without a limit.</param>
    /// <param name="taken">Places that are taken.</param>
    /// <param name="waiting">People who asked before and wait.</param>
    /// <param name="role">As what the person comes.</param>
    /// <param name="needsYes">The organiser says yes to each.</param>
    public static RegistrationState Place(int? capacity, int taken, int waiting, RegistrationRole role, bool needsYes) =>
        role is RegistrationRole.Speaker or RegistrationRole.Staff ? RegistrationState.Confirmed
        : capacity is { } places && (taken >= places || waiting > 0) ? RegistrationState.Waitlisted
        : needsYes ? RegistrationState.Registered
        : RegistrationState.Confirmed;

    /// <summary>What becomes of somebody who moves up: where the organiser says yes to each, a free place is no yes.</summary>
    public static RegistrationState PlaceOfRising(bool needsYes) => needsYes ? RegistrationState.Registered : RegistrationState.Confirmed;

    /// <summary>Those who move up from the waiting list, in the order in which they asked.</summary>
    public static IReadOnlyList<SeatHolder> MovingUp(int? capacity, IReadOnlyCollection<SeatHolder> people)
    {
        var free = capacity is { } places ? places - people.Count(p => Takes(p.Role, p.State)) : int.MaxValue;
        return [.. people.Where(p => p.State is RegistrationState.Waitlisted).OrderBy(p => p.RegisteredAt).ThenBy(p => p.Number).Take(Math.Max(0, free))];
    }

    /// <summary>What another number of places would do. Nobody who has a place loses it.</summary>
    public static CapacityImpact Change(int? capacity, IReadOnlyCollection<SeatHolder> people)
    {
        var taken = people.Count(p => Takes(p.Role, p.State));
        return new CapacityImpact(taken, people.Count(p => p.State is RegistrationState.Waitlisted), capacity is { } places ? Math.Max(0, taken - places) : 0, MovingUp(capacity, people).Count);
    }

    /// <summary>Why nobody can register, or null. The organiser still may while the activity has not been held.</summary>
    public static Refusal? Closed(Activity activity, bool byOrganiser) =>
        !activity.Traits.HasRegistration ? new Refusal("Nobody registers for this kind of activity.")
        : activity.State is ActivityState.Cancelled ? new Refusal("This activity was cancelled.")
        : activity.State is ActivityState.Postponed ? new Refusal("This activity was put off. Its new days are not known yet.")
        : activity.State is ActivityState.Verified ? new Refusal("This activity has been verified. Its list stays as it is.")
        : byOrganiser ? null
        : activity.State is ActivityState.OpenForRegistration ? null
        : activity.State is ActivityState.Planned ? new Refusal("Registration has not begun yet.")
        : new Refusal("Registration is closed.");
}
