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

    /// <summary>Where a meeting stands after what its sides said: held when two agree, no-show as soon as one misses somebody, else still scheduled.</summary>
    public static MeetingState StateAfter(IReadOnlyCollection<MeetingOutcome> outcomes) =>
        outcomes.Any(o => o.Presence is not Presence.Held) ? MeetingState.NoShow
        : outcomes.Select(o => o.ParticipantId).Distinct().Count() >= 2 ? MeetingState.Held
        : MeetingState.Scheduled;
}
