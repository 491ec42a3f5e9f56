using Paceline.Domain;

namespace Paceline.Platform.Access;

/// <summary>Who may give which role, and what must never happen to the last administrator. Pure: the caller says what is.</summary>
public static class RoleRules
{
    /// <summary>Roles that are given to people; a guest holds a link instead.</summary>
    public static readonly IReadOnlyList<Role> Given = [Role.Coordinator, Role.MonitoringOfficer, Role.PartnerManager, Role.CompanyMember, Role.Evaluator, Role.Auditor, Role.FinanceOfficer,
        Role.CommunicationOfficer, Role.Desk, Role.Assessor, Role.RegionalAuthority, Role.PrivacyOfficer, Role.Administrator];

    /// <summary>Whether a role is tied to one cluster.</summary>
    public static bool NeedsCluster(Role role) => role is Role.PartnerManager;

    /// <summary>Whether a role is tied to one company.</summary>
    public static bool NeedsCompany(Role role) => role is Role.CompanyMember;

    /// <summary>Whether a role ends by itself: it is given for the days of an activity or of an audit.</summary>
    public static bool NeedsEnd(Role role) => role is Role.Auditor or Role.Desk;

    /// <summary>Whether a password alone does not open it: who verifies, decides, pays, audits or administers proves a second thing too.</summary>
    public static bool NeedsSecondFactor(Role role) => role is Role.Administrator or Role.Coordinator or Role.MonitoringOfficer or Role.Auditor or Role.FinanceOfficer;

    /// <summary>The roles that somebody with these roles may give and take.</summary>
    public static IEnumerable<Role> GivenBy(IEnumerable<Grant> giver)
    {
        var roles = giver.Select(g => g.Role).ToHashSet();
        return roles.Contains(Role.Administrator) ? Given : roles.Contains(Role.Coordinator) ? Given.Where(r => r is not Role.Administrator) : [];
    }

    /// <summary>Why a role cannot be given for that time, or null. Days of the programme, the last included.</summary>
    public static Refusal? Lasting(Role role, DateOnly? from, DateOnly? to, DateOnly today)
    {
        if (NeedsEnd(role) && to is null) return new Refusal("Say until which day: this role ends by itself.");
        if (to < today) return new Refusal("This day is over. Choose today or a later one.");
        return to < from ? new Refusal("The last day is before the first one.") : null;
    }

    /// <summary>Why a role cannot be given so, or null.</summary>
    public static Refusal? Giving(IEnumerable<Grant> giver, Role role, Guid? cluster, Guid? company)
    {
        if (!GivenBy(giver).Contains(role))
            return role is Role.Administrator ? new Refusal("Only an administrator makes somebody an administrator.") : new Refusal("You cannot give this role.");
        if (NeedsCluster(role) && cluster is null) return new Refusal("Choose the cluster that this person manages.");
        if (NeedsCompany(role) && company is null) return new Refusal("Choose the company that this person speaks for.");
        return null;
    }

    /// <summary>Why a role cannot be taken, or null.</summary>
    /// <param name="giver">Roles of whoever takes it.</param>
    /// <param name="role">The role.</param>
    /// <param name="otherAdministrators">How many open accounts of administrators there are beside this one.</param>
    public static Refusal? Taking(IEnumerable<Grant> giver, Role role, int otherAdministrators)
    {
        if (!GivenBy(giver).Contains(role)) return new Refusal("Only an administrator changes what administrators may do.");
        if (role is Role.Administrator && otherAdministrators == 0) return new Refusal("This is the last administrator. Make somebody else an administrator first.");
        return null;
    }

    /// <summary>Why an account cannot be closed, or null.</summary>
    /// <param name="closer">Roles of whoever closes it.</param>
    /// <param name="own">It is the closer's own account.</param>
    /// <param name="roles">The roles of the account.</param>
    /// <param name="otherAdministrators">How many open accounts of administrators there are beside this one.</param>
    public static Refusal? Closing(IEnumerable<Grant> closer, bool own, IReadOnlyCollection<Role> roles, int otherAdministrators)
    {
        if (own) return new Refusal("This is your own account. Somebody else closes it.");
        return roles.Contains(Role.Administrator) ? Taking(closer, Role.Administrator, otherAdministrators) : null;
    }
}
