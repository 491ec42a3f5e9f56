using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Data.Demo;
using Paceline.Domain;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;
using Paceline.Platform.Ui;

namespace Paceline.Features.Account;

/// <summary>The door for people with an account.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SignInModel(Door door, PeopleSignIn signIn, OutsideDirectory directory, CurrentAccess access, Clock clock) : PageModel
{
    public sealed record Credentials
    {
        [Required(ErrorMessage = "This is needed."), EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(256, ErrorMessage = "This is too long. Use at most {1} characters.")]
        public string Email { get; init; } = "";

        [Required(ErrorMessage = "This is needed."), StringLength(PasswordRule.Longest, ErrorMessage = "This is too long. Use at most {1} characters.")]
        public string Password { get; init; } = "";
    }

    [BindProperty] public Credentials Input { get; set; } = new();

    /// <summary>Where the person wanted to go.</summary>
    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    /// <summary>Somebody has just signed out who came from the alliance's directory.</summary>
    [FromQuery] public bool Left { get; set; }

    /// <summary>Name of the alliance's directory, or null where it has none.</summary>
    public string? Elsewhere => directory.IsOn ? directory.Name : null;

    /// <summary>The accounts that a demonstration offers, by role.</summary>
    public IReadOnlyList<DemoAccount> Demo => clock.IsDemo ? DemoAccounts.All : [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        await access.Load(stop);
        return access.PersonId is null ? Page() : LocalRedirect(Target);
    }

    public async Task<IActionResult> OnPost() => ModelState.IsValid ? Answer(await door.ByPassword(Input.Email, Input.Password, HttpContext.RequestAborted)) : this.Invalid();

    public async Task<IActionResult> OnPostPasskeyOptions() => Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    public async Task<IActionResult> OnPostPasskey([FromForm] string? credential)
    {
        ModelState.Clear();
        return string.IsNullOrEmpty(credential)
            ? this.Refused("", new Refusal("Passkeys need a script that did not run here. Sign in with your password."))
            : Answer(await door.ByPasskey(credential));
    }

    public async Task<IActionResult> OnPostDemo([FromForm] string? email)
    {
        ModelState.Clear();
        return Answer(await door.OfDemonstration(email ?? ""));
    }

    private string Target => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Urls.Home;

    private IActionResult Answer(Opening opening)
    {
        if (opening.Refusal is { } no) return this.Refused("", no);
        return LocalRedirect(opening.NeedsSecondStep ? Urls.SignInCode + QueryString.Create("returnUrl", Target) : Target);
    }
}
