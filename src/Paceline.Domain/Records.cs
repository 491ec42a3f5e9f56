namespace Paceline.Domain;

/// <summary>The kinds of record that evidence, verification and the audit trail point to.</summary>
public enum RecordKind
{
    /// <summary>The grant-funded action.</summary>
    Programme,
    /// <summary>A mission, fair, study, event, guide, training or conference.</summary>
    Activity,
    /// <summary>A company, cluster or other organisation.</summary>
    Organisation,
    /// <summary>Somebody taking part in a matchmaking event.</summary>
    Participant,
    /// <summary>A one-to-one meeting.</summary>
    Meeting,
    /// <summary>Something promised after a meeting.</summary>
    FollowUpAction,
    /// <summary>A signed contract.</summary>
    BusinessDeal,
    /// <summary>A file that proves something.</summary>
    EvidenceItem,
    /// <summary>A frozen report.</summary>
    ReportSnapshot,
    /// <summary>A person with an account.</summary>
    Person,
    /// <summary>An upload of participants and meetings.</summary>
    ImportBatch,
    /// <summary>A search for a schedule.</summary>
    SchedulingRun,
    /// <summary>A link that stands in for an account.</summary>
    AccessLink,
    /// <summary>An organisation taking part in an activity.</summary>
    AttendanceRecord,
    /// <summary>A company's declaration of its size.</summary>
    SmeDeclaration,
    /// <summary>A person at an organisation.</summary>
    Contact,
    /// <summary>An upload of companies and people.</summary>
    OrganisationImport,
    /// <summary>A message that left.</summary>
    Mail,
    /// <summary>The audit trail itself, where it is taken out of the product.</summary>
    AuditTrail,
    /// <summary>A company lets its cluster act for it.</summary>
    ActingConsent,
    /// <summary>A call for participation in an activity.</summary>
    Call,
    /// <summary>A company's application to take part.</summary>
    Application,
    /// <summary>Somebody who registered for an activity.</summary>
    Registration,
    /// <summary>A point of an activity's programme.</summary>
    ProgrammeItem,
    /// <summary>A list of people and organisations under restrictive measures.</summary>
    RestrictiveList,
    /// <summary>A list of a delegation that left for hosts.</summary>
    ListTransfer,
    /// <summary>A question to a company some months after a mission.</summary>
    MissionCheckIn,
    /// <summary>A text of the alliance for a kind of mail.</summary>
    MailTemplate,
    /// <summary>A plan that new activities start from.</summary>
    ActivityTemplate,
    /// <summary>Somebody uses a right over personal data.</summary>
    PrivacyRequest,
    /// <summary>What was due was deleted.</summary>
    RetentionRun,
}
