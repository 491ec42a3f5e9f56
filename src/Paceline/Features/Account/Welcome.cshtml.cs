using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;

namespace Paceline.Features.Account;

/// <summary>Where people arrive from the alliance's directory: known ones go on, others are asked once whether to connect, strangers hear why not.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class WelcomeModel(OutsideDirectory directory, ComeFromElsewhere act) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    /// <summary>What went wrong on the way.</summary>
    [FromQuery] public string? Problem { get; set; }

    public string Name => directory.Name;
    public Arrival? Arrival { get; private set; }
    public Refusal? Refusal { get; private set; }

    public Task<IActionResult> OnGet(CancellationToken stop) => Take(agreed: false, stop);

    public Task<IActionResult> OnPost(CancellationToken stop) => Take(agreed: true, stop);

    private async Task<IActionResult> Take(bool agreed, CancellationToken stop)
    {
        if (!directory.IsOn) return NotFound();
        if (Problem is not null)
            return await Refuse(Problem is "refused" ? new("You did not agree at {0}, so nobody is signed in.", directory.Name) : new("The answer of {0} did not hold, so nobody is signed in. Start again from the sign-in page.", directory.Name));
        if ((await HttpContext.AuthenticateAsync(IdentityConstants.ExternalScheme)).Principal is not { } claims) return await Refuse(Door.TooLate);
        Arrival = await act.Read(claims, stop);
        if (Arrival.Refusal is { } no)
        {
            await act.Note(Arrival, stop);
            return await Refuse(no);
        }

        if (!Arrival.IsConnected && !agreed) return Page();
        return await Enter(Arrival, claims, stop);
    }

    private async Task<IActionResult> Enter(Arrival arrival, ClaimsPrincipal claims, CancellationToken stop)
    {
        var opening = await act.Enter(arrival, claims, stop);
        if (opening.Refusal is { } no) return await Refuse(no);
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        var target = Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Urls.Home;
        return LocalRedirect(opening.NeedsSecondStep ? Urls.SignInCode + QueryString.Create("returnUrl", target) : target);
    }

    private async Task<IActionResult> Refuse(Refusal refusal)
    {
        Refusal = refusal;
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
