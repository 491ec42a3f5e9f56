using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Features.Activities;
using Paceline.Platform.Files;

namespace Paceline.Features.PublicActivities;

/// <summary>A study or guide that everybody may read.</summary>
[AllowAnonymous]
public sealed class DocumentModel(PacelineDb db, FileStore files) : PageModel
{
    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == activity && a.IsPublic, stop) is not { Details: StudyDetails study } found || !study.IsFor(signedIn: false, partner: false)) return NotFound();
        using var house = db.AsTheHouse("A study that everybody may read, visitors read too.");
        return await db.DocumentOf(found, stop) is { } item && await files.Find(item.FileId, stop) is var (file, content) ? Outgoing.AsDownload(file, content) : NotFound();
    }
}
