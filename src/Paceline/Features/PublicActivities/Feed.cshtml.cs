using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Features.Activities;
using Paceline.Features.Programme;
using Paceline.Platform.Ui;

namespace Paceline.Features.PublicActivities;

/// <summary>The public part of the calendar for calendar programs.</summary>
[AllowAnonymous]
public sealed class FeedModel(ReadCalendar read, CurrentProgramme programmes) : PageModel
{
    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        Response.Headers.CacheControl = "public, max-age=300";
        return await read.Feed((await programmes.Find(stop))?.Acronym ?? "Paceline", forVisitors: true, await this.Site(stop), stop);
    }
}
