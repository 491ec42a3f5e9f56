using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Paceline.Data;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Platform.Access;

/// <summary>Identity's sign-in with rules of ours: a closed account opens nothing, a person's language comes along, and each device is a session that can be ended.</summary>
public sealed class PeopleSignIn(
    UserManager<Person> people,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<Person> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Person>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Person> confirmation,
    PacelineDb db,
    KnownDevices devices,
    AuditTrail audit,
    CurrentAccess access,
    TimeProvider clock) : SignInManager<Person>(people, context, claims, options, log, schemes, confirmation)
{
    /// <summary>How long a session that ended is still listed nowhere but in the table.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>How the person came in, to be said before signing in.</summary>
    public SignInMethod Method { get; set; }

    public override async Task<bool> CanSignInAsync(Person user) => !user.IsClosed && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(Person user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        LanguageCookie.Set(Context.Response, user.Language);
        devices.Remember(Context, user.Id);
        var now = clock.GetUtcNow();
        var session = new SignInSession
        {
            PersonId = user.Id,
            StartedAt = now,
            LastSeenAt = now,
            Device = DeviceWords.Of(Context.Request.Headers.UserAgent),
            Network = access.Network,
            Method = Method,
        };
        db.SignInSessions.Add(session);
        audit.AddOwn(user, "Signed in", Words.Of(Method));
        await db.SaveChangesAsync();
        var old = now - Kept;
        await db.SignInSessions.Where(s => s.PersonId == user.Id && s.LastSeenAt < old).ExecuteDeleteAsync();
        await Issue(user, session.Id, authenticationProperties, additionalClaims);
    }

    /// <summary>Writes the cookie anew after the stamp has changed; the session stays the same one.</summary>
    public Task Renew(Person user, Guid session) => Issue(user, session, new AuthenticationProperties { IsPersistent = true }, []);

    /// <summary>Ends the session at hand.</summary>
    public override async Task SignOutAsync()
    {
        await access.Load(Context.RequestAborted);
        if (access.SessionId is { } id)
        {
            var now = clock.GetUtcNow();
            await db.SignInSessions.Where(s => s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now));
        }

        await base.SignOutAsync();
    }

    private Task Issue(Person user, Guid session, AuthenticationProperties? properties, IEnumerable<Claim> claims) =>
        base.SignInWithClaimsAsync(user, properties, [.. claims, new Claim(CurrentAccess.SessionClaim, session.ToString())]);
}

/// <summary>Ends sessions of a person.</summary>
public static class Sessions
{
    /// <summary>Ends all but one; a statement of its own, within the caller's transaction if there is one.</summary>
    public static Task<int> EndOthers(PacelineDb db, Guid person, Guid? kept, DateTimeOffset now, CancellationToken stop = default) =>
        db.SignInSessions.Where(s => s.PersonId == person && s.Id != kept && s.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), stop);
}
