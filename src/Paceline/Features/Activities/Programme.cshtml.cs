using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Activities;

/// <summary>The points of an activity's programme, to be changed.</summary>
[Requires(Can.ManageActivity)]
public sealed class ProgrammeModel(PacelineDb db, ActivityDoor door) : PageModel
{
    public Activity Activity { get; private set; } = null!;
    public IReadOnlyList<ProgrammeItem> Points { get; private set; } = [];
    public string Zone => Dates.Zone(Activity.TimeZone, new DateTimeOffset(Activity.StartsOn, new TimeOnly(12, 0), TimeSpan.Zero));

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ManageActivity, stop) is not { Traits.HasProgramme: true } found) return NotFound();
        Activity = found;
        Points = await db.ProgrammeItems.AsNoTracking().Where(p => p.ActivityId == activity).OrderBy(p => p.Date).ThenBy(p => p.From).ThenBy(p => p.Id).ToListAsync(stop);
        return Page();
    }
}
