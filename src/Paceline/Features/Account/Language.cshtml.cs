using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Account;

/// <summary>Changes the language of all pages for this browser and, where somebody is signed in, for the account.</summary>
[AllowAnonymous]
public sealed class LanguageModel(PacelineDb db, CurrentAccess access) : PageModel
{
    public async Task<IActionResult> OnPost([FromForm] string? language, [FromForm] string? back, CancellationToken stop)
    {
        if (language is null || !Texts.Spoken.Contains(language)) return BadRequest();
        LanguageCookie.Set(Response, language);
        await access.Load(stop);
        if (access.PersonId is { } person) await db.Users.Where(p => p.Id == person).ExecuteUpdateAsync(p => p.SetProperty(x => x.Language, language), stop);
        return LocalRedirect(Url.IsLocalUrl(back) ? back : Urls.Home);
    }
}
