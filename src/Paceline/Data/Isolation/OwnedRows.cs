using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Domain.Privacy;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;
using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;
using Paceline.Platform.Search;

namespace Paceline.Data.Isolation;

/// <summary>
/// Whose rows are whose. Every kind of row stands here once: owned, and by which columns, or common, and why. A test fails on a kind
/// that is missing. What is declared here holds for queries, for saving and, on PostgreSQL, in the policies of the database.
/// </summary>
public static class OwnedRows
{
    /// <summary>Rows that clusters, companies and participants own.</summary>
    public static readonly IReadOnlyList<Ownership> Owned =
    [
        Of<Participant>().Cluster(p => p.HomeClusterId).Company(p => p.OrganisationId).Participant(p => p.Id).Activity(p => p.EventId),
        Of<Meeting>().Activity(m => m.EventId).Participant(m => m.FirstId).Participant(m => m.SecondId).With<Participant>(m => m.FirstId).With<Participant>(m => m.SecondId),
        Of<MeetingOutcome>().Participant(o => o.ParticipantId).With<Participant>(o => o.ParticipantId),
        Of<SchedulingRun>().Activity(r => r.EventId),
        Of<ScheduleChange>().Activity(c => c.EventId),
        Of<ImportBatch>().Activity(i => i.EventId),
        Of<Registration>().Cluster(r => r.HomeClusterId).Company(r => r.OrganisationId).Activity(r => r.ActivityId),
        Of<Invitation>().Activity(i => i.ActivityId),
        Of<CheckInEvent>().Activity(e => e.ActivityId),
        Of<AttendanceSheet>().Activity(s => s.ActivityId),
        Of<EvaluationAnswer>().Activity(a => a.ActivityId),
        Of<AttendanceRecord>().Activity(a => a.ActivityId).Organisation(a => a.OrganisationId),
        Of<Application>().Cluster(a => a.HomeClusterId).Company(a => a.CompanyId).Activity(a => a.ActivityId),
        Of<ApplicationVersion>().With<Application>(v => v.ApplicationId),
        Of<Assessment>().Activity(a => a.ActivityId),
        Of<Letter>().Activity(l => l.ActivityId),
        Of<SelectionDecision>().Activity(d => d.ActivityId),
        Of<PersonTransferBasis>().Activity(b => b.ActivityId),
        Of<MissionGate>().Activity(g => g.ActivityId),
        Of<RestrictiveCheck>().Activity(c => c.ActivityId),
        Of<ListTransfer>().Activity(t => t.ActivityId),
        Of<BriefingVersion>().Activity(v => v.ActivityId),
        Of<BriefingReader>().Activity(r => r.ActivityId),
        Of<MissionCheckIn>().Cluster(c => c.HomeClusterId).Company(c => c.CompanyId),
        Of<SpecialCare>().Activity(c => c.ActivityId).Participant(c => c.SubjectId),
        Of<FollowUpAction>().Cluster(f => f.HomeClusterId).Company(f => f.OrganisationId).Participant(f => f.ParticipantId),
        Of<BusinessDeal>().Cluster(d => d.HomeClusterId).Company(d => d.CompanyId).Participant(d => d.ParticipantId),
        Of<EvidenceItem>().Everybodys(e => e.RecordKind, RecordKind.Activity).Organisation(e => e.RecordId).With<BusinessDeal>(e => e.RecordId),
        Of<Verification>().Everybodys(v => v.RecordKind, RecordKind.Activity).Organisation(v => v.RecordId).With<BusinessDeal>(v => v.RecordId),
        Of<Contact>().Organisation(c => c.OrganisationId),
        Of<SmeDeclaration>().Organisation(d => d.OrganisationId),
        Of<ClusterMembership>().Cluster(m => m.ClusterId).Company(m => m.OrganisationId).HomeOf(m => m.OrganisationId),
        Of<ProfileShare>().Organisation(s => s.OrganisationId),
        Of<ActingConsent>().Cluster(c => c.ClusterId).Company(c => c.CompanyId),
        Of<OrganisationImport>().Cluster(i => i.ClusterId),
        Of<ColumnMapping>().Cluster(m => m.ClusterId),
        Of<OrganisationMerge>().Organisation(m => m.KeptId).Organisation(m => m.MergedId),
        Of<NotADuplicate>().Organisation(n => n.FirstId).Organisation(n => n.SecondId),
    ];

    /// <summary>Rows that belong to nobody in particular, and why they may.</summary>
    public static readonly IReadOnlyDictionary<Type, string> Common = new Dictionary<Type, string>
    {
        [typeof(Organisation)] = "The directory of the alliance: who is in it, everybody knows; what of it is shown, ProfileSight decides field by field.",
        [typeof(CompanyProfile)] = "The directory of the alliance; what of it is shown, ProfileSight decides field by field.",
        [typeof(ClusterProfile)] = "The directory of the alliance: what a cluster says of itself.",
        [typeof(Programme)] = "The programme is everybody's.",
        [typeof(ConsortiumPartner)] = "Who takes part in the programme, everybody knows.",
        [typeof(ReportingPeriod)] = "The calendar of the programme.",
        [typeof(Activity)] = "The calendar of the programme: the list of activities is open to every account.",
        [typeof(MatchmakingEvent)] = "As activities; what is inside an event is owned.",
        [typeof(EventSession)] = "The timetable of an event, which hangs on the event.",
        [typeof(EventBreak)] = "The timetable of an event, which hangs on the event.",
        [typeof(ProgrammeItem)] = "The programme of an activity, which hangs on the activity.",
        [typeof(RegistrationBook)] = "The form of an activity, which everybody who registers reads; it names nobody.",
        [typeof(Call)] = "Published for every company of the alliance; before that its pages ask Can.ManageActivity.",
        [typeof(RestrictiveList)] = "A published list of restrictive measures, one for all missions.",
        [typeof(RestrictiveName)] = "A name on a published list.",
        [typeof(MailTemplate)] = "The alliance's own words for its mails; the page asks Can.ManagePeople.",
        [typeof(ActivityTemplate)] = "Plans that every partner may start from.",
        [typeof(IndicatorDefinition)] = "The promises to the funder, which every partner shares.",
        [typeof(ReportSnapshot)] = "The report of the whole programme, frozen; its pages ask Can.ViewReports.",
        [typeof(Person)] = "Accounts belong to people, not to clusters; their pages ask Can.ManagePeople.",
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserClaim<Guid>)] = "Of an account.",
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserLogin<Guid>)] = "Of an account.",
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserToken<Guid>)] = "Of an account.",
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>)] = "Of an account.",
        [typeof(RoleGrant)] = "Of an account; what may be seen is found out from them.",
        [typeof(SignInSession)] = "Of an account.",
        [typeof(SecondFactor)] = "Of an account.",
        [typeof(RecoveryCode)] = "Of an account.",
        [typeof(SignInAttempt)] = "Of an address, before anybody is known.",
        [typeof(EmailChange)] = "Of an account.",
        [typeof(AccessLink)] = "Found by its token only, before anybody is known.",
        [typeof(AuditEvent)] = "One chain over everything, written by everybody; its page asks Can.ViewAudit.",
        [typeof(AuditHead)] = "The end of the one chain.",
        [typeof(ConsentText)] = "What was shown to everybody.",
        [typeof(ConsentRecord)] = "Of a person; read for that person's own page and by the privacy officer.",
        [typeof(PrivacyRequest)] = "Of a person; its pages ask Can.HandlePrivacyRequests.",
        [typeof(SealedIdentity)] = "Cipher text; opened for auditors alone, and each opening is noted.",
        [typeof(LegalHold)] = "Names a record, nothing of it; its page asks Can.HandlePrivacyRequests.",
        [typeof(RetentionRun)] = "Counts of what went; its page asks Can.HandlePrivacyRequests.",
        [typeof(StoredFile)] = "Found only by the row that names it, and that row is owned; stored before that row is.",
        [typeof(StoredContent)] = "Addressed by its hash; the same bytes of two owners are kept once.",
        [typeof(Job)] = "Work of the house.",
        [typeof(OutgoingMail)] = "Work of the house; its pages ask Can.ManagePlatform, those of one activity Can.ManageActivity of it.",
        [typeof(Setting)] = "A fact about the installation.",
        [typeof(StoredKey)] = "Keys of the installation.",
        [typeof(SearchChange)] = "Names rows of the directory that have changed, nothing of them.",
    };

    private static Ownership<T> Of<T>() where T : class => new();
}
