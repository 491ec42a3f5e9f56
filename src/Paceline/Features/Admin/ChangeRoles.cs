using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Admin;

/// <summary>Gives and takes roles; the trail keeps what was and what is.</summary>
public sealed class ChangeRoles(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The zone in which days count while there is no programme that says another.</summary>
    internal const string Zone = "Europe/Brussels";

    /// <summary>Null when the person has the role, also when somebody else gave it a moment ago.</summary>
    public async Task<Refusal?> Give(Guid personId, Role role, Guid? cluster, Guid? company, RoleTime time, CancellationToken stop)
    {
        (cluster, company) = (RoleRules.NeedsCluster(role) ? cluster : null, RoleRules.NeedsCompany(role) ? company : null);
        if (RoleRules.Giving(access.Grants, role, cluster, company) is { } no) return no;
        if (RoleRules.Lasting(role, time.From, time.To, clock.Today(time.Zone)) is { } never) return never;
        var organisation = cluster ?? company;
        if (organisation is not null && !await db.Organisations.AnyAsync(o => o.Id == organisation, stop)) return new Refusal("Choose from the list.");
        await using var turn = await AdministratorsTurn(db, personId, stop);
        if (await Unended(db, clock.GetUtcNow()).AnyAsync(g => g.PersonId == personId && g.Role == role && g.ClusterId == cluster && g.OrganisationId == company && g.ValidFrom == time.Start && g.ValidTo == time.End, stop)) return null;
        var (person, before) = await Read(personId, stop);
        db.RoleGrants.Add(new RoleGrant { PersonId = personId, Role = role, ClusterId = cluster, OrganisationId = company, ValidFrom = time.Start, ValidTo = time.End });
        await Note("Gave a role", person, before, await Words(db, personId, stop, added: (role, organisation, time.Words)), stop);
        await turn.CommitAsync(stop);
        return null;
    }

    /// <summary>Null when the person no longer has the role.</summary>
    public async Task<Refusal?> Take(Guid personId, Guid grantId, CancellationToken stop)
    {
        await using var turn = await AdministratorsTurn(db, personId, stop);
        if (await db.RoleGrants.FirstOrDefaultAsync(g => g.Id == grantId && g.PersonId == personId, stop) is not { } grant) return null;
        if (RoleRules.Taking(access.Grants, grant.Role, await OtherAdministrators(db, personId, stop)) is { } no) return no;
        var (person, before) = await Read(personId, stop);
        db.RoleGrants.Remove(grant);
        await Note("Took a role away", person, before, await Words(db, personId, stop, removed: grantId), stop);
        await turn.CommitAsync(stop);
        return null;
    }

    // Those that carry something, now or later; what has run out may be given anew.
    private static IQueryable<RoleGrant> Unended(PacelineDb db, DateTimeOffset now) => db.RoleGrants.Where(g => g.ValidTo == null || g.ValidTo > now);

    /// <summary>Open accounts of administrators beside this one; one that ends by itself does not count.</summary>
    internal static Task<int> OtherAdministrators(PacelineDb db, Guid person, CancellationToken stop) =>
        db.Users.CountAsync(p => p.Id != person && !p.IsClosed && db.RoleGrants.Any(g => g.PersonId == p.Id && g.Role == Role.Administrator && g.ValidTo == null && g.ValidFrom == null), stop);

    /// <summary>A transaction in which nobody else changes this person or an administrator: two administrators who take each other's role must not both succeed.</summary>
    internal static async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> AdministratorsTurn(PacelineDb db, Guid person, CancellationToken stop)
    {
        var turn = await db.Database.BeginTransactionAsync(stop);
        foreach (var id in await db.Users.Where(p => p.Id == person || db.RoleGrants.Any(g => g.PersonId == p.Id && g.Role == Role.Administrator)).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(stop))
            await db.Users.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.IsClosed, x => x.IsClosed), stop);
        return turn;
    }

    /// <summary>A person's roles in words, for the trail.</summary>
    internal static async Task<string> Words(PacelineDb db, Guid person, CancellationToken stop, (Role Role, Guid? Organisation, string Time)? added = null, Guid? removed = null)
    {
        var held = (await db.RoleGrants.AsNoTracking().Where(g => g.PersonId == person && g.Id != removed).Select(g => new { g.Role, Organisation = g.ClusterId ?? g.OrganisationId, g.ValidFrom, g.ValidTo }).ToListAsync(stop))
            .ConvertAll(g => (g.Role, g.Organisation, Time: RoleTime.WordsOf(g.ValidFrom, g.ValidTo, Zone)));
        if (added is { } more) held.Add(more);
        var ids = held.Select(h => h.Organisation).OfType<Guid>().ToList();
        var names = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
        var words = held.OrderBy(h => h.Role).Select(h => (h.Organisation is { } id ? $"{InvitePerson.Words(h.Role)} ({names.GetValueOrDefault(id)})" : InvitePerson.Words(h.Role)) + h.Time);
        return string.Join(", ", words) is { Length: > 0 } text ? text : "–";
    }

    private async Task<(Person Person, string Before)> Read(Guid person, CancellationToken stop) => (await db.Users.SingleAsync(p => p.Id == person, stop), await Words(db, person, stop));

    private Task Note(string action, Person person, string before, string after, CancellationToken stop)
    {
        audit.Add(action, RecordKind.Person, person.Id, person.DisplayName, $"{before} → {after}");
        return db.SaveChangesAsync(stop);
    }
}
