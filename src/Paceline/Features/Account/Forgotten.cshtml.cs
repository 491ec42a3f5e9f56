using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;
using Paceline.Platform.Ui;

namespace Paceline.Features.Account;

/// <summary>The way back in; its answer is the same whether there is such an account or not.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class ForgottenModel(AskForPassword ask, SiteAddress site) : PageModel
{
    [BindProperty, Required(ErrorMessage = "This is needed."), EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(256, ErrorMessage = "This is too long. Use at most {1} characters.")]
    public string Email { get; set; } = "";

    public bool Sent { get; private set; }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!ModelState.IsValid) return this.Invalid();
        await ask.Forgotten(Email, await site.Of(Request, stop), stop);
        Sent = true;
        return Page();
    }
}
