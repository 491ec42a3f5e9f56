using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Features.Account;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Admin;

/// <summary>Makes an account without a password and mails the link by which its holder chooses one.</summary>
public sealed class InvitePerson(PacelineDb db, UserManager<Person> people, AskForPassword ask, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What is wrong and with which field; null when the invitation is on its way, also when it was sent twice.</summary>
    public async Task<(string Field, Refusal Refusal)?> Run(Person person, Role role, Guid? cluster, Guid? company, RoleTime time, string site, CancellationToken stop)
    {
        if (await db.Users.AnyAsync(p => p.Id == person.Id, stop)) return null;
        (cluster, company) = (RoleRules.NeedsCluster(role) ? cluster : null, RoleRules.NeedsCompany(role) ? company : null);
        if (RoleRules.Giving(access.Grants, role, cluster, company) is { } no) return (RoleRules.NeedsCluster(role) ? "Input.Cluster" : RoleRules.NeedsCompany(role) ? "Input.Company" : "Input.Role", no);
        if (RoleRules.Lasting(role, time.From, time.To, clock.Today(time.Zone)) is { } never) return ("Input.To", never);
        if (await people.FindByEmailAsync(person.Email!) is { } known) return ("Input.Email", new Refusal("{0} has an account with this address.", known.DisplayName));
        db.RoleGrants.Add(new RoleGrant { PersonId = person.Id, Role = role, ClusterId = cluster, OrganisationId = company, ValidFrom = time.Start, ValidTo = time.End });
        await ask.Invite(person, access.Name, site, stop);
        audit.Add("Invited a person", RecordKind.Person, person.Id, person.DisplayName, $"{person.Email}, {Words(role)}{time.Words}");
        try
        {
            // Saves the account with everything above.
            var made = await people.CreateAsync(person);
            return made.Succeeded ? null : ("Input.Email", new Refusal("This address cannot be used. Check it."));
        }
        catch (DbUpdateException)
        {
            // The same form, or the same address, came in at the same moment.
            db.ChangeTracker.Clear();
            return await db.Users.AnyAsync(p => p.Id == person.Id, stop) ? null : ("Input.Email", new Refusal("Somebody has just been invited with this address."));
        }
    }

    internal static string Words(Role role) => Platform.Text.Words.Of(role);
}
