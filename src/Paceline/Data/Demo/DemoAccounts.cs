using Microsoft.AspNetCore.Identity;
using Paceline.Platform.Access;

namespace Paceline.Data.Demo;

/// <summary>An account of the demonstration.</summary>
/// <param name="Email">Name to sign in with.</param>
/// <param name="Name">What others see; the surname says that the person is invented.</param>
/// <param name="Role">The role.</param>
/// <param name="Purpose">What one sees with it, in English.</param>
/// <param name="Organisation">Key of the cluster or company that the role is tied to.</param>
public sealed record DemoAccount(string Email, string Name, Role Role, string Purpose, string? Organisation = null);

/// <summary>The accounts of the demonstration: one for each role, and a second where two sides are needed to see what is kept apart.</summary>
public static class DemoAccounts
{
    /// <summary>The password of all of them; they exist in a demonstration only.</summary>
    public const string Password = "paceline demo 2017";

    private static readonly DateTimeOffset End = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Roles with which a tour starts; the others stand behind them at the door.</summary>
    public static bool IsFirst(DemoAccount account) => account.Role is Role.Coordinator or Role.PartnerManager or Role.CompanyMember or Role.MonitoringOfficer or Role.Evaluator or Role.Administrator;

    /// <summary>The accounts, in the order of the tour.</summary>
    public static readonly IReadOnlyList<DemoAccount> All =
    [
        new("coordinator@demo.example", "Clara Demo", Role.Coordinator, "Runs the programme, its events and its reports"),
        new("manager@demo.example", "Petra Demo", Role.PartnerManager, "Runs the events and companies of Flanders’ Bike Valley", "FBV"),
        new("manager2@demo.example", "Pau Demo", Role.PartnerManager, "Runs the events and companies of INDESCAT", "IND"),
        new("company@demo.example", "Nils Demo", Role.CompanyMember, "Speaks for Nordvelo Components at the matchmaking event", "NRD"),
        new("company2@demo.example", "Lucie Demo", Role.CompanyMember, "Speaks for Cimes Harnais, another cluster’s company", "CIM"),
        new("officer@demo.example", "Milan Demo", Role.MonitoringOfficer, "Verifies what companies report"),
        new("evaluator@demo.example", "Eva Demo", Role.Evaluator, "Looks on for the funder, and changes nothing"),
        new("auditor@demo.example", "Aurel Demo", Role.Auditor, "Reads everything for a time, evidence included"),
        new("finance@demo.example", "Fiona Demo", Role.FinanceOfficer, "Keeps the programme’s money"),
        new("communication@demo.example", "Cosima Demo", Role.CommunicationOfficer, "Publishes what comes of the programme"),
        new("desk@demo.example", "Desi Demo", Role.Desk, "Receives people at an event, for its days"),
        new("assessor@demo.example", "Asta Demo", Role.Assessor, "Reads profiles and scores applications"),
        new("region@demo.example", "Remi Demo", Role.RegionalAuthority, "Follows the cooperation of the regions"),
        new("privacy@demo.example", "Prisca Demo", Role.PrivacyOfficer, "Watches over personal data"),
        new("admin@demo.example", "Ada Demo", Role.Administrator, "Looks after accounts, mail and the installation"),
    ];

    internal static async Task Create(UserManager<Person> people, PacelineDb db, DemoOrganisations organisations)
    {
        foreach (var account in All)
        {
            var person = new Person { UserName = account.Email, Email = account.Email, EmailConfirmed = true, DisplayName = account.Name };
            var made = await people.CreateAsync(person, Password);
            if (!made.Succeeded) throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
            // Roles that end by themselves last as long as a demonstration may.
            var organisation = account.Organisation is null ? (Guid?)null : organisations[account.Organisation].Id;
            db.RoleGrants.Add(new RoleGrant
            {
                PersonId = person.Id,
                Role = account.Role,
                ClusterId = account.Role is Role.PartnerManager ? organisation : null,
                OrganisationId = account.Role is Role.CompanyMember ? organisation : null,
                ValidTo = RoleRules.NeedsEnd(account.Role) ? End : null,
            });
        }
    }
}
