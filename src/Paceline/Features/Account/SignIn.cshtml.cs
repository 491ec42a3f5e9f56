using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;
using Paceline.Platform.Ui;

namespace Paceline.Features.Account;

/// <summary>The door for people with an account.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SignInModel(SignInManager<Person> signIn) : PageModel
{
    public sealed record Credentials
    {
        [Required(ErrorMessage = "This is needed."), EmailAddress(ErrorMessage = "Use an e-mail address.")] public string Email { get; init; } = "";
        [Required(ErrorMessage = "This is needed.")] public string Password { get; init; } = "";
    }

    [BindProperty] public Credentials Input { get; set; } = new();

    public async Task<IActionResult> OnPost(string? returnUrl)
    {
        if (!ModelState.IsValid) return this.Invalid();
        var result = await signIn.PasswordSignInAsync(Input.Email, Input.Password, isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded) return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
        return this.Refused("", new Refusal("That did not work. Check the e-mail and the password, or use another way to sign in."));
    }
}
