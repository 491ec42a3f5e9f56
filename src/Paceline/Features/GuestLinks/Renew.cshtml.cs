using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;
using Paceline.Platform.Ui;

namespace Paceline.Features.GuestLinks;

/// <summary>Where the page of a dead link leads: a new one is mailed. The answer is the same for everybody.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class RenewModel(RenewLink renew, SiteAddress site) : PageModel
{
    [BindProperty, StringLength(200, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Token { get; set; }

    [BindProperty, EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(256, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Email { get; set; }

    public bool Sent { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!ModelState.IsValid) return this.Invalid();
        var address = await site.Of(Request, stop);
        if (string.IsNullOrEmpty(Token) && string.IsNullOrWhiteSpace(Email)) return Page();
        await renew.Ask(Token, Email, address, stop);
        Sent = true;
        return Page();
    }
}
