using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Account;

/// <summary>Sets the password of whoever holds the link; the link is used up by it, and by nothing else.</summary>
public sealed class ChoosePassword(PacelineDb db, Links links, UserManager<Person> people, IPasswordHasher<Person> hasher, PeopleSignIn signIn, AuditTrail audit)
{
    /// <summary>The person whom the link is for, or null once it has ended.</summary>
    public async Task<Person?> Find(string token, CancellationToken stop) =>
        await links.Find(LinkPurpose.ChoosePassword, token, stop) is { } link ? await db.Users.FirstOrDefaultAsync(p => p.Id == link.SubjectId && !p.IsClosed, stop) : null;

    /// <summary>Whether the link still held, and what is wrong with the password.</summary>
    public async Task<(bool Live, Refusal? Refusal)> Run(string token, string password, CancellationToken stop)
    {
        if (await links.Find(LinkPurpose.ChoosePassword, token, stop) is not { } link || await Find(token, stop) is not { } person) return (false, null);
        if (PasswordRule.Refuses(password, person.Email!, person.DisplayName) is { } refusal) return (true, refusal);
        await using var together = await db.Database.BeginTransactionAsync(stop);
        if (!await links.Spend(link, stop)) return (false, null);
        person.PasswordHash = hasher.HashPassword(person, password);
        (person.EmailConfirmed, person.LockoutEnd, person.AccessFailedCount) = (true, null, 0);
        audit.AddOwn(person, "Chose a password");
        // Whoever is signed in to this account elsewhere is out.
        await people.UpdateSecurityStampAsync(person);
        await together.CommitAsync(stop);
        await signIn.SignInAsync(person, isPersistent: true);
        return (true, null);
    }
}
