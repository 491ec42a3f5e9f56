using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Data.Demo;
using Paceline.Domain;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Account;

/// <summary>What the door said.</summary>
/// <param name="Refusal">Why not, or null.</param>
/// <param name="NeedsSecondStep">The first step is done; now a code or a passkey is asked for.</param>
public sealed record Opening(Refusal? Refusal = null, bool NeedsSecondStep = false);

/// <summary>Opens an account by password and code, by passkey or, in the demonstration, by its button.</summary>
public sealed class Door(PacelineDb db, PeopleSignIn signIn, UserManager<Person> people, PasswordHashing hashing, Attempts attempts, KnownDevices devices, SecondFactors factors, AuditTrail audit, Clock clock, IHttpContextAccessor context)
{
    private static readonly Refusal Wrong = new("That did not work. Check the e-mail and the password, or use another way to sign in.");
    internal static readonly Refusal Closed = new("This account is closed. The coordinator can open it again.");
    private static readonly Refusal Waits = new("Too many attempts failed, so this account takes none for five minutes. Wait, or choose a new password.");
    private static readonly Refusal UnknownKey = new("This passkey is not known here. Sign in with your password, then add it under “Sign-in and security”.");
    private static readonly Refusal WrongCode = new("This code does not fit, or was used before. Wait for the next one and type it.");
    internal static readonly Refusal TooLate = new("That took too long. Sign in again.");

    private HttpContext Http => context.HttpContext!;

    /// <summary>By e-mail and password. Whether there is such an account, neither the answer nor its time tells.</summary>
    public async Task<Opening> ByPassword(string email, string password, CancellationToken stop)
    {
        var person = await people.FindByEmailAsync(email.Trim());
        // As the account itself is looked up: letters that are folded into one another there are one count here.
        var (account, network) = ($"account {people.NormalizeEmail(email.Trim())}", $"network {Networks.Counted(Http.Connection.RemoteIpAddress)}");
        // The owner's own browser has a count of its own: who types wrong passwords elsewhere does not keep the owner out.
        var device = person is null ? null : devices.Key(Http, person.Id);
        if (!(device is null ? await attempts.Take((account, Attempts.PerAccount), (network, Attempts.PerNetwork)) : await attempts.Take((device, Attempts.PerAccount)))) return new(Waits);
        if (!await hashing.Verify(person, password, stop))
        {
            await Fails(person, "The password was wrong", device is null ? [account, network] : [device], stop);
            return new(Wrong);
        }

        if (device is null) await attempts.GiveBack(network);
        await attempts.Succeeded(device is null ? [account] : [account, device]);
        if (person!.IsClosed) return new(Closed);
        return await Enter(person, SignInMethod.Password, stop);
    }

    /// <summary>Somebody has proved one thing; whoever has set up a second one, or has to, is asked for it.</summary>
    public async Task<Opening> Enter(Person person, SignInMethod method, CancellationToken stop)
    {
        if (!SignInSession.IsStrong(method) && await AskedFor(person, stop))
        {
            var halfway = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
            halfway.AddClaim(new Claim(ClaimTypes.Name, person.Id.ToString()));
            halfway.AddClaim(new Claim("stamp", person.SecurityStamp ?? ""));
            await Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(halfway));
            return new(NeedsSecondStep: true);
        }

        signIn.Method = method;
        await signIn.SignInAsync(person, isPersistent: true);
        return new();
    }

    /// <summary>The person whose password was right a moment ago.</summary>
    public async Task<Person?> Halfway()
    {
        var result = await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        return result.Principal is { } half && Guid.TryParse(half.FindFirstValue(ClaimTypes.Name), out var id) && await people.FindByIdAsync(id.ToString()) is { IsClosed: false } person && person.SecurityStamp == half.FindFirstValue("stamp") ? person : null;
    }

    /// <summary>The second step: a code of the app, or one from paper.</summary>
    public async Task<Opening> ByCode(string code, bool fromPaper, CancellationToken stop)
    {
        if (await Halfway() is not { } person) return new(TooLate);
        var key = devices.Key(Http, person.Id) ?? $"code {person.Id}";
        if (!await attempts.Take((key, Attempts.PerAccount))) return new(Waits);
        if (!(fromPaper ? await factors.TakeRecoveryCode(person.Id, code, stop) : await factors.TakeCode(person.Id, code, stop)))
        {
            await Fails(person, fromPaper ? "The recovery code was wrong" : "The code was wrong or used before", [key], stop);
            return new(WrongCode);
        }

        await attempts.Succeeded(key);
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        signIn.Method = fromPaper ? SignInMethod.RecoveryCode : SignInMethod.Code;
        await signIn.SignInAsync(person, isPersistent: true);
        return new();
    }

    /// <summary>By passkey, which is both factors at once.</summary>
    public async Task<Opening> ByPasskey(string credential)
    {
        try
        {
            signIn.Method = SignInMethod.Passkey;
            var result = await signIn.PasskeySignInAsync(credential);
            if (result.Succeeded) return new();
            return new(result.IsLockedOut ? Waits : result.IsNotAllowed ? Closed : UnknownKey);
        }
        catch (InvalidOperationException)
        {
            // The browser answers a question that was not asked in the last minutes.
            return new(new Refusal("That took too long. Try again."));
        }
    }

    /// <summary>Only the listed accounts, and only in a demonstration.</summary>
    public async Task<Opening> OfDemonstration(string email)
    {
        if (!clock.IsDemo || DemoAccounts.All.All(a => a.Email != email)) return new(Wrong);
        if (await people.FindByEmailAsync(email) is not { IsClosed: false } person) return new(Closed);
        signIn.Method = SignInMethod.Demonstration;
        await signIn.SignInAsync(person, isPersistent: true);
        return new();
    }

    // An app is asked for by whoever has one. A passkey alone is a convenience, except where the role asks for two factors: then
    // a stolen password must not be enough to set up an app of the thief's. A demonstration asks nobody.
    private async Task<bool> AskedFor(Person person, CancellationToken stop)
    {
        if (clock.IsDemo) return false;
        if (await factors.Has(person.Id, stop)) return true;
        return (await GrantsOf.Person(db, person.Id, clock.GetUtcNow(), stop)).Any(g => RoleRules.NeedsSecondFactor(g.Role)) && (await people.GetPasskeysAsync(person)).Count > 0;
    }

    private async Task Fails(Person? person, string how, string[] keys, CancellationToken stop)
    {
        await attempts.Failed(keys);
        // An installation in which nobody has an account yet stays empty, so that a back-up can be restored into it.
        if (person is null && !await db.Users.AnyAsync(stop)) return;
        audit.AddStranger("A sign-in failed", person, how);
        await db.SaveChangesAsync(stop);
    }
}
