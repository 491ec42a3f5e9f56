using System.Globalization;
using System.Text;
using Paceline.Platform.Access;

namespace Paceline.Tests.Access;

/// <summary>The rule book written out. A change of it is a change of this table, reviewed like a document.</summary>
public sealed class RulesTests
{
    // all = every record, cluster = the own cluster's, company = the own company's, link = the participant of the link, activity = the activity that the person helps with, - = never.
    private const string Table = """
        |                    | Administrator | Coordinator | MonitoringOfficer | PartnerManager | CompanyMember | Evaluator | Auditor | FinanceOfficer | CommunicationOfficer | Desk | Assessor | RegionalAuthority | PrivacyOfficer | ActingForCompany | Guest |
        | UseAccount         | all           | all         | all               | all            | all           | all       | all     | all            | all                  | all  | all      | all               | all            | -                | -     |
        | ViewProgramme      | all           | all         | all               | all            | all           | all       | all     | all            | all                  | all  | all      | all               | all            | -                | -     |
        | ViewDirectory      | all           | all         | all               | all            | all           | all       | all     | all            | all                  | all  | all      | all               | all            | -                | -     |
        | EditOrganisation   | -             | all         | -                 | cluster        | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ManageMembers      | -             | all         | -                 | cluster        | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ViewSmeDeclaration | -             | all         | all               | cluster        | company       | -         | all     | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | DeclareSme         | -             | -           | -                 | -              | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | company          | -     |
        | ValidateSme        | -             | all         | all               | cluster        | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ViewScoreboard     | all           | all         | all               | all            | all           | all       | all     | all            | all                  | all  | all      | all               | all            | -                | -     |
        | ViewEvents         | all           | all         | all               | all            | all           | all       | all     | all            | all                  | all  | all      | all               | all            | -                | -     |
        | ManageEvent        | -             | all         | -                 | cluster        | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ViewSchedule       | -             | all         | all               | cluster        | -             | all       | all     | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ViewAgenda         | -             | all         | -                 | cluster        | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | company          | link  |
        | RecordOutcome      | -             | -           | -                 | -              | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | link  |
        | ViewFollowUps      | -             | all         | -                 | cluster        | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | link  |
        | SettleFollowUp     | -             | -           | -                 | -              | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | company          | link  |
        | ReportContract     | -             | -           | -                 | -              | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | company          | link  |
        | ViewContract       | -             | all         | all               | cluster        | company       | all       | all     | -              | -                    | -    | -        | -                 | -              | company          | link  |
        | OpenEvidence       | -             | all         | all               | cluster        | company       | all       | all     | -              | -                    | -    | -        | -                 | -              | company          | link  |
        | OpenEvidenceOfPeople | -             | all         | all               | cluster        | company       | -         | all     | -              | -                    | -    | -        | -                 | -              | company          | link  |
        | VerifyContract     | -             | -           | all               | -              | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ViewReports        | -             | all         | all               | all            | -             | all       | all     | all            | -                    | -    | -        | -                 | -              | -                | -     |
        | FreezeReport       | -             | all         | -                 | -              | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ViewAudit          | -             | all         | -                 | -              | -             | -         | all     | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ManagePeople       | all           | all         | -                 | -              | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ConsentToActing    | -             | -           | -                 | -              | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | RecordConsent      | -             | -           | -                 | cluster        | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ManagePlatform     | all           | -           | -                 | -              | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ManageActivity     | -             | all         | -                 | cluster        | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ViewRegistrations  | -             | all         | all               | cluster        | -             | -         | all     | -              | -                    | activity | -        | -                 | -              | -                | -     |
        | ReceivePeople      | -             | all         | -                 | cluster        | -             | -         | -       | -              | -                    | activity | -        | -                 | -              | -                | -     |
        | ApplyForCompany    | -             | -           | -                 | -              | company       | -         | -       | -              | -                    | -    | -        | -                 | -              | company          | -     |
        | ScoreApplications  | -             | -           | -                 | -              | -             | -         | -       | -              | -                    | -    | activity | -                 | -              | -                | -     |
        | VerifyActivity     | -             | -           | all               | -              | -             | -         | -       | -              | -                    | -    | -        | -                 | -              | -                | -     |
        | ControlOwnData     | all           | all         | all               | all            | all           | all       | all     | all            | all                  | all  | all      | all               | all            | -                | link  |
        | HandlePrivacyRequests | -             | -           | -                 | -              | -             | -         | -       | -              | -                    | -    | -        | -                 | all            | -                | -     |
        | OpenSpecialCare    | -             | all         | -                 | cluster        | -             | -         | -       | -              | -                    | activity | -        | -                 | -              | -                | -     |
        | OpenSealedIdentity | -             | -           | -                 | -              | -             | -         | all     | -              | -                    | -    | -        | -                 | -              | -                | -     |

        """;

    private static readonly Role[] Roles =
    [
        Role.Administrator, Role.Coordinator, Role.MonitoringOfficer, Role.PartnerManager, Role.CompanyMember, Role.Evaluator, Role.Auditor,
        Role.FinanceOfficer, Role.CommunicationOfficer, Role.Desk, Role.Assessor, Role.RegionalAuthority, Role.PrivacyOfficer, Role.ActingForCompany, Role.Guest,
    ];

    [Fact]
    public void The_rule_book_is_this_table()
    {
        var text = new StringBuilder($"| {"",-18} |");
        foreach (var role in Roles) text.Append(CultureInfo.InvariantCulture, $" {Padded(role.ToString(), role)} |");
        text.Append('\n');
        foreach (var can in Enum.GetValues<Can>())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {can,-18} |");
            foreach (var role in Roles) text.Append(CultureInfo.InvariantCulture, $" {Padded(Word(can, role), role)} |");
            text.Append('\n');
        }

        Assert.Equal(Table.ReplaceLineEndings("\n"), text.ToString());
    }

    [Fact]
    public void Nothing_outside_the_book_is_allowed()
    {
        var (cluster, company, participant, activity) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var can in Enum.GetValues<Can>())
            foreach (var role in Roles)
            {
                var grant = new Grant(role, cluster, company, participant, activity);
                var all = new Scope(cluster, company, participant, Activity: activity);
                Assert.Equal(Rules.Book[can].ContainsKey(role), Rules.Allow([grant], can, all));
            }

        Assert.All(Enum.GetValues<Can>(), can => Assert.False(Rules.Allow([], can, new Scope(cluster, company, participant))));
    }

    [Fact]
    public void A_role_for_one_cluster_company_or_link_never_reaches_another()
    {
        var (cluster, company, participant, activity) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var others = new Scope(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var can in Enum.GetValues<Can>())
            foreach (var role in Roles)
            {
                var grant = new Grant(role, cluster, company, participant, activity);
                var within = Rules.Book[can].GetValueOrDefault(role, (Within)(-1));
                Assert.Equal(within is Within.Everywhere, Rules.Allow([grant], can, others));
                Assert.Equal(within is Within.Everywhere or Within.OwnCluster, Rules.Allow([grant], can, others with { Cluster = cluster }));
                Assert.Equal(within is Within.Everywhere or Within.OwnCluster, Rules.Allow([grant], can, others with { SecondCluster = cluster }));
                Assert.Equal(within is Within.Everywhere or Within.OwnCompany, Rules.Allow([grant], can, others with { Company = company }));
                Assert.Equal(within is Within.Everywhere or Within.OwnAgenda, Rules.Allow([grant], can, others with { Participant = participant }));
                Assert.Equal(within is Within.Everywhere or Within.OwnActivity, Rules.Allow([grant], can, others with { Activity = activity }));
            }
    }

    [Fact]
    public void A_role_that_misses_its_cluster_or_company_reaches_nothing_but_what_is_everybodys()
    {
        foreach (var can in Enum.GetValues<Can>())
            foreach (var role in Roles)
                Assert.Equal(Rules.Book[can].GetValueOrDefault(role, (Within)(-1)) is Within.Everywhere, Rules.Allow([new Grant(role)], can, new Scope(Guid.Empty, Guid.Empty, Guid.Empty)));
    }

    private static string Padded(string word, Role role) => word.PadRight(role.ToString().Length);

    private static string Word(Can can, Role role) => !Rules.Book[can].TryGetValue(role, out var within) ? "-" : within switch
    {
        Within.Everywhere => "all",
        Within.OwnCluster => "cluster",
        Within.OwnCompany => "company",
        Within.OwnAgenda => "link",
        Within.OwnActivity => "activity",
        _ => throw new ArgumentOutOfRangeException(nameof(can)),
    };
}

public sealed class RoleRulesTests
{
    private static readonly Grant[] Administrator = [new(Role.Administrator)], Coordinator = [new(Role.Coordinator)], Manager = [new(Role.PartnerManager, Guid.CreateVersion7())];

    [Fact]
    public void Only_administrators_make_administrators()
    {
        Assert.Null(RoleRules.Giving(Administrator, Role.Administrator, null, null));
        Assert.NotNull(RoleRules.Giving(Coordinator, Role.Administrator, null, null));
        Assert.Null(RoleRules.Giving(Coordinator, Role.Evaluator, null, null));
        Assert.NotNull(RoleRules.Taking(Coordinator, Role.Administrator, 5));
        Assert.NotNull(RoleRules.Closing(Coordinator, own: false, [Role.Administrator], 5));
    }

    [Fact]
    public void Others_give_nothing_and_nobody_gives_the_role_of_a_guest()
    {
        Assert.All(Enum.GetValues<Role>(), role => Assert.NotNull(RoleRules.Giving(Manager, role, Guid.Empty, Guid.Empty)));
        Assert.NotNull(RoleRules.Giving(Administrator, Role.Guest, null, null));
        Assert.NotNull(RoleRules.Giving(Administrator, Role.ActingForCompany, null, Guid.Empty));
    }

    [Fact]
    public void A_role_for_a_cluster_or_company_says_which()
    {
        Assert.NotNull(RoleRules.Giving(Coordinator, Role.PartnerManager, null, Guid.Empty));
        Assert.Null(RoleRules.Giving(Coordinator, Role.PartnerManager, Guid.Empty, null));
        Assert.NotNull(RoleRules.Giving(Coordinator, Role.CompanyMember, Guid.Empty, null));
        Assert.Null(RoleRules.Giving(Coordinator, Role.CompanyMember, null, Guid.Empty));
    }

    [Fact]
    public void An_auditor_and_the_desk_end_by_themselves_and_no_role_ends_before_it_begins()
    {
        var today = new DateOnly(2026, 3, 1);
        Assert.NotNull(RoleRules.Lasting(Role.Auditor, null, null, today));
        Assert.NotNull(RoleRules.Lasting(Role.Desk, today, null, today));
        Assert.Null(RoleRules.Lasting(Role.Desk, today, today, today));
        Assert.NotNull(RoleRules.Lasting(Role.Evaluator, null, today.AddDays(-1), today));
        Assert.NotNull(RoleRules.Lasting(Role.Evaluator, today.AddDays(3), today.AddDays(2), today));
        Assert.Null(RoleRules.Lasting(Role.Coordinator, null, null, today));
    }

    [Fact]
    public void The_last_administrator_stays_and_nobody_closes_the_own_account()
    {
        Assert.NotNull(RoleRules.Taking(Administrator, Role.Administrator, 0));
        Assert.Null(RoleRules.Taking(Administrator, Role.Administrator, 1));
        Assert.NotNull(RoleRules.Closing(Administrator, own: false, [Role.Administrator], 0));
        Assert.NotNull(RoleRules.Closing(Administrator, own: true, [Role.Coordinator], 3));
        Assert.Null(RoleRules.Closing(Coordinator, own: false, [Role.Coordinator], 1));
    }
}
