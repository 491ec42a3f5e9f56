using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Account;

/// <summary>Somebody whom the alliance's directory has sent.</summary>
/// <param name="Person">The account that is meant, or null where the refusal says why none is.</param>
/// <param name="IsConnected">It has come this way before; else it is asked first.</param>
/// <param name="Email">The address that the directory vouches for.</param>
/// <param name="Refusal">Why nobody is let in.</param>
public sealed record Arrival(Person? Person, bool IsConnected, string Email, Refusal? Refusal = null);

/// <summary>Lets in whom the directory names. Accounts are by invitation: it opens those that are there and makes none.</summary>
public sealed class ComeFromElsewhere(PacelineDb db, Door door, UserManager<Person> people, OutsideDirectory directory, AuditTrail audit, Outbox outbox, Texts texts)
{
    // Columns of keys are as long; what is longer is kept by its hash.
    private const int LongestKey = 128;

    /// <summary>Whom the directory means.</summary>
    public async Task<Arrival> Read(ClaimsPrincipal claims, CancellationToken stop)
    {
        var (issuer, subject) = Keys(claims);
        var email = claims.FindFirstValue("email")?.Trim() ?? "";
        if (await people.FindByLoginAsync(issuer, subject) is { } known) return known.IsClosed ? Refused(null, email, Door.Closed) : new(known, IsConnected: true, email);
        if (email.Length == 0 || !(directory.EmailsAreVerified || string.Equals(claims.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase)))
            return Refused(null, email, new Refusal("{0} does not say that your e-mail address is verified. Ask whoever looks after it, or sign in with your password.", directory.Name));
        if (await people.FindByEmailAsync(email) is not { } person)
            return Refused(null, email, new Refusal("No account is invited with the e-mail address that you have at {0}. Ask your coordinator for an invitation.", directory.Name));
        if (person.IsClosed) return Refused(person, email, Door.Closed);
        // An address that the directory has given to somebody else does not hand the account on.
        if (await db.UserLogins.AnyAsync(l => l.UserId == person.Id && l.LoginProvider == issuer, stop))
            return Refused(person, email, new Refusal("This account is connected with somebody else at {0}. Sign in with your password and disconnect it under “Sign-in and security”.", directory.Name));
        return new(person, IsConnected: false, email);
    }

    /// <summary>Opens the account, after connecting it where that has just been agreed to.</summary>
    public async Task<Opening> Enter(Arrival arrival, ClaimsPrincipal claims, CancellationToken stop)
    {
        var person = arrival.Person!;
        if (!arrival.IsConnected)
        {
            var (issuer, subject) = Keys(claims);
            audit.AddOwn(person, "Connected the account with the directory", directory.Name);
            outbox.Add(person.Email!, texts["Your account at Paceline"].Value, texts["Your account at Paceline opens with {0} from now on, too. If it was not you, tell the administrator at once.", directory.Name].Value);
            person.EmailConfirmed = true;
            // Saves all of it together.
            if (!(await people.AddLoginAsync(person, new UserLoginInfo(issuer, subject, directory.Name))).Succeeded) return new(Door.TooLate);
        }

        return await door.Enter(person, IsStrong(claims) ? SignInMethod.DirectoryTwice : SignInMethod.Directory, stop);
    }

    /// <summary>Notes a refusal in the trail.</summary>
    public async Task Note(Arrival arrival, CancellationToken stop)
    {
        audit.AddStranger("A sign-in failed", arrival.Person, "The directory named nobody who may come in");
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Whether an account can come this way.</summary>
    public Task<bool> IsConnected(Guid person, CancellationToken stop) => directory.IsOn ? db.UserLogins.AnyAsync(l => l.UserId == person, stop) : Task.FromResult(false);

    /// <summary>Takes the way away; a second press finds nothing, which is what was wanted.</summary>
    public async Task Disconnect(Person person, CancellationToken stop)
    {
        var logins = await db.UserLogins.Where(l => l.UserId == person.Id).ToListAsync(stop);
        if (logins.Count == 0) return;
        db.UserLogins.RemoveRange(logins);
        audit.Add("Disconnected the account from the directory", RecordKind.Person, person.Id, person.DisplayName, directory.Name);
        await db.SaveChangesAsync(stop);
    }

    // What the directory asked for, it says itself; nothing is taken for granted.
    private bool IsStrong(ClaimsPrincipal claims) => directory.SecondFactor switch
    {
        DirectoryProof.Always => true,
        DirectoryProof.Claim => claims.HasClaim("amr", "mfa") || claims.FindFirstValue("acr") is { Length: > 0 } acr && directory.SecondFactorAcr.Split(' ').Contains(acr, StringComparer.Ordinal),
        _ => false,
    };

    private static Arrival Refused(Person? person, string email, Refusal refusal) => new(person, IsConnected: false, email, refusal);

    private static (string Issuer, string Subject) Keys(ClaimsPrincipal claims) => (Key(claims.FindFirstValue("iss")!), Key(claims.FindFirstValue("sub")!));

    private static string Key(string text) => text.Length <= LongestKey ? text : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
