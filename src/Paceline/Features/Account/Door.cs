using Microsoft.AspNetCore.Identity;
using Paceline.Data.Demo;
using Paceline.Domain;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Account;

/// <summary>Opens an account by password, by passkey or, in the demonstration, by its button.</summary>
public sealed class Door(PeopleSignIn signIn, UserManager<Person> people, IPasswordHasher<Person> hasher, Clock clock)
{
    private static readonly Refusal Wrong = new("That did not work. Check the e-mail and the password, or use another way to sign in.");
    private static readonly Refusal Closed = new("This account is closed. The coordinator can open it again.");
    private static readonly Refusal Waits = new("Too many attempts failed, so this account takes none for five minutes. Wait, or choose a new password.");
    private static readonly Refusal UnknownKey = new("This passkey is not known here. Sign in with your password, then add it under “Sign-in and security”.");

    // Hashed where nobody is found, so that the time of the answer does not tell who has an account.
    private static readonly Person Nobody = new();
    private static string? _nobodysHash;

    /// <summary>Null when the door is open.</summary>
    public async Task<Refusal?> ByPassword(string email, string password)
    {
        if (await people.FindByEmailAsync(email.Trim()) is not { PasswordHash: not null } person)
        {
            hasher.VerifyHashedPassword(Nobody, _nobodysHash ??= hasher.HashPassword(Nobody, Ids.New().ToString()), password);
            return Wrong;
        }

        if (person.IsClosed) return await people.CheckPasswordAsync(person, password) ? Closed : Wrong;
        var result = await signIn.PasswordSignInAsync(person, password, isPersistent: true, lockoutOnFailure: true);
        return result.Succeeded ? null : result.IsLockedOut ? Waits : Wrong;
    }

    /// <summary>Null when the door is open.</summary>
    public async Task<Refusal?> ByPasskey(string credential)
    {
        try
        {
            var result = await signIn.PasskeySignInAsync(credential);
            return result.Succeeded ? null : result.IsLockedOut ? Waits : result.IsNotAllowed ? Closed : UnknownKey;
        }
        catch (InvalidOperationException)
        {
            // The browser answers a question that was not asked in the last minutes.
            return new Refusal("That took too long. Try again.");
        }
    }

    /// <summary>Null when the door is open. Only the listed accounts, and only in a demonstration.</summary>
    public async Task<Refusal?> OfDemonstration(string email)
    {
        if (!clock.IsDemo || DemoAccounts.All.All(a => a.Email != email)) return Wrong;
        if (await people.FindByEmailAsync(email) is not { IsClosed: false } person) return Closed;
        await signIn.SignInAsync(person, isPersistent: true);
        return null;
    }
}
