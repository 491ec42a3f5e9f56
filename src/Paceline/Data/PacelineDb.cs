using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Paceline.Data.Isolation;
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

namespace Paceline.Data;

/// <summary>The one model of the product. Engine differences live in <see cref="SqliteDb"/> and <see cref="PostgresDb"/>.</summary>
public abstract partial class PacelineDb(DbContextOptions options) : IdentityUserContext<Person, Guid>(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<CompanyProfile> CompanyProfiles => Set<CompanyProfile>();
    public DbSet<ClusterProfile> ClusterProfiles => Set<ClusterProfile>();
    public DbSet<ClusterMembership> Memberships => Set<ClusterMembership>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<SmeDeclaration> SmeDeclarations => Set<SmeDeclaration>();
    public DbSet<OrganisationMerge> OrganisationMerges => Set<OrganisationMerge>();
    public DbSet<NotADuplicate> NotDuplicates => Set<NotADuplicate>();
    public DbSet<OrganisationImport> OrganisationImports => Set<OrganisationImport>();
    public DbSet<ColumnMapping> ColumnMappings => Set<ColumnMapping>();
    public DbSet<ProfileShare> ProfileShares => Set<ProfileShare>();
    public DbSet<SearchChange> SearchChanges => Set<SearchChange>();
    public DbSet<Programme> Programmes => Set<Programme>();
    public DbSet<ConsortiumPartner> ConsortiumPartners => Set<ConsortiumPartner>();
    public DbSet<ReportingPeriod> ReportingPeriods => Set<ReportingPeriod>();
    public DbSet<Activity> Activities => Set<Activity>();
    public DbSet<ProgrammeItem> ProgrammeItems => Set<ProgrammeItem>();
    public DbSet<Registration> Registrations => Set<Registration>();
    public DbSet<RegistrationBook> RegistrationBooks => Set<RegistrationBook>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<ActivityTemplate> ActivityTemplates => Set<ActivityTemplate>();
    public DbSet<AttendanceRecord> AttendanceRecords => Set<AttendanceRecord>();
    public DbSet<CheckInEvent> CheckInEvents => Set<CheckInEvent>();
    public DbSet<AttendanceSheet> AttendanceSheets => Set<AttendanceSheet>();
    public DbSet<EvaluationAnswer> EvaluationAnswers => Set<EvaluationAnswer>();
    public DbSet<Call> Calls => Set<Call>();
    public DbSet<Application> Applications => Set<Application>();
    public DbSet<ApplicationVersion> ApplicationVersions => Set<ApplicationVersion>();
    public DbSet<Assessment> Assessments => Set<Assessment>();
    public DbSet<Letter> Letters => Set<Letter>();
    public DbSet<SelectionDecision> SelectionDecisions => Set<SelectionDecision>();
    public DbSet<PersonTransferBasis> TransferBases => Set<PersonTransferBasis>();
    public DbSet<MissionGate> MissionGates => Set<MissionGate>();
    public DbSet<RestrictiveList> RestrictiveLists => Set<RestrictiveList>();
    public DbSet<RestrictiveName> RestrictiveNames => Set<RestrictiveName>();
    public DbSet<RestrictiveCheck> RestrictiveChecks => Set<RestrictiveCheck>();
    public DbSet<ListTransfer> ListTransfers => Set<ListTransfer>();
    public DbSet<BriefingVersion> BriefingVersions => Set<BriefingVersion>();
    public DbSet<BriefingReader> BriefingReaders => Set<BriefingReader>();
    public DbSet<MissionCheckIn> MissionCheckIns => Set<MissionCheckIn>();
    public DbSet<MailTemplate> MailTemplates => Set<MailTemplate>();
    public DbSet<MatchmakingEvent> Events => Set<MatchmakingEvent>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<Meeting> Meetings => Set<Meeting>();
    public DbSet<MeetingOutcome> MeetingOutcomes => Set<MeetingOutcome>();
    public DbSet<SchedulingRun> SchedulingRuns => Set<SchedulingRun>();
    public DbSet<ScheduleChange> ScheduleChanges => Set<ScheduleChange>();
    public DbSet<ImportBatch> ImportBatches => Set<ImportBatch>();
    public DbSet<FollowUpAction> FollowUpActions => Set<FollowUpAction>();
    public DbSet<BusinessDeal> BusinessDeals => Set<BusinessDeal>();
    public DbSet<EvidenceItem> EvidenceItems => Set<EvidenceItem>();
    public DbSet<Verification> Verifications => Set<Verification>();
    public DbSet<IndicatorDefinition> Indicators => Set<IndicatorDefinition>();
    public DbSet<ReportSnapshot> ReportSnapshots => Set<ReportSnapshot>();
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();
    public DbSet<AccessLink> AccessLinks => Set<AccessLink>();
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();
    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<SignInAttempt> SignInAttempts => Set<SignInAttempt>();
    public DbSet<EmailChange> EmailChanges => Set<EmailChange>();
    public DbSet<ActingConsent> ActingConsents => Set<ActingConsent>();
    public DbSet<ConsentText> ConsentTexts => Set<ConsentText>();
    public DbSet<ConsentRecord> Consents => Set<ConsentRecord>();
    public DbSet<PrivacyRequest> PrivacyRequests => Set<PrivacyRequest>();
    public DbSet<SpecialCare> SpecialCares => Set<SpecialCare>();
    public DbSet<SealedIdentity> SealedIdentities => Set<SealedIdentity>();
    public DbSet<LegalHold> LegalHolds => Set<LegalHold>();
    public DbSet<RetentionRun> RetentionRuns => Set<RetentionRun>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();
    public DbSet<StoredFile> Files => Set<StoredFile>();
    public DbSet<StoredContent> Contents => Set<StoredContent>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<StoredKey> StoredKeys => Set<StoredKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PacelineDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                // Enumerations are stored as words: a row can be read without the code, and reordering breaks nothing.
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum && property.GetValueConverter() is null && property.GetProviderClrType() is null)
                {
                    property.SetProviderClrType(typeof(string));
                    property.SetMaxLength(40);
                }
            }

            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType)) entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }

        builder.UseSnakeCase();
        foreach (var ownership in OwnedRows.Owned) ownership.Filter(builder, this);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (ChainedSaving.Fresh(this).Count > 0) throw new InvalidOperationException("Entries of the audit trail are saved with SaveChangesAsync.");
        if (Seeing.Changed(this).Count > 0 && !SeesAll) throw new InvalidOperationException("Records that somebody owns are saved with SaveChangesAsync.");
        CountVersions();
        NoteSearchChanges();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CountVersions();
        NoteSearchChanges();
        var changed = Seeing.Changed(this);
        return changed.Count == 0 || SeesAll ? SaveWithTrail(acceptAllChangesOnSuccess, cancellationToken) : Seeing.Save(this, changed, stop => SaveWithTrail(acceptAllChangesOnSuccess, stop), cancellationToken);
    }

    private Task<int> SaveWithTrail(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        var entries = ChainedSaving.Fresh(this);
        return entries.Count == 0
            ? SaveRows(acceptAllChangesOnSuccess, cancellationToken)
            : ChainedSaving.Save(this, entries, stop => SaveRows(acceptAllChangesOnSuccess, stop), cancellationToken);
    }

    private async Task<int> SaveRows(bool acceptAllChangesOnSuccess, CancellationToken stop)
    {
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, stop);
        }
        catch (InvalidOperationException fault) when (fault.InnerException is DbUpdateException)
        {
            // PostgreSQL's driver wraps what may pass when it is tried again, a deadlock for instance. Whoever saves expects what
            // the database said: two who do the same at the same moment.
            ExceptionDispatchInfo.Throw(fault.InnerException);
            throw;
        }
    }

    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
            if (entry.State == EntityState.Modified) entry.Entity.Version++;
    }

    /// <summary>Rows are being brought in as they were elsewhere: nothing is added to them, what searches were told included.</summary>
    internal bool IsCopying { get; set; }

    // What the directory shows has changed: said in the same transaction, so that every instance takes it in.
    private void NoteSearchChanges()
    {
        if (IsCopying) return;
        HashSet<Guid> changed = [];
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (entry.Entity switch { Organisation o => o.Id, CompanyProfile p => p.OrganisationId, ClusterProfile c => c.OrganisationId, SmeDeclaration d => d.OrganisationId, _ => (Guid?)null } is { } id) changed.Add(id);
        }

        foreach (var id in changed) SearchChanges.Add(new SearchChange { OrganisationId = id });
    }
}

/// <summary>A fact about this installation, for example that it is a demonstration.</summary>
public sealed class Setting
{
    /// <summary>Name.</summary>
    public required string Key { get; init; }
    /// <summary>Value.</summary>
    public required string Value { get; set; }
}
