namespace Paceline.Domain.Privacy;

/// <summary>Records that are kept equally long.</summary>
public enum RetentionClass
{
    /// <summary>What was needed to run an event.</summary>
    EventLogistics,
    /// <summary>Applications that were not chosen.</summary>
    UnsuccessfulApplications,
    /// <summary>Files and names that prove what the grant paid for.</summary>
    Evidence,
    /// <summary>Consents that were taken back.</summary>
    Marketing,
    /// <summary>Sign-ins, sessions, attempts.</summary>
    SecurityLog,
    /// <summary>Messages that left or came back, and the jobs that are done.</summary>
    SentMail,
    /// <summary>Links that have ended.</summary>
    ExpiredLinks,
    /// <summary>Files from which lists were taken in.</summary>
    ImportFiles,
    /// <summary>Requests of people about their data.</summary>
    PrivacyRequests,
    /// <summary>Contacts of organisations that are members no more.</summary>
    FormerContacts,
}

/// <summary>How long a class is kept, and why.</summary>
/// <param name="Class">The class.</param>
/// <param name="Kept">How long, in English.</param>
/// <param name="What">What goes, in English.</param>
/// <param name="Basis">Why it is kept until then, in English.</param>
public sealed record RetentionRule(RetentionClass Class, string Kept, string What, string Basis);

/// <summary>The retention plan of the product. Pure.</summary>
public static class Retention
{
    /// <summary>Days after the last day of an event.</summary>
    public const int LogisticsDays = SpecialCare.DaysAfter;
    /// <summary>Months for applications, the security log, sent mail.</summary>
    public const int Months = 12;
    /// <summary>Months for links that have ended: until then their holder may ask for another one.</summary>
    public const int LinkMonths = 14;
    /// <summary>Years for requests of people about their data, after the answer.</summary>
    public const int RequestYears = 3;
    /// <summary>Days for the files of imports.</summary>
    public const int ImportDays = 30;

    private static readonly Money SmallGrant = Money.Euro(60_000);

    /// <summary>The plan, class by class.</summary>
    public static readonly IReadOnlyList<RetentionRule> Plan =
    [
        new(RetentionClass.EventLogistics, "30 days after the event", "Diet and access needs, times at which somebody could not meet, briefing packs and their readers, answers to the organiser’s questions", "Needed to run the event"),
        new(RetentionClass.UnsuccessfulApplications, "12 months after the decision", "Answers, people, files and letters of applications that were not chosen; company, score and rank stay", "Needed to answer objections"),
        new(RetentionClass.Evidence, "5 years after payment of the balance; 3 years for grants up to EUR 60 000", "Files, names of participants and of people at activities, their notes and consents, the sealed names; the statistics stay", "The grant agreement asks for it"),
        new(RetentionClass.Marketing, "Until the consent is withdrawn; the proof 12 months longer", "Consents that were taken back", "Your consent"),
        new(RetentionClass.SecurityLog, "12 months", "Sign-ins, sessions, failed attempts, network addresses in the audit trail", "Security of the platform"),
        new(RetentionClass.SentMail, "12 months after sending", "Messages that the platform sent or could not deliver, and its finished jobs", "Needed to show who was told what"),
        new(RetentionClass.ExpiredLinks, "14 months after they end", "Links to agendas and accounts", "Their holder may ask for a new one"),
        new(RetentionClass.ImportFiles, "30 days after the upload", "Files from which lists were taken in", "Needed to undo an import"),
        new(RetentionClass.PrivacyRequests, "3 years after the answer", "Requests of people about their data, and the answers", "Needed for legal claims"),
        new(RetentionClass.FormerContacts, "12 months after the membership ended", "Contacts of organisations that are members no more", "Needed to finish what was begun together"),
    ];

    /// <summary>The last day on which proof is kept: three years after the balance for small grants, five for others; null until it is paid.</summary>
    public static DateOnly? ProofUntil(DateOnly? balancePaidOn, Money grant) =>
        balancePaidOn?.AddYears(string.Equals(grant.Currency, SmallGrant.Currency, StringComparison.Ordinal) && grant.Cents <= SmallGrant.Cents ? 3 : 5);
}

/// <summary>Nothing of an activity or a person is deleted while this stands: an audit, a claim.</summary>
public sealed class LegalHold
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>Activity, Person or Participant.</summary>
    public required RecordKind RecordKind { get; init; }
    /// <summary>That record.</summary>
    public required Guid RecordId { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
    /// <summary>When it was set.</summary>
    public required DateTimeOffset SetAt { get; init; }
    /// <summary>Who set it, as shown.</summary>
    public required string SetBy { get; init; }
    /// <summary>When it was lifted; null while it stands.</summary>
    public DateTimeOffset? LiftedAt { get; set; }
    /// <summary>Who lifted it, as shown.</summary>
    public string? LiftedBy { get; set; }
}

/// <summary>What a run did for a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Gone">Records that went.</param>
/// <param name="Held">Records that were due and stay because of a legal hold.</param>
/// <param name="Until">Records from before this moment went; null where the class goes by other things.</param>
public sealed record RetentionLine(RetentionClass Class, int Gone, int Held, DateTimeOffset? Until);

/// <summary>The certificate of a run: never changed afterwards.</summary>
public sealed class RetentionRun
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>Number, from 1.</summary>
    public required int Number { get; init; }
    /// <summary>When it ran.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Who started it, as shown; empty for the nightly run.</summary>
    public required string By { get; init; }
    /// <summary>Records that went, all classes together.</summary>
    public required int Gone { get; init; }
    /// <summary>The certificate as canonical JSON: the bytes that the hash is of.</summary>
    public required byte[] Content { get; init; }
    /// <summary>SHA-256 of <see cref="Content"/>, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
