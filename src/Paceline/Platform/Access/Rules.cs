namespace Paceline.Platform.Access;

/// <summary>What a person is in the alliance.</summary>
public enum Role
{
    /// <summary>Runs the installation: people, back-ups, mail. Sees no evidence.</summary>
    Administrator,
    /// <summary>Leads the programme and answers to the funder.</summary>
    Coordinator,
    /// <summary>Verifies what others report.</summary>
    MonitoringOfficer,
    /// <summary>Runs one cluster's part: its events, its companies.</summary>
    PartnerManager,
    /// <summary>Speaks for one company.</summary>
    CompanyMember,
    /// <summary>Looks on for the funder.</summary>
    Evaluator,
    /// <summary>Reads everything for a time, evidence included; each opening is noted.</summary>
    Auditor,
    /// <summary>Keeps the programme's money.</summary>
    FinanceOfficer,
    /// <summary>Publishes what comes of the programme.</summary>
    CommunicationOfficer,
    /// <summary>Receives people at an activity, for its days.</summary>
    Desk,
    /// <summary>Scores applications and materials.</summary>
    Assessor,
    /// <summary>Follows cooperation of the regions.</summary>
    RegionalAuthority,
    /// <summary>Watches over personal data.</summary>
    PrivacyOfficer,
    /// <summary>Acts for one company that has agreed to it; never given, it follows from the consent.</summary>
    ActingForCompany,
    /// <summary>Holds a link to one participant's agenda, and no account.</summary>
    Guest,
}

/// <summary>Everything that somebody may be allowed to do. The single list that pages, handlers, menus and tests share.</summary>
public enum Can
{
    /// <summary>Use an account of one's own: security, language, signing out.</summary>
    UseAccount,
    /// <summary>See the programme, its partners and activities.</summary>
    ViewProgramme,
    /// <summary>Search the directory and read the profiles of the alliance.</summary>
    ViewDirectory,
    /// <summary>Change an organisation's profile, and what of it everybody sees.</summary>
    EditOrganisation,
    /// <summary>Enter, import, merge and archive members, their memberships and people.</summary>
    ManageMembers,
    /// <summary>See the figures of a company's declaration of size.</summary>
    ViewSmeDeclaration,
    /// <summary>Declare a company's size.</summary>
    DeclareSme,
    /// <summary>Check a declaration of size; never one's own.</summary>
    ValidateSme,
    /// <summary>See the scoreboard and the rows behind each figure.</summary>
    ViewScoreboard,
    /// <summary>See the list of matchmaking events.</summary>
    ViewEvents,
    /// <summary>Create and change an event, import, schedule, move, publish, print the pack.</summary>
    ManageEvent,
    /// <summary>See an event's participants and schedule.</summary>
    ViewSchedule,
    /// <summary>See a participant's agenda.</summary>
    ViewAgenda,
    /// <summary>Say what came of a meeting.</summary>
    RecordOutcome,
    /// <summary>See next steps.</summary>
    ViewFollowUps,
    /// <summary>Settle a next step.</summary>
    SettleFollowUp,
    /// <summary>Report a signed contract.</summary>
    ReportContract,
    /// <summary>See a contract.</summary>
    ViewContract,
    /// <summary>Open the files that prove a record.</summary>
    OpenEvidence,
    /// <summary>Open those of them that name or show people.</summary>
    OpenEvidenceOfPeople,
    /// <summary>Accept or return a contract.</summary>
    VerifyContract,
    /// <summary>See frozen reports.</summary>
    ViewReports,
    /// <summary>Freeze the figures.</summary>
    FreezeReport,
    /// <summary>See who did what.</summary>
    ViewAudit,
    /// <summary>Invite people and give roles.</summary>
    ManagePeople,
    /// <summary>Say whether the cluster may act for the company, and see what it did.</summary>
    ConsentToActing,
    /// <summary>Write down that a company lets its cluster act for it.</summary>
    RecordConsent,
    /// <summary>Mail, jobs and the state of the installation.</summary>
    ManagePlatform,
    /// <summary>Plan an activity and run it: its call, selection, people, programme, evidence.</summary>
    ManageActivity,
    /// <summary>See who registered for an activity and who came.</summary>
    ViewRegistrations,
    /// <summary>Receive people at an activity: check them in, add walk-ins.</summary>
    ReceivePeople,
    /// <summary>Apply for a company to take part in an activity, and register its people.</summary>
    ApplyForCompany,
    /// <summary>Score the applications that one was asked to look at.</summary>
    ScoreApplications,
    /// <summary>Verify that an activity was carried out; never one's own.</summary>
    VerifyActivity,
    /// <summary>See what is held about oneself, take it away, agree and take back, erase.</summary>
    ControlOwnData,
    /// <summary>Answer people about their data, hold, and run the retention.</summary>
    HandlePrivacyRequests,
    /// <summary>Open what participants told of diet and access; each opening is noted.</summary>
    OpenSpecialCare,
    /// <summary>Open who stands behind a pseudonym while proof is kept; each opening is noted.</summary>
    OpenSealedIdentity,
}

/// <summary>How far an allowance goes.</summary>
public enum Within
{
    /// <summary>Every record.</summary>
    Everywhere,
    /// <summary>Records of the person's own cluster.</summary>
    OwnCluster,
    /// <summary>Records of the person's own company.</summary>
    OwnCompany,
    /// <summary>Records of the participant that a link stands for.</summary>
    OwnAgenda,
    /// <summary>Records of the activity that the person was asked to help with.</summary>
    OwnActivity,
}

/// <summary>A role and the record that it is tied to.</summary>
public readonly record struct Grant(Role Role, Guid? Cluster = null, Guid? Company = null, Guid? Participant = null, Guid? Activity = null);

/// <summary>Whose record it is. A record may belong to several: an agenda to its participant, its company and that company's cluster.</summary>
public readonly record struct Scope(Guid? Cluster = null, Guid? Company = null, Guid? Participant = null, Guid? SecondCluster = null, Guid? Activity = null);

/// <summary>The records that a person may do something with, in a form that a query can use.</summary>
public sealed record Reach(bool Everywhere, IReadOnlyCollection<Guid> Clusters, IReadOnlyCollection<Guid> Companies, IReadOnlyCollection<Guid> Participants, IReadOnlyCollection<Guid> Activities)
{
    /// <summary>Nothing at all.</summary>
    public bool IsNothing => !Everywhere && Clusters.Count == 0 && Companies.Count == 0 && Participants.Count == 0 && Activities.Count == 0;

    /// <summary>Whether a record lies within it.</summary>
    public bool Covers(Scope scope) => Everywhere
        || scope.Cluster is { } cluster && Clusters.Contains(cluster)
        || scope.SecondCluster is { } second && Clusters.Contains(second)
        || scope.Company is { } company && Companies.Contains(company)
        || scope.Participant is { } participant && Participants.Contains(participant)
        || scope.Activity is { } activity && Activities.Contains(activity);
}

/// <summary>The whole rule book: which role may do what, and how far. What does not stand here is forbidden.</summary>
public static class Rules
{
    private static readonly Role[] Accounts =
    [
        Role.Administrator, Role.Coordinator, Role.MonitoringOfficer, Role.PartnerManager, Role.CompanyMember, Role.Evaluator,
        Role.Auditor, Role.FinanceOfficer, Role.CommunicationOfficer, Role.Desk, Role.Assessor, Role.RegionalAuthority, Role.PrivacyOfficer,
    ];

    /// <summary>The rule book as data.</summary>
    public static readonly IReadOnlyDictionary<Can, IReadOnlyDictionary<Role, Within>> Book = new Dictionary<Can, IReadOnlyDictionary<Role, Within>>
    {
        [Can.UseAccount] = ToAll(Accounts),
        [Can.ViewProgramme] = ToAll(Accounts),
        [Can.ViewDirectory] = ToAll(Accounts),
        [Can.EditOrganisation] = To((Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.CompanyMember, Within.OwnCompany)),
        [Can.ManageMembers] = To((Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster)),
        [Can.ViewSmeDeclaration] = To((Role.Coordinator, Within.Everywhere), (Role.MonitoringOfficer, Within.Everywhere), (Role.Auditor, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.CompanyMember, Within.OwnCompany)),
        [Can.DeclareSme] = To((Role.ActingForCompany, Within.OwnCompany), (Role.CompanyMember, Within.OwnCompany)),
        [Can.ValidateSme] = To((Role.MonitoringOfficer, Within.Everywhere), (Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster)),
        [Can.ViewScoreboard] = ToAll(Accounts),
        [Can.ViewEvents] = ToAll(Accounts),
        [Can.ManageEvent] = To((Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster)),
        [Can.ViewSchedule] = To((Role.Coordinator, Within.Everywhere), (Role.MonitoringOfficer, Within.Everywhere), (Role.Evaluator, Within.Everywhere), (Role.Auditor, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster)),
        [Can.ViewAgenda] = To((Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.ActingForCompany, Within.OwnCompany), (Role.CompanyMember, Within.OwnCompany), (Role.Guest, Within.OwnAgenda)),
        [Can.RecordOutcome] = To((Role.CompanyMember, Within.OwnCompany), (Role.Guest, Within.OwnAgenda)),
        [Can.ViewFollowUps] = To((Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.CompanyMember, Within.OwnCompany), (Role.Guest, Within.OwnAgenda)),
        [Can.SettleFollowUp] = To((Role.ActingForCompany, Within.OwnCompany), (Role.CompanyMember, Within.OwnCompany), (Role.Guest, Within.OwnAgenda)),
        [Can.ReportContract] = To((Role.ActingForCompany, Within.OwnCompany), (Role.CompanyMember, Within.OwnCompany), (Role.Guest, Within.OwnAgenda)),
        [Can.ViewContract] = To((Role.Coordinator, Within.Everywhere), (Role.Auditor, Within.Everywhere), (Role.ActingForCompany, Within.OwnCompany), (Role.MonitoringOfficer, Within.Everywhere), (Role.Evaluator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.CompanyMember, Within.OwnCompany), (Role.Guest, Within.OwnAgenda)),
        [Can.OpenEvidence] = To((Role.Coordinator, Within.Everywhere), (Role.Auditor, Within.Everywhere), (Role.ActingForCompany, Within.OwnCompany), (Role.MonitoringOfficer, Within.Everywhere), (Role.Evaluator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.CompanyMember, Within.OwnCompany), (Role.Guest, Within.OwnAgenda)),
        // Whoever looks on for the funder gets the redacted view; the auditor sees all, and each opening is noted.
        [Can.OpenEvidenceOfPeople] = To((Role.Coordinator, Within.Everywhere), (Role.Auditor, Within.Everywhere), (Role.ActingForCompany, Within.OwnCompany), (Role.MonitoringOfficer, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.CompanyMember, Within.OwnCompany), (Role.Guest, Within.OwnAgenda)),
        [Can.VerifyContract] = To((Role.MonitoringOfficer, Within.Everywhere)),
        [Can.ViewReports] = To((Role.Coordinator, Within.Everywhere), (Role.MonitoringOfficer, Within.Everywhere), (Role.PartnerManager, Within.Everywhere), (Role.Evaluator, Within.Everywhere), (Role.Auditor, Within.Everywhere), (Role.FinanceOfficer, Within.Everywhere)),
        [Can.FreezeReport] = To((Role.Coordinator, Within.Everywhere)),
        [Can.ViewAudit] = To((Role.Coordinator, Within.Everywhere), (Role.Auditor, Within.Everywhere)),
        [Can.ManagePeople] = To((Role.Administrator, Within.Everywhere), (Role.Coordinator, Within.Everywhere)),
        [Can.ConsentToActing] = To((Role.CompanyMember, Within.OwnCompany)),
        [Can.RecordConsent] = To((Role.PartnerManager, Within.OwnCluster)),
        [Can.ControlOwnData] = To([.. Accounts.Select(r => (r, Within.Everywhere)), (Role.Guest, Within.OwnAgenda)]),
        [Can.HandlePrivacyRequests] = To((Role.PrivacyOfficer, Within.Everywhere)),
        [Can.OpenSpecialCare] = To((Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.Desk, Within.OwnActivity)),
        [Can.OpenSealedIdentity] = To((Role.Auditor, Within.Everywhere)),
        [Can.ManagePlatform] = To((Role.Administrator, Within.Everywhere)),
        [Can.ManageActivity] = To((Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster)),
        [Can.ViewRegistrations] = To((Role.Coordinator, Within.Everywhere), (Role.MonitoringOfficer, Within.Everywhere), (Role.Auditor, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.Desk, Within.OwnActivity)),
        [Can.ReceivePeople] = To((Role.Coordinator, Within.Everywhere), (Role.PartnerManager, Within.OwnCluster), (Role.Desk, Within.OwnActivity)),
        [Can.ApplyForCompany] = To((Role.ActingForCompany, Within.OwnCompany), (Role.CompanyMember, Within.OwnCompany)),
        [Can.ScoreApplications] = To((Role.Assessor, Within.OwnActivity)),
        [Can.VerifyActivity] = To((Role.MonitoringOfficer, Within.Everywhere)),
    };

    /// <summary>Acts on records that clusters own: who may one of them everywhere sees the records of all clusters.</summary>
    public static readonly IReadOnlySet<Can> OnOwnedRecords = new HashSet<Can>
    {
        Can.ManageMembers, Can.ViewSmeDeclaration, Can.ValidateSme, Can.ManageEvent, Can.ViewSchedule, Can.ViewAgenda, Can.ViewFollowUps, Can.ViewContract, Can.OpenEvidence, Can.OpenEvidenceOfPeople, Can.VerifyContract,
        Can.ManageActivity, Can.ViewRegistrations, Can.ReceivePeople, Can.VerifyActivity, Can.OpenSpecialCare,
    };

    /// <summary>How far the grants of a person carry an act.</summary>
    public static Reach ReachOf(IEnumerable<Grant> grants, Can can)
    {
        bool everywhere = false;
        HashSet<Guid> clusters = [], companies = [], participants = [], activities = [];
        var allowed = Book[can];
        foreach (var grant in grants)
        {
            if (!allowed.TryGetValue(grant.Role, out var within)) continue;
            switch (within)
            {
                case Within.Everywhere: everywhere = true; break;
                case Within.OwnCluster when grant.Cluster is { } id: clusters.Add(id); break;
                case Within.OwnCompany when grant.Company is { } id: companies.Add(id); break;
                case Within.OwnAgenda when grant.Participant is { } id: participants.Add(id); break;
                case Within.OwnActivity when grant.Activity is { } id: activities.Add(id); break;
                default: break;
            }
        }

        return new Reach(everywhere, clusters, companies, participants, activities);
    }

    /// <summary>Whether the grants allow an act on a record.</summary>
    public static bool Allow(IEnumerable<Grant> grants, Can can, Scope scope) => ReachOf(grants, can).Covers(scope);

    private static Dictionary<Role, Within> To(params (Role Role, Within Within)[] rules) => rules.ToDictionary(r => r.Role, r => r.Within);

    private static Dictionary<Role, Within> ToAll(Role[] roles) => roles.ToDictionary(r => r, _ => Within.Everywhere);
}
