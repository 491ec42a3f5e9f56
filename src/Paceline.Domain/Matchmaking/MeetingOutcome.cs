namespace Paceline.Domain.Matchmaking;

/// <summary>Who came.</summary>
public enum Presence
{
    /// <summary>Both came.</summary>
    Held,
    /// <summary>The other side did not come.</summary>
    TheyWereMissing,
    /// <summary>The side that tells did not come.</summary>
    WeWereMissing,
}

/// <summary>What came of a meeting, in the words of one side.</summary>
public enum MeetingResult
{
    /// <summary>Nothing.</summary>
    NoInterest,
    /// <summary>Information was exchanged.</summary>
    Information,
    /// <summary>They stay in touch.</summary>
    FollowUp,
    /// <summary>A sample or a quote was asked for.</summary>
    SampleOrQuote,
    /// <summary>They negotiate.</summary>
    Negotiation,
    /// <summary>They expect to agree.</summary>
    AgreementExpected,
}

/// <summary>What one side says of a meeting. Each side says it separately.</summary>
public sealed class MeetingOutcome : IVersioned
{
    /// <summary>Longest note that is kept; longer ones are refused with the reason.</summary>
    public const int LongestNote = 2000;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The meeting.</summary>
    public required Guid MeetingId { get; init; }
    /// <summary>The side that tells.</summary>
    public required Guid ParticipantId { get; init; }
    /// <summary>Who came.</summary>
    public required Presence Presence { get; set; }
    /// <summary>What came of it; null when it did not take place.</summary>
    public MeetingResult? Result { get; set; }
    /// <summary>A note for oneself.</summary>
    public string Note { get; set; } = "";
    /// <summary>When it was told.</summary>
    public required DateTimeOffset RecordedAt { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Whether a side may tell of a meeting: not before it begins, and not of one that was taken back.</summary>
    public static Refusal? WhyNotYet(Meeting meeting, DateTimeOffset now)
    {
        if (meeting.PublishedStart is null || meeting.IsWithdrawn) return new Refusal("This meeting was cancelled. There is nothing to tell.");
        return now < meeting.PublishedStart ? new Refusal("This meeting has not begun. Tell us afterwards.") : null;
    }

    /// <summary>Takes what the side says; a meeting that took place has a result, one that did not has none.</summary>
    public Refusal? Tell(Presence presence, MeetingResult? result, string note, DateTimeOffset at)
    {
        if (presence is Presence.Held && result is null) return new Refusal("Say what came of the meeting.");
        (Presence, Result, Note, RecordedAt) = (presence, presence is Presence.Held ? result : null, note.Trim(), at);
        return null;
    }

    /// <summary>Where a meeting stands after what its sides said: held when two agree, no-show as soon as one misses somebody, else still scheduled.</summary>
    public static MeetingState StateAfter(IReadOnlyCollection<MeetingOutcome> outcomes) =>
        outcomes.Any(o => o.Presence is not Presence.Held) ? MeetingState.NoShow
        : outcomes.Select(o => o.ParticipantId).Distinct().Count() >= 2 ? MeetingState.Held
        : MeetingState.Scheduled;
}
