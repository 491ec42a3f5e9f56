using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Text;

namespace Paceline.Features.Errors;

/// <summary>What people see when an answer is no.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken] // it only says why a form was not taken
public sealed class StatusModel(Texts texts) : PageModel
{
    public string Headline { get; private set; } = "";
    public string Explanation { get; private set; } = "";

    /// <summary>The dead link of an agenda, a registration, an invitation or a briefing pack, by which a new one is asked for.</summary>
    public string? DeadLink { get; private set; }

    /// <summary>Where a new link is to be had, where it opens an account.</summary>
    public string? Instead { get; private set; }

    public void OnGet() => Show(Code);

    public void OnPost() => Show(Code);

    // From the route itself: binding would read the form first, and a form that was too large cannot be read.
    private int Code => int.Parse((string)RouteData.Values["code"]!, System.Globalization.CultureInfo.InvariantCulture);

    private void Show(int code)
    {
        Say(code);
        if (code is not 410 || HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath.Split('/', StringSplitOptions.RemoveEmptyEntries) is not [var area, var token, ..]) return;
        if (area is "agenda" or "r" or "briefing") DeadLink = token;
        else if (area is "choose-password") Instead = Urls.ForgottenPassword;
    }

    private void Say(int code) => (Headline, Explanation) = code switch
    {
        400 => (texts["This form could not be read"].Value, texts["It was open for too long or was sent from elsewhere. Go back: what you typed is still there. Reload the page in another tab, then send again."].Value),
        403 => (texts["This is not yours to do"].Value, texts["Your account does not have the role for it. The coordinator can give it to you."].Value),
        404 => (texts["There is nothing here"].Value, texts["The address may be wrong, or the record is not yours to see."].Value),
        410 => (texts["This link has ended"].Value, texts["It has expired or was replaced by a newer one. Ask the organiser for a new link; your meetings and answers are kept."].Value),
        413 => (texts["The file is too large"].Value, texts["Files up to 10 MB are taken. Nothing was changed. Make the file smaller, for example by leaving out pictures, and send it again."].Value),
        429 => (texts["Too many attempts"].Value, texts["Wait a minute, then try again."].Value),
        _ => (texts["This did not work"].Value, texts["Nothing was changed. Go back and try again."].Value),
    };
}
