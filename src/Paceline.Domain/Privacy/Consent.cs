namespace Paceline.Domain.Privacy;

/// <summary>What somebody may agree to. Each is asked by itself, and taken back by itself.</summary>
public enum ConsentPurpose
{
    /// <summary>The name stands in public lists.</summary>
    PublicationOfName,
    /// <summary>The profile is shown to the others of an event, also abroad.</summary>
    MatchmakingProfile,
    /// <summary>Pictures are taken and shown.</summary>
    Photos,
    /// <summary>Letters about what comes next.</summary>
    Newsletter,
    /// <summary>The name goes to hosts outside the EU and the EEA.</summary>
    TransferAbroad,
    /// <summary>Diet and access needs are kept for an event.</summary>
    DietAndAccessNeeds,
}

/// <summary>How a declaration came in.</summary>
public enum PrivacyDoor
{
    /// <summary>On the page of one's own account.</summary>
    OwnPage,
    /// <summary>By the link to one's agenda.</summary>
    AgendaLink,
    /// <summary>By letter, mail or telephone, and written down by the privacy officer.</summary>
    Letter,
    /// <summary>In the form of a registration, or by the link to it.</summary>
    RegistrationLink,
    /// <summary>Told to whoever registered the person, who passed it on: the organiser, the cluster or the company.</summary>
    PassedOn,
}

/// <summary>A sentence that is shown when consent is asked: its number is raised when it changes.</summary>
/// <param name="Purpose">For what.</param>
/// <param name="Version">Number of the sentence.</param>
/// <param name="Sentence">English, and the key of its translations.</param>
public sealed record ConsentOffer(ConsentPurpose Purpose, int Version, string Sentence);

/// <summary>The sentences that are shown now.</summary>
public static class ConsentBook
{
    /// <summary>All of them, in the order in which they are asked.</summary>
    public static readonly IReadOnlyList<ConsentOffer> Offers =
    [
        new(ConsentPurpose.MatchmakingProfile, 1, "You may show my name, my organisation and what I look for to the other participants of this event, also to those in other countries."),
        new(ConsentPurpose.TransferAbroad, 1, "You may pass my name, position and organisation to hosts outside the EU and the EEA, where the law may protect personal data less than here."),
        new(ConsentPurpose.PublicationOfName, 1, "You may show my name and my organisation in public lists of participants and in reports that are published."),
        new(ConsentPurpose.Photos, 1, "You may take pictures of me at events and show them in reports and on the partners’ websites."),
        new(ConsentPurpose.Newsletter, 1, "You may write to me about later missions, fairs and calls until I say stop."),
        new(ConsentPurpose.DietAndAccessNeeds, 1, "You may keep what I tell you about diet and access needs, for this event only and until 30 days after it. Those who run the event open it when they need it."),
    ];

    /// <summary>The sentence of a purpose.</summary>
    public static ConsentOffer Of(ConsentPurpose purpose) => Offers.Single(o => o.Purpose == purpose);

    /// <summary>What is asked on the page "My data". Diet and access needs are asked with their form, and events only of those who take part.</summary>
    public static IEnumerable<ConsentOffer> For(SubjectKind kind) =>
        Offers.Where(o => o.Purpose is not ConsentPurpose.DietAndAccessNeeds && (kind is SubjectKind.Participant || o.Purpose is not ConsentPurpose.MatchmakingProfile));
}

/// <summary>A sentence as it was shown: kept, so that years later it can be told what somebody agreed to.</summary>
public sealed class ConsentText
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>For what.</summary>
    public required ConsentPurpose Purpose { get; init; }
    /// <summary>Number of the sentence.</summary>
    public required int Version { get; init; }
    /// <summary>ISO 639-1 code of the language in which it was shown.</summary>
    public required string Language { get; init; }
    /// <summary>The sentence.</summary>
    public required string Text { get; init; }
}

/// <summary>Somebody agreed to a purpose. Taking it back ends the record and leaves it as proof.</summary>
public sealed class ConsentRecord
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>What kind of record stands for the person.</summary>
    public required SubjectKind SubjectKind { get; init; }
    /// <summary>That record.</summary>
    public required Guid SubjectId { get; init; }
    /// <summary>For what.</summary>
    public required ConsentPurpose Purpose { get; init; }
    /// <summary>The sentence as shown.</summary>
    public required Guid TextId { get; init; }
    /// <summary>Number of the sentence.</summary>
    public required int Version { get; init; }
    /// <summary>ISO 639-1 code of the language in which it was shown.</summary>
    public required string Language { get; init; }
    /// <summary>When it was given.</summary>
    public required DateTimeOffset GivenAt { get; init; }
    /// <summary>Where it was given.</summary>
    public required PrivacyDoor GivenBy { get; init; }
    /// <summary>When it was taken back; null while it holds.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
    /// <summary>Where it was taken back.</summary>
    public PrivacyDoor? WithdrawnBy { get; set; }
}
