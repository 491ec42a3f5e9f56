namespace Paceline.Domain.Privacy;

/// <summary>The right that somebody uses (Articles 15 to 21 GDPR).</summary>
public enum PrivacyRequestKind
{
    /// <summary>To know what is held.</summary>
    Access,
    /// <summary>To have it put right.</summary>
    Correction,
    /// <summary>To have it erased.</summary>
    Erasure,
    /// <summary>To object to what is done with it.</summary>
    Objection,
    /// <summary>To take it elsewhere.</summary>
    Portability,
}

/// <summary>Where a request stands.</summary>
public enum PrivacyRequestState
{
    /// <summary>Waits for an answer.</summary>
    Received,
    /// <summary>Done as asked.</summary>
    Granted,
    /// <summary>Done in part; the letter says what stays and why.</summary>
    PartlyGranted,
    /// <summary>Not done; the letter says why.</summary>
    Refused,
}

/// <summary>Somebody uses a right over personal data; the clock runs from the day of receipt.</summary>
public sealed class PrivacyRequest : IVersioned
{
    /// <summary>Months in which it is answered (Article 12(3) GDPR).</summary>
    public const int Months = 1;
    /// <summary>Months by which that may be extended, once, with a reason.</summary>
    public const int MoreMonths = 2;
    /// <summary>Longest text of a request, a reason or an answer.</summary>
    public const int LongestText = 8000;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>Which right.</summary>
    public required PrivacyRequestKind Kind { get; init; }
    /// <summary>What kind of record stands for the person; null where none is known.</summary>
    public SubjectKind? SubjectKind { get; init; }
    /// <summary>That record.</summary>
    public Guid? SubjectId { get; init; }
    /// <summary>The name.</summary>
    public required string Name { get; set; }
    /// <summary>Where the answer goes.</summary>
    public required string Email { get; set; }
    /// <summary>ISO 639-1 code of the language in which the person reads.</summary>
    public required string Language { get; init; }
    /// <summary>What is asked, in the person's words.</summary>
    public string Text { get; set; } = "";
    /// <summary>How it came in.</summary>
    public required PrivacyDoor Door { get; init; }
    /// <summary>The day of receipt.</summary>
    public required DateOnly ReceivedOn { get; init; }
    /// <summary>The last day for the answer.</summary>
    public DateOnly DueOn { get; private set; }
    /// <summary>Why it takes longer; null while it does not.</summary>
    public string? ExtendedBecause { get; private set; }
    /// <summary>Where it stands.</summary>
    public PrivacyRequestState State { get; private set; }
    /// <summary>The letter.</summary>
    public string? Answer { get; set; }
    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }
    /// <summary>Who answered, as shown.</summary>
    public string? AnsweredBy { get; private set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Starts the clock.</summary>
    public PrivacyRequest Start()
    {
        DueOn = ReceivedOn.AddMonths(Months);
        return this;
    }

    /// <summary>Days until it is due; negative when it is late.</summary>
    public int DaysLeft(DateOnly today) => DueOn.DayNumber - today.DayNumber;

    /// <summary>Takes two months more.</summary>
    public Refusal? Extend(string reason, DateOnly today)
    {
        if (State is not PrivacyRequestState.Received) return new Refusal("This request is answered already.");
        if (ExtendedBecause is not null) return new Refusal("The time was extended before. It can be extended once.");
        if (today > DueOn) return new Refusal("The month is over. An extension must be told within it.");
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("Say why it takes longer: the person reads it.");
        (ExtendedBecause, DueOn) = (reason.Trim(), ReceivedOn.AddMonths(Months + MoreMonths));
        return null;
    }

    /// <summary>Answers with a letter.</summary>
    public Refusal? Decide(PrivacyRequestState state, string letter, string by, DateTimeOffset at)
    {
        if (State is not PrivacyRequestState.Received) return new Refusal("This request is answered already.");
        if (state is PrivacyRequestState.Received) return new Refusal("Say what was decided.");
        if (string.IsNullOrWhiteSpace(letter)) return new Refusal("Write the answer: the person reads it.");
        (State, Answer, AnsweredBy, AnsweredAt) = (state, letter.Trim(), by, at);
        return null;
    }
}
