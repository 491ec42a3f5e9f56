using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Account;

/// <summary>Sets up, renews and removes the authenticator app. What is there already is changed only with the password.</summary>
public sealed class ChangeSecondFactor(PacelineDb db, SecondFactors factors, PasswordHashing hashing, UserManager<Person> people, CurrentAccess access, AuditTrail audit, Outbox outbox, Texts texts, TimeProvider clock)
{
    private static readonly Refusal NotYours = new("This is not your present password.");

    /// <summary>Whether a role of the person asks for it now.</summary>
    public async Task<bool> IsNeeded(Guid person, CancellationToken stop) =>
        (await GrantsOf.Person(db, person, clock.GetUtcNow(), stop)).Any(g => RoleRules.NeedsSecondFactor(g.Role));

    /// <summary>The recovery codes, or what is wrong and where. A password is given where an app is replaced.</summary>
    public async Task<(IReadOnlyList<string> Codes, string Field, Refusal? Refusal)> SetUp(Person person, string sealedSecret, string code, string? password, CancellationToken stop)
    {
        if (password is not null && !await hashing.Verify(person, password, stop)) return ([], "Input.Password", NotYours);
        if (await factors.SetUp(person.Id, sealedSecret, code, stop) is not { } codes)
            return ([], "Input.Code", new Refusal("This code does not fit. Check that the clock of the telephone is right, then type the code that the app shows now."));
        // The session at hand has just proved the second factor.
        if (await db.SignInSessions.FindAsync([access.SessionId!.Value], stop) is { } session && session.Method is not SignInMethod.Passkey) session.Method = SignInMethod.Code;
        audit.Add("Set up an authenticator app", RecordKind.Person, person.Id, person.DisplayName);
        Tell(person, texts["Somebody, probably you, has set up an authenticator app for your account at Paceline. If it was not you, tell the administrator at once."].Value);
        await db.SaveChangesAsync(stop);
        return (codes, "", null);
    }

    /// <summary>Fresh recovery codes, or what is wrong.</summary>
    public async Task<(IReadOnlyList<string> Codes, Refusal? Refusal)> NewCodes(Person person, string password, CancellationToken stop)
    {
        if (!await hashing.Verify(person, password, stop)) return ([], NotYours);
        var codes = await factors.NewCodes(person.Id, stop);
        audit.Add("Made new recovery codes", RecordKind.Person, person.Id, person.DisplayName);
        await db.SaveChangesAsync(stop);
        return (codes, null);
    }

    /// <summary>Null when the app is removed.</summary>
    public async Task<Refusal?> Remove(Person person, string password, CancellationToken stop)
    {
        if (!await hashing.Verify(person, password, stop)) return NotYours;
        await factors.Remove(person.Id, stop);
        audit.Add("Removed the authenticator app", RecordKind.Person, person.Id, person.DisplayName);
        Tell(person, texts["The authenticator app of your account at Paceline was removed. If it was not you, tell the administrator at once."].Value);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Takes everything that proves a second factor from somebody who has lost it, and ends its sessions: the next sign-in sets up a new one.</summary>
    public async Task<Refusal?> Reset(Guid id, CancellationToken stop)
    {
        if (id == access.PersonId) return new Refusal("This is your own account. Somebody else does this.");
        var person = await db.Users.SingleAsync(p => p.Id == id, stop);
        var roles = await db.RoleGrants.Where(g => g.PersonId == id).Select(g => g.Role).ToListAsync(stop);
        if (roles.Contains(Role.Administrator) && !access.Is(Role.Administrator)) return new Refusal("Only an administrator changes what administrators may do.");
        await using var together = await db.Database.BeginTransactionAsync(stop);
        await factors.Remove(id, stop);
        foreach (var key in await people.GetPasskeysAsync(person)) await people.RemovePasskeyAsync(person, key.CredentialId);
        await Sessions.EndOthers(db, id, null, clock.GetUtcNow(), stop);
        audit.Add("Took the second factor away", RecordKind.Person, id, person.DisplayName);
        Tell(person, texts["{0} has taken the second factor of your account at Paceline away, because you asked for it. Sign in with your password and set up a new one. If you did not ask, tell the administrator at once.", access.Name].Value);
        await db.SaveChangesAsync(stop);
        await together.CommitAsync(stop);
        return null;
    }

    private void Tell(Person person, string text) => outbox.Add(person.Email!, texts["Your account at Paceline"].Value, text);
}
