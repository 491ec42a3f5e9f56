using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Features.Account;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Admin;

/// <summary>Closes, reopens and renames accounts, and sends their link again.</summary>
public sealed class ChangeAccount(PacelineDb db, AskForPassword ask, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Null when the account is closed. Whoever is signed in with it is out with the next click.</summary>
    public async Task<Refusal?> Close(Guid id, CancellationToken stop)
    {
        await using var turn = await ChangeRoles.AdministratorsTurn(db, id, stop);
        var person = await db.Users.SingleAsync(p => p.Id == id, stop);
        if (person.IsClosed) return null;
        var roles = await db.RoleGrants.Where(g => g.PersonId == id).Select(g => g.Role).ToListAsync(stop);
        if (RoleRules.Closing(access.Grants, id == access.PersonId, roles, await ChangeRoles.OtherAdministrators(db, id, stop)) is { } no) return no;
        person.IsClosed = true;
        await Sessions.EndOthers(db, id, null, clock.GetUtcNow(), stop);
        // Cookies of today must not come to life again when the account is reopened.
        person.SecurityStamp = Ids.New().ToString("N");
        await Save(person, "Closed an account", "", stop);
        await turn.CommitAsync(stop);
        return null;
    }

    /// <summary>Opens a closed account again, with the roles that it had.</summary>
    public async Task<Refusal?> Reopen(Guid id, CancellationToken stop)
    {
        var person = await db.Users.SingleAsync(p => p.Id == id, stop);
        if (!person.IsClosed) return null;
        var roles = await db.RoleGrants.Where(g => g.PersonId == id).Select(g => g.Role).ToListAsync(stop);
        if (roles.Contains(Role.Administrator) && !access.Is(Role.Administrator)) return new Refusal("Only an administrator changes what administrators may do.");
        person.IsClosed = false;
        await Save(person, "Reopened an account", await ChangeRoles.Words(db, id, stop), stop);
        return null;
    }

    /// <summary>Mails a fresh link by which the person chooses a password.</summary>
    public async Task<Refusal?> SendLink(Guid id, string site, CancellationToken stop)
    {
        var person = await db.Users.SingleAsync(p => p.Id == id, stop);
        if (person.IsClosed) return new Refusal("This account is closed. Open it again first.");
        await ask.Invite(person, access.Name, site, stop);
        await Save(person, "Sent the link to choose a password", person.Email!, stop);
        return null;
    }

    /// <summary>Changes the name that others see; false when somebody else saved the account meanwhile.</summary>
    public async Task<bool> Rename(Guid id, string name, string stamp, CancellationToken stop)
    {
        var person = await db.Users.SingleAsync(p => p.Id == id, stop);
        db.Entry(person).Property(p => p.ConcurrencyStamp).OriginalValue = stamp;
        var before = person.DisplayName;
        (person.DisplayName, person.ConcurrencyStamp) = (name, Ids.New().ToString());
        try
        {
            await Save(person, "Renamed a person", $"{before} → {name}", stop);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private Task Save(Person person, string action, string details, CancellationToken stop)
    {
        audit.Add(action, RecordKind.Person, person.Id, person.DisplayName, details);
        return db.SaveChangesAsync(stop);
    }
}
