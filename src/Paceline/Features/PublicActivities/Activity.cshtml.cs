using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Activities;
using Paceline.Features.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Features.PublicActivities;

/// <summary>A public activity for visitors: nobody is named but the partners that run it.</summary>
[AllowAnonymous]
public sealed class ActivityModel(PacelineDb db, CurrentAccess access, RegistrationDoor door) : PageModel
{
    public ActivityView View { get; private set; } = null!;
    public bool MayRegister { get; private set; }
    /// <summary>The call by which companies take part, once it is published.</summary>
    public Call? Call { get; private set; }
    /// <summary>Why nobody registers; null where somebody may.</summary>
    public Refusal? Closed { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == activity && a.IsPublic, stop) is not { } found) return NotFound();
        await access.Load(stop);
        if (found.Traits.HasCall) Call = await db.Calls.AsNoTracking().FirstOrDefaultAsync(c => c.ActivityId == activity && c.PublishedAt != null, stop);
        (MayRegister, Closed) = (await door.MayRegister(found, stop), Seats.Closed(found, byOrganiser: false));
        using var house = db.AsTheHouse("A study that everybody may read, visitors read too.");
        View = await db.ViewOf(found, found.Details is StudyDetails study && study.IsFor(signedIn: false, partner: false), readsFor: [], forVisitors: true, stop);
        return Page();
    }
}
