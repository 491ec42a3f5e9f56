namespace Paceline.Domain.Activities.Calls;

/// <summary>What a letter says.</summary>
public enum LetterKind
{
    /// <summary>The company has a place.</summary>
    SelectedLetter,
    /// <summary>It waits for one.</summary>
    ReserveLetter,
    /// <summary>It has none, with the reasons.</summary>
    RejectedLetter,
    /// <summary>It may not take part, with the rule.</summary>
    IneligibleLetter,
    /// <summary>It moved up and has a place now.</summary>
    MovedUpLetter,
    /// <summary>The organiser has given its place to the next one, with the reason.</summary>
    TakenBackLetter,
}

/// <summary>A letter to an applicant. One of each kind for each application, and sent once.</summary>
public sealed class Letter : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The application.</summary>
    public required Guid ApplicationId { get; init; }
    /// <summary>Its activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>What it says.</summary>
    public required LetterKind Kind { get; init; }
    /// <summary>ISO 639-1 code of its language.</summary>
    public required string Language { get; init; }
    /// <summary>Addresses, separated by commas.</summary>
    public required string To { get; set; }
    /// <summary>Subject.</summary>
    public required string Subject { get; set; }
    /// <summary>What it says.</summary>
    public required string Text { get; set; }
    /// <summary>When it went to the outbox; from then on nothing of it changes.</summary>
    public DateTimeOffset? SentAt { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The letter that an application gets.</summary>
    public static LetterKind? KindFor(ApplicationState state, bool movedUp) => state switch
    {
        ApplicationState.Selected or ApplicationState.Confirmed => movedUp ? LetterKind.MovedUpLetter : LetterKind.SelectedLetter,
        ApplicationState.Reserve => LetterKind.ReserveLetter,
        ApplicationState.Rejected => LetterKind.RejectedLetter,
        ApplicationState.Ineligible => LetterKind.IneligibleLetter,
        _ => null,
    };
}
