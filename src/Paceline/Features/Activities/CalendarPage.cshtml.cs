using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Activities;

/// <summary>The activities of the alliance by day, as a list or a month, and the address at which calendar programs follow them.</summary>
[Requires(Can.ViewProgramme)]
public sealed class CalendarPageModel(PacelineDb db, ReadCalendar read, CurrentProgramme programmes, CurrentAccess access, Links links, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan LinkLives = TimeSpan.FromDays(3 * 365);

    public CalendarPage Shown { get; private set; } = null!;
    public string? Address { get; private set; }

    public async Task OnGet(string? market, Guid? cluster, ActivityKind? kind, string? view, string? month, string? when, CancellationToken stop)
    {
        var zone = (await programmes.Find(stop))?.TimeZone ?? "Europe/Brussels";
        Shown = await read.Run(new CalendarFilter(market, cluster, kind, view, month, when), forVisitors: false, zone, stop);
        var now = clock.GetUtcNow();
        var person = access.PersonId!.Value;
        if (await db.AccessLinks.AnyAsync(l => l.Purpose == LinkPurpose.ActivityCalendar && l.SubjectId == person && l.RevokedAt == null && l.ExpiresAt > now, stop))
            Address = await this.Site(stop) + Urls.CalendarFeed(await links.For(LinkPurpose.ActivityCalendar, person, LinkLives, stop));
    }

    public async Task<IActionResult> OnPostSubscribe(CancellationToken stop)
    {
        await links.For(LinkPurpose.ActivityCalendar, access.PersonId!.Value, LinkLives, stop);
        await db.SaveChangesAsync(stop);
        return LocalRedirect(Urls.ActivityCalendar);
    }

    public async Task<IActionResult> OnPostReplace(CancellationToken stop)
    {
        await links.Revoke(LinkPurpose.ActivityCalendar, access.PersonId!.Value, stop);
        await links.For(LinkPurpose.ActivityCalendar, access.PersonId!.Value, LinkLives, stop);
        await db.SaveChangesAsync(stop);
        this.Say("The old address opens nothing any more.");
        return LocalRedirect(Urls.ActivityCalendar);
    }
}
