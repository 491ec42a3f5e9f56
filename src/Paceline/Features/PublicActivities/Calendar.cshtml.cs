using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Activities;
using Paceline.Features.Activities;
using Paceline.Features.Programme;

namespace Paceline.Features.PublicActivities;

/// <summary>The public part of the calendar.</summary>
[AllowAnonymous]
public sealed class CalendarModel(ReadCalendar read, CurrentProgramme programmes) : PageModel
{
    public CalendarPage Shown { get; private set; } = null!;

    public async Task OnGet(string? market, Guid? cluster, ActivityKind? kind, string? view, string? month, string? when, CancellationToken stop) =>
        Shown = await read.Run(new CalendarFilter(market, cluster, kind, view, month, when), forVisitors: true, (await programmes.Find(stop))?.TimeZone ?? "Europe/Brussels", stop);
}
