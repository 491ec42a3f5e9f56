namespace Paceline.Domain.Privacy;

/// <summary>What becomes of a kind of record when a person is erased.</summary>
public enum Fate
{
    /// <summary>It is deleted.</summary>
    Goes,
    /// <summary>It stays for the counts, under a pseudonym.</summary>
    Pseudonymised,
    /// <summary>It must be kept for a time.</summary>
    Stays,
}

/// <summary>A line of the plan that a person reads before erasing.</summary>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Forms">What it is, in two forms for counting: "{0} contract that you reported|{0} contracts that you reported".</param>
/// <param name="Count">How many.</param>
/// <param name="Ground">Why it stays; an English sentence.</param>
/// <param name="Until">The day on which it goes, where that is known.</param>
public sealed record ErasureLine(Fate Fate, string Forms, int Count, string? Ground = null, DateOnly? Until = null);

/// <summary>What there is of a person.</summary>
public sealed record ErasureFacts
{
    /// <summary>Sign-in sessions, passkeys, codes.</summary>
    public int SignIns { get; init; }
    /// <summary>Roles.</summary>
    public int Roles { get; init; }
    /// <summary>Entries as a contact of an organisation.</summary>
    public int Contacts { get; init; }
    /// <summary>Places at matchmaking events.</summary>
    public int Participations { get; init; }
    /// <summary>Links that stand in for an account.</summary>
    public int Links { get; init; }
    /// <summary>Messages to the person.</summary>
    public int Mails { get; init; }
    /// <summary>Needs that were told.</summary>
    public int Needs { get; init; }
    /// <summary>Meetings.</summary>
    public int Meetings { get; init; }
    /// <summary>Registrations for activities.</summary>
    public int Registrations { get; init; }
    /// <summary>Invitations to activities.</summary>
    public int Invitations { get; init; }
    /// <summary>Applications that name the person as a traveller.</summary>
    public int Applications { get; init; }
    /// <summary>Letters to applicants that went to the person.</summary>
    public int Letters { get; init; }
    /// <summary>Briefing packs that name the person or that it reads.</summary>
    public int BriefingPacks { get; init; }
    /// <summary>Lists that went to hosts.</summary>
    public int Lists { get; init; }
    /// <summary>Records that say that the person did something: registered, checked, printed, decided.</summary>
    public int Acts { get; init; }
    /// <summary>Signed attendance sheets that the person stands on.</summary>
    public int SignedSheets { get; init; }
    /// <summary>Lines of the audit trail.</summary>
    public int AuditLines { get; init; }
    /// <summary>Contracts, checks and files with the person's name, which prove what the grant paid for.</summary>
    public int Proofs { get; init; }
    /// <summary>Frozen reports with the person's name in their sealed bytes.</summary>
    public int FrozenReports { get; init; }
    /// <summary>Meetings that are still to come.</summary>
    public int MeetingsToCome { get; init; }
    /// <summary>Activities that are still to come, at which the person has a place or waits for one.</summary>
    public int ActivitiesToCome { get; init; }
    /// <summary>The last open account of an administrator.</summary>
    public bool IsLastAdministrator { get; init; }
    /// <summary>A legal hold stands on the person.</summary>
    public bool IsHeld { get; init; }
    /// <summary>The day on which proof goes; null until the balance is paid.</summary>
    public DateOnly? ProofUntil { get; init; }

    /// <summary>Whether something stays that proves what was funded, so that auditors must find out who stands behind the pseudonym.</summary>
    public bool LeavesProof => Proofs + SignedSheets > 0;
}

/// <summary>What erasure does. Pure: the caller says what there is.</summary>
public static class Erasure
{
    /// <summary>Proof of what was funded.</summary>
    public const string GrantGround = "Article 17(3)(b) GDPR: the grant agreement obliges us to keep proof of what was funded. Your name is sealed; only auditors open it, and each opening is noted.";

    /// <summary>Reports that were handed in.</summary>
    public const string ReportGround = "Article 17(3)(b) and (e) GDPR: a report that was handed in to the funder is kept byte for byte, as proof of what was reported.";

    /// <summary>Why it cannot be done now, or null.</summary>
    public static Refusal? WhyNotNow(ErasureFacts facts) =>
        facts.IsHeld ? new Refusal("Article 17(3)(e) GDPR: your data are needed for a legal claim or an audit and are held until that is settled. The privacy officer answers your questions.")
        : facts.IsLastAdministrator ? new Refusal("This is the last administrator. Make somebody else an administrator first.")
        : facts.MeetingsToCome > 0 ? new Refusal("You have meetings that are still to come. Ask the organiser to take you off the list, or come back after the event.")
        : facts.ActivitiesToCome > 0 ? new Refusal("You are registered for an activity that is still to come. Cancel your registration first, or come back after the activity.")
        : null;

    /// <summary>What goes, what stays under a pseudonym, what must stay and until when; lines without a record are left out.</summary>
    public static IReadOnlyList<ErasureLine> Plan(ErasureFacts facts) =>
    [
        .. new ErasureLine[]
        {
            new(Fate.Goes, "{0} sign-in and the means to sign in|{0} sign-ins and the means to sign in", facts.SignIns),
            new(Fate.Goes, "{0} role|{0} roles", facts.Roles),
            new(Fate.Goes, "{0} link to your pages|{0} links to your pages", facts.Links),
            new(Fate.Goes, "{0} message to you|{0} messages to you", facts.Mails),
            new(Fate.Goes, "{0} note on diet or access needs|{0} notes on diet or access needs", facts.Needs),
            new(Fate.Pseudonymised, "{0} entry as a contact of an organisation|{0} entries as a contact of an organisation", facts.Contacts),
            new(Fate.Pseudonymised, "{0} place at an event|{0} places at events", facts.Participations),
            new(Fate.Pseudonymised, "{0} meeting, counted without your name|{0} meetings, counted without your name", facts.Meetings),
            new(Fate.Pseudonymised, "{0} registration for an activity, counted without your name|{0} registrations for activities, counted without your name", facts.Registrations),
            new(Fate.Pseudonymised, "{0} invitation to an activity|{0} invitations to activities", facts.Invitations),
            new(Fate.Pseudonymised, "{0} application that names you as a traveller|{0} applications that name you as a traveller", facts.Applications),
            new(Fate.Pseudonymised, "{0} letter to applicants that went to you|{0} letters to applicants that went to you", facts.Letters),
            new(Fate.Pseudonymised, "{0} briefing pack that names you or that you read|{0} briefing packs that name you or that you read", facts.BriefingPacks),
            new(Fate.Pseudonymised, "{0} list that went to hosts: our copy|{0} lists that went to hosts: our copies", facts.Lists),
            new(Fate.Pseudonymised, "{0} record that says that you did something|{0} records that say that you did something", facts.Acts),
            new(Fate.Pseudonymised, "{0} line of the audit trail|{0} lines of the audit trail", facts.AuditLines),
            new(Fate.Stays, "{0} contract, check or file that proves what was funded, under a pseudonym|{0} contracts, checks or files that prove what was funded, under a pseudonym", facts.Proofs, GrantGround, facts.ProofUntil),
            new(Fate.Stays, "{0} attendance sheet with your signature, as a scan|{0} attendance sheets with your signature, as scans", facts.SignedSheets, GrantGround, facts.ProofUntil),
            new(Fate.Stays, "{0} frozen report that names you|{0} frozen reports that name you", facts.FrozenReports, ReportGround, facts.ProofUntil),
        }.Where(l => l.Count > 0),
    ];
}

/// <summary>Who stands behind a pseudonym while proof must be kept: cipher text, opened by auditors only.</summary>
public sealed class SealedIdentity
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>What kind of record stands for the person.</summary>
    public required SubjectKind SubjectKind { get; init; }
    /// <summary>That record.</summary>
    public required Guid SubjectId { get; init; }
    /// <summary>What stands for the name.</summary>
    public required string Pseudonym { get; init; }
    /// <summary>Name and address, encrypted with the installation's keys.</summary>
    public required string Cipher { get; init; }
    /// <summary>When it was sealed.</summary>
    public required DateTimeOffset SealedAt { get; init; }
}
