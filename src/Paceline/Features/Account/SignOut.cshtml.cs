using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Access;

namespace Paceline.Features.Account;

/// <summary>The way out.</summary>
[AllowAnonymous]
public sealed class SignOutModel(SignInManager<Person> signIn) : PageModel
{
    public async Task<IActionResult> OnPost()
    {
        await signIn.SignOutAsync();
        return LocalRedirect(Urls.SignIn);
    }
}
