using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Access;

namespace Paceline.Features.Account;

/// <summary>The way out.</summary>
[AllowAnonymous]
public sealed class SignOutModel(SignInManager<Person> signIn, ComeFromElsewhere elsewhere, CurrentAccess access) : PageModel
{
    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await access.Load(stop);
        var left = access.PersonId is { } person && await elsewhere.IsConnected(person, stop);
        await signIn.SignOutAsync();
        return LocalRedirect(left ? Urls.SignIn + "?left=true" : Urls.SignIn);
    }
}
