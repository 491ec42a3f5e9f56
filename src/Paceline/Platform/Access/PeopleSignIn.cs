using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Paceline.Platform.Text;

namespace Paceline.Platform.Access;

/// <summary>Identity's sign-in with two rules of ours: a closed account opens nothing, and a person's language comes along.</summary>
public sealed class PeopleSignIn(
    UserManager<Person> people,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<Person> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Person>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Person> confirmation) : SignInManager<Person>(people, context, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(Person user) => !user.IsClosed && await base.CanSignInAsync(user);

    public override Task SignInWithClaimsAsync(Person user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        LanguageCookie.Set(Context.Response, user.Language);
        return base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
    }
}
