using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;
using Paceline.Platform.Ui;

namespace Paceline.Features.Account;

/// <summary>Where the link of an invitation or of a forgotten password leads. Opening it changes nothing: mail programmes open links too.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class ChoosePasswordModel(ChoosePassword choose) : PageModel
{
    [BindProperty, Required(ErrorMessage = "This is needed.")] public string Password { get; set; } = "";

    /// <summary>The account, so that a password store files the password under the right name.</summary>
    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGet(string token, CancellationToken stop) => await Show(token, stop) ? Page() : StatusCode(StatusCodes.Status410Gone);

    public async Task<IActionResult> OnPost(string token, CancellationToken stop)
    {
        if (!await Show(token, stop)) return StatusCode(StatusCodes.Status410Gone);
        if (!ModelState.IsValid) return this.Invalid();
        var (live, refusal, second) = await choose.Run(token, Password, stop);
        if (!live) return StatusCode(StatusCodes.Status410Gone);
        if (refusal is not null) return this.Refused("Password", refusal);
        if (second)
        {
            this.Say("Your password is set.");
            return LocalRedirect(Urls.SignInCode);
        }

        this.Say("Your password is set. You are signed in.");
        return LocalRedirect(Urls.Home);
    }

    private async Task<bool> Show(string token, CancellationToken stop)
    {
        if (await choose.Find(token, stop) is not { } person) return false;
        (Email, Name) = (person.Email!, person.DisplayName);
        return true;
    }
}
