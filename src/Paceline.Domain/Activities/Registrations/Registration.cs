using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Activities.Registrations;

/// <summary>As what somebody comes.</summary>
public enum RegistrationRole
{
    /// <summary>For a company of the delegation, or as one of those whom the activity is for.</summary>
    Delegate,
    /// <summary>Invited.</summary>
    Guest,
    /// <summary>Speaks or trains.</summary>
    Speaker,
    /// <summary>Works there.</summary>
    Staff,
    /// <summary>Came without having registered.</summary>
    WalkIn,
}

/// <summary>Where a registration stands.</summary>
public enum RegistrationState
{
    /// <summary>Waits for the organiser's yes; its place is kept.</summary>
    Registered,
    /// <summary>All places are taken: it moves up in its order.</summary>
    Waitlisted,
    /// <summary>Has a place.</summary>
    Confirmed,
    /// <summary>Does not come.</summary>
    Cancelled,
    /// <summary>Was there.</summary>
    CheckedIn,
    /// <summary>Had a place and did not come.</summary>
    NoShow,
}

/// <summary>Somebody who registered for an activity.</summary>
public sealed class Registration : IVersioned
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 120;

    /// <summary>Key; made by the form or the device that asks, so that asking twice is asking once.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>Number in the activity, from 1: on the badge, on the sheet, typed at the desk.</summary>
    public int Number { get; set; }
    /// <summary>Name as the person writes it, in any script.</summary>
    public required string Name { get; set; }
    /// <summary>Name in Latin letters, where it is written in others.</summary>
    public string LatinName { get; set; } = "";
    /// <summary>E-mail; empty where it is not known.</summary>
    public string Email { get; private set; } = "";
    /// <summary>The address as it is compared; null where there is none.</summary>
    public string? EmailKey { get; private set; }
    /// <summary>Telephone.</summary>
    public string Phone { get; set; } = "";
    /// <summary>The organisation of the directory, where it is one.</summary>
    public Guid? OrganisationId { get; set; }
    /// <summary>For whom, as it was said: what badge and sheet show.</summary>
    public string OrganisationName { get; set; } = "";
    /// <summary>Country of the organisation as an ISO 3166-1 alpha-2 code; empty where it is not known.</summary>
    public string Country { get; set; } = "";
    /// <summary>The account, where the person has one.</summary>
    public Guid? PersonId { get; set; }
    /// <summary>The application that brought the company along.</summary>
    public Guid? ApplicationId { get; set; }
    /// <summary>As what the person comes.</summary>
    public required RegistrationRole Role { get; set; }
    /// <summary>ISO 639-1 code of the language in which mails are written.</summary>
    public string Language { get; set; } = "en";
    /// <summary>From where the person travels: asked for by the funder.</summary>
    public string PlaceOfDeparture { get; set; } = "";
    /// <summary>Answers to the organiser's questions, by question.</summary>
    public Dictionary<Guid, string> Answers { get; set; } = [];
    /// <summary>Where it stands.</summary>
    public RegistrationState State { get; set; }
    /// <summary>Where it stood before the person was received: an undone check-in goes back to it.</summary>
    public RegistrationState? StateBefore { get; private set; }
    /// <summary>Why it was cancelled.</summary>
    public string CancelReason { get; set; } = "";
    /// <summary>The cluster that counts the organisation.</summary>
    public Guid? HomeClusterId { get; set; }
    /// <summary>Who registered the person, as shown; empty: the person.</summary>
    public string RegisteredBy { get; init; } = "";
    /// <summary>When: the order of the waiting list.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }
    /// <summary>Has answered the evaluation; what was answered is kept without a name.</summary>
    public bool HasEvaluated { get; set; }
    /// <summary>What searches look in: folded by the product.</summary>
    public string SearchText { get; set; } = "";
    /// <summary>Invented for the demonstration.</summary>
    public bool IsFictional { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>What is typed and scanned at the desk.</summary>
    public string Code => RegistrationCode.Of(ActivityId, Number);

    /// <summary>Whether it takes one of the activity's places.</summary>
    public bool TakesPlace => Seats.Takes(Role, State);

    /// <summary>Whether the person is expected or was there.</summary>
    public bool IsExpected => State is RegistrationState.Registered or RegistrationState.Confirmed or RegistrationState.CheckedIn or RegistrationState.NoShow;

    /// <summary>Sets the address; capitals and blanks do not make another one of it.</summary>
    public void SetEmail(string email) => (Email, EmailKey) = (Spelling.Line(email), KeyOf(email));

    /// <summary>An address as it is compared, or null.</summary>
    public static string? KeyOf(string email) => Spelling.Line(email).ToUpperInvariant() is { Length: > 0 } key ? key : null;

    /// <summary>The person was there. Who cancelled and came all the same stays cancelled: the day is kept without the place.</summary>
    public void Receive()
    {
        if (State is not (RegistrationState.CheckedIn or RegistrationState.Cancelled)) (StateBefore, State) = (State, RegistrationState.CheckedIn);
    }

    /// <summary>That the person was there was a mistake: it stands where it stood.</summary>
    public void TakeBack()
    {
        if (State is RegistrationState.CheckedIn) (State, StateBefore) = (StateBefore ?? RegistrationState.Confirmed, null);
    }

    /// <summary>Why it cannot be cancelled, or null.</summary>
    public Refusal? Cancel(string reason)
    {
        if (State is RegistrationState.CheckedIn) return new Refusal("Whoever was there cannot be cancelled. Undo the check-in first.");
        if (State is RegistrationState.NoShow) return new Refusal("The activity is over.");
        (State, CancelReason) = (RegistrationState.Cancelled, Spelling.Line(reason));
        return null;
    }
}
