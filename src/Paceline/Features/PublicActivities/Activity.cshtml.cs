using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Features.Activities;

namespace Paceline.Features.PublicActivities;

/// <summary>A public activity for visitors: nobody is named but the partners that run it.</summary>
[AllowAnonymous]
public sealed class ActivityModel(PacelineDb db) : PageModel
{
    public ActivityView View { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == activity && a.IsPublic, stop) is not { } found) return NotFound();
        using var house = db.AsTheHouse("A study that everybody may read, visitors read too.");
        View = await db.ViewOf(found, found.Details is StudyDetails study && study.IsFor(signedIn: false, partner: false), forVisitors: true, stop);
        return Page();
    }
}
