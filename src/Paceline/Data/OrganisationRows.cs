using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;

namespace Paceline.Data;

/// <summary>A column by which rows hang on a company: they follow it when it is merged, and it is in use while there are any.</summary>
/// <param name="Entity">Kind of row.</param>
/// <param name="Column">The column.</param>
/// <param name="Label">What the rows are called, in the plural: English, a key of translations.</param>
public sealed record OrganisationColumn(Type Entity, string Column, string Label)
{
    /// <summary>The column that notes the company's cluster, where rows keep a copy of it.</summary>
    public string? Home { get; init; }
    /// <summary>Reads the rows of a company, tracked.</summary>
    public required Func<PacelineDb, Guid, CancellationToken, Task<List<object>>> Rows { get; init; }
    /// <summary>What there may be once for a company; null where there may be any number.</summary>
    public Func<object, object>? Once { get; init; }
    /// <summary>Of the organisations that an import made, those with such rows that the import did not make.</summary>
    public required Func<PacelineDb, Guid, CancellationToken, Task<List<Guid>>> UsedOf { get; init; }
}

/// <summary>Everything in the model that points to an organisation, and what becomes of it when two become one. A test compares it with the model.</summary>
public static class OrganisationRows
{
    /// <summary>Columns that follow a company.</summary>
    public static readonly IReadOnlyList<OrganisationColumn> Following =
    [
        Column<Participant>("Participants of events", p => p.OrganisationId, nameof(Participant.OrganisationId)) with { Home = nameof(Participant.HomeClusterId) },
        Column<Registration>("Registrations", r => r.OrganisationId, nameof(Registration.OrganisationId)) with { Home = nameof(Registration.HomeClusterId) },
        Column<AttendanceRecord>("Places at activities", a => a.OrganisationId, nameof(AttendanceRecord.OrganisationId)) with { Once = a => a is AttendanceRecord { RegistrationId: null } place ? place.ActivityId : ((AttendanceRecord)a).Id },
        Column<Application>("Applications", a => a.CompanyId, nameof(Application.CompanyId)) with { Home = nameof(Application.HomeClusterId), Once = a => ((Application)a).CallId },
        Column<MissionCheckIn>("Check-ins after missions", c => c.CompanyId, nameof(MissionCheckIn.CompanyId)) with { Home = nameof(MissionCheckIn.HomeClusterId), Once = c => (((MissionCheckIn)c).ActivityId, ((MissionCheckIn)c).Month) },
        Column<FollowUpAction>("Next steps", f => f.OrganisationId, nameof(FollowUpAction.OrganisationId)) with { Home = nameof(FollowUpAction.HomeClusterId) },
        Column<BusinessDeal>("Contracts", d => d.CompanyId, nameof(BusinessDeal.CompanyId)) with { Home = nameof(BusinessDeal.HomeClusterId) },
        Column<SmeDeclaration>("Declarations of size", d => d.OrganisationId, nameof(SmeDeclaration.OrganisationId)),
        Column<Contact>("People", c => c.OrganisationId, nameof(Contact.OrganisationId), c => c.ImportId) with { Once = c => c is Contact { Email: not "" } person ? (person.Email.ToUpperInvariant(), Spelling.Key(person.Name)) : ((Contact)c).Id },
        Column<ClusterMembership>("Memberships", m => m.OrganisationId, nameof(ClusterMembership.OrganisationId), m => m.ImportId),
        Column<RoleGrant>("Accounts", g => g.OrganisationId, nameof(RoleGrant.OrganisationId)) with { Once = g => (((RoleGrant)g).PersonId, ((RoleGrant)g).Role) },
        Column<ConsortiumPartner>("Places in the consortium", c => c.OrganisationId, nameof(ConsortiumPartner.OrganisationId)),
        Column<ProgrammeItem>("Visits and sessions with it as host", i => i.HostId, nameof(ProgrammeItem.HostId)),
        Column<ActingConsent>("Consents to act for it", c => c.CompanyId, nameof(ActingConsent.CompanyId)),
        Column<ProfileShare>("Links to the profile", s => s.OrganisationId, nameof(ProfileShare.OrganisationId)),
        Column<EvidenceItem>("Files", e => e.RecordKind == RecordKind.Organisation ? e.RecordId : (Guid?)null, nameof(EvidenceItem.RecordId)),
        Column<Verification>("Checks", v => v.RecordKind == RecordKind.Organisation ? v.RecordId : (Guid?)null, nameof(Verification.RecordId)),
    ];

    /// <summary>Columns that name a cluster: clusters are not merged.</summary>
    public static readonly IReadOnlySet<string> OfClusters = new HashSet<string>(StringComparer.Ordinal)
    {
        "Organisation.HomeClusterId", "ClusterMembership.ClusterId", "OrganisationImport.ClusterId", "ColumnMapping.ClusterId", "ClusterProfile.OrganisationId", "RoleGrant.ClusterId", "Activity.LeadClusterId",
        "Participant.HomeClusterId", "Registration.HomeClusterId", "FollowUpAction.HomeClusterId", "BusinessDeal.HomeClusterId", "AuditEvent.ClusterId", "ActingConsent.ClusterId", "Application.HomeClusterId", "Assessment.ClusterId",
        "PersonTransferBasis.LeadClusterId", "MissionGate.LeadClusterId", "RestrictiveCheck.LeadClusterId", "ListTransfer.LeadClusterId", "BriefingVersion.LeadClusterId", "BriefingReader.LeadClusterId", "MissionCheckIn.HomeClusterId", "ActivityTemplate.ClusterId",
    };

    /// <summary>Columns that stay with the record that they were written for: its profile, and what tells its history.</summary>
    public static readonly IReadOnlySet<string> Staying = new HashSet<string>(StringComparer.Ordinal)
    {
        "CompanyProfile.OrganisationId", "Organisation.MergedIntoId", "OrganisationMerge.KeptId", "OrganisationMerge.MergedId", "NotADuplicate.FirstId", "NotADuplicate.SecondId", "AuditEvent.RecordId", "AuditEvent.OnBehalfOfId", "SearchChange.OrganisationId", "RestrictiveCheck.CounterpartId", "BriefingReader.HostId",
    };

    /// <summary>Columns without a foreign key that point to something else than an organisation.</summary>
    public static readonly IReadOnlySet<string> Elsewhere = new HashSet<string>(StringComparer.Ordinal)
    {
        "ApplicationVersion.ById", "SelectionDecision.ById", "SelectionDecision.ActivityId", "Assessment.ActivityId", "Letter.ActivityId",
        "AccessLink.SubjectId", "AuditEvent.ActorId", "Contact.PersonId", "Contact.ImportId", "ClusterMembership.ImportId", "Organisation.ImportId", "CompanyProfile.PublicById", "OrganisationImport.ById", "OrganisationMerge.ById",
        "ProfileShare.MadeById", "OrganisationMerge.UndoneById", "NotADuplicate.ById", "SmeDeclaration.DeclaredById", "SmeDeclaration.DecidedById", "Participant.ImportId", "Meeting.ImportId", "ImportBatch.FileId", "ImportBatch.ById", "BusinessDeal.ParticipantId",
        "BusinessDeal.ReportedById", "EvidenceItem.FileId", "Verification.ById", "Activity.PartOfId", "Activity.CopiedFromId", "SchedulingRun.StartedById", "SchedulingRun.RequestedById", "ScheduleChange.ById", "Registration.PersonId", "Registration.ApplicationId", "Invitation.RegistrationId",
        "AttendanceRecord.EvidenceId", "AttendanceSheet.EvidenceId", "CheckInEvent.DeviceId", "CheckInEvent.ById", "CheckInEvent.ActivityId", "EvaluationAnswer.QuestionId",
        "PersonTransferBasis.TravellerId", "MissionGate.FileId", "BriefingReader.TravellerId", "ListTransfer.FileId", "ListTransfer.ReaderId", "OutgoingMail.ActivityId",
        "EvidenceItem.AddedById", "ConsentRecord.SubjectId", "LegalHold.RecordId", "PrivacyRequest.SubjectId", "SealedIdentity.SubjectId", "SpecialCare.ConsentId", "SpecialCare.SubjectId",
    };

    private static OrganisationColumn Column<T>(string label, Expression<Func<T, Guid?>> column, string name, Expression<Func<T, Guid?>>? import = null) where T : class => new(typeof(T), name, label)
    {
        Rows = async (db, id, stop) => [.. await db.Set<T>().Where(Equals(column, id)).ToListAsync(stop)],
        UsedOf = (db, batch, stop) =>
        {
            var made = db.Organisations.Where(o => o.ImportId == batch).Select(o => (Guid?)o.Id);
            var rows = import is null ? db.Set<T>() : db.Set<T>().Where(Differs(import, batch));
            return rows.Select(column).Where(id => id != null && made.Contains(id)).Select(id => id!.Value).Distinct().Take(20).ToListAsync(stop);
        },
    };

    private static Expression<Func<T, bool>> Equals<T>(Expression<Func<T, Guid?>> column, Guid id) =>
        Expression.Lambda<Func<T, bool>>(Expression.Equal(column.Body, Expression.Constant((Guid?)id, typeof(Guid?))), column.Parameters);

    private static Expression<Func<T, bool>> Differs<T>(Expression<Func<T, Guid?>> column, Guid id) =>
        Expression.Lambda<Func<T, bool>>(Expression.OrElse(Expression.Equal(column.Body, Expression.Constant(null, typeof(Guid?))), Expression.NotEqual(column.Body, Expression.Constant((Guid?)id, typeof(Guid?)))), column.Parameters);
}
