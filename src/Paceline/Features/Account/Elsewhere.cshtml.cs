using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Paceline.Platform.Access;

namespace Paceline.Features.Account;

/// <summary>Leads to the alliance's directory, and out of it. Nothing changes here: whoever comes back is looked at there.</summary>
[AllowAnonymous]
public sealed class ElsewhereModel(OutsideDirectory directory, IOptionsMonitor<OpenIdConnectOptions> options, CurrentAccess access) : PageModel
{
    public string Name => directory.Name;

    public async Task<IActionResult> OnGet(string? returnUrl, CancellationToken stop)
    {
        if (!directory.IsOn) return NotFound();
        await access.Load(stop);
        var target = Url.IsLocalUrl(returnUrl) ? returnUrl : Urls.Home;
        if (access.PersonId is not null) return LocalRedirect(target);
        if (!await Answers(stop)) return Away();
        return Challenge(new AuthenticationProperties { RedirectUri = Urls.ElsewhereWelcome + QueryString.Create("returnUrl", target) }, OutsideDirectory.Scheme);
    }

    public async Task<IActionResult> OnGetLeave(CancellationToken stop)
    {
        if (!directory.IsOn) return NotFound();
        if (!await Answers(stop)) return Away();
        return SignOut(new AuthenticationProperties { RedirectUri = Urls.SignIn }, OutsideDirectory.Scheme);
    }

    private PageResult Away()
    {
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Page();
    }

    // Asked before anybody is sent there; the answer is kept for hours.
    private async Task<bool> Answers(CancellationToken stop)
    {
        try
        {
            return await options.Get(OutsideDirectory.Scheme).ConfigurationManager!.GetConfigurationAsync(stop) is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
