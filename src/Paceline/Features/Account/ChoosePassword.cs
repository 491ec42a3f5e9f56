using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Account;

/// <summary>Sets the password of whoever holds the link; the link is used up by it, and by nothing else.</summary>
public sealed class ChoosePassword(PacelineDb db, Links links, UserManager<Person> people, PasswordHashing hashing, Door door, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The person whom the link is for, or null once it has ended.</summary>
    public async Task<Person?> Find(string token, CancellationToken stop) =>
        await links.Find(LinkPurpose.ChoosePassword, token, stop) is { } link ? await db.Users.FirstOrDefaultAsync(p => p.Id == link.SubjectId && !p.IsClosed, stop) : null;

    /// <summary>Whether the link still held, and what is wrong with the password.</summary>
    public async Task<(bool Live, Refusal? Refusal, bool NeedsSecondStep)> Run(string token, string password, CancellationToken stop)
    {
        if (await links.Find(LinkPurpose.ChoosePassword, token, stop) is not { } link || await Find(token, stop) is not { } person) return (false, null, false);
        if (PasswordRule.Refuses(password, person.Email!, person.DisplayName) is { } refusal) return (true, refusal, false);
        var hash = await hashing.Hash(person, password, stop);
        await using var together = await db.Database.BeginTransactionAsync(stop);
        if (!await links.Spend(link, stop)) return (false, null, false);
        await Sessions.EndOthers(db, person.Id, null, clock.GetUtcNow(), stop);
        person.PasswordHash = hash;
        (person.EmailConfirmed, person.LockoutEnd, person.AccessFailedCount) = (true, null, 0);
        audit.AddOwn(person, "Chose a password");
        // Whoever is signed in to this account elsewhere is out.
        await people.UpdateSecurityStampAsync(person);
        await together.CommitAsync(stop);
        // A mailbox is one proof. Whoever has set up another one is still asked for it.
        return (true, null, (await door.Enter(person, SignInMethod.MailedLink, stop)).NeedsSecondStep);
    }
}
