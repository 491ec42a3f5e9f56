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

/// <summary>The second step at the door: a code of the app, a code from paper, or a passkey.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SignInCodeModel(Door door, PeopleSignIn signIn, SecondFactors factors, UserManager<Person> people) : PageModel
{
    [BindProperty, Required(ErrorMessage = "This is needed."), StringLength(40, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Code { get; set; } = "";

    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    /// <summary>The person has an app.</summary>
    public bool HasApp { get; private set; }

    /// <summary>The person has a passkey.</summary>
    public bool HasPasskey { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Show(stop) ? Page() : LocalRedirect(Urls.SignIn);

    public Task<IActionResult> OnPost(CancellationToken stop) => Take(fromPaper: false, stop);

    public Task<IActionResult> OnPostPaper(CancellationToken stop) => Take(fromPaper: true, stop);

    public async Task<IActionResult> OnPostPasskeyOptions() =>
        await door.Halfway() is { } person ? Content(await signIn.MakePasskeyRequestOptionsAsync(person), "application/json") : BadRequest();

    public async Task<IActionResult> OnPostPasskey([FromForm] string? credential, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Show(stop)) return LocalRedirect(Urls.SignIn);
        if (string.IsNullOrEmpty(credential)) return this.Refused("", new Refusal("Passkeys need a script that did not run here. Use a code."));
        return Answer(await door.ByPasskey(credential));
    }

    private async Task<IActionResult> Take(bool fromPaper, CancellationToken stop)
    {
        if (!await Show(stop)) return LocalRedirect(Urls.SignIn);
        if (!ModelState.IsValid) return this.Invalid();
        var opening = await door.ByCode(Code, fromPaper, stop);
        Code = "";
        return Answer(opening);
    }

    private IActionResult Answer(Opening opening)
    {
        if (opening.Refusal is { } no)
        {
            ModelState.Clear();
            return this.Refused("Code", no);
        }

        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Urls.Home);
    }

    private async Task<bool> Show(CancellationToken stop)
    {
        if (await door.Halfway() is not { } person) return false;
        (HasApp, HasPasskey) = (await factors.Has(person.Id, stop), (await people.GetPasskeysAsync(person)).Count > 0);
        return true;
    }
}
