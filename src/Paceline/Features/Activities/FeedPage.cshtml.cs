using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Activities;

/// <summary>The activities for the calendar program of a person, by a signed address that opens nothing else.</summary>
[AllowAnonymous]
public sealed class FeedPageModel(PacelineDb db, Links links, ReadCalendar read, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnGet(string token, CancellationToken stop)
    {
        if (await links.Find(LinkPurpose.ActivityCalendar, token, stop) is not { } link) return NotFound();
        // Whose account is closed or holds no role any more follows nothing.
        var person = await db.Users.Where(p => p.Id == link.SubjectId && !p.IsClosed).Select(p => new { p.Language }).FirstOrDefaultAsync(stop);
        if (person is null || !await db.RoleGrants.Valid(clock.GetUtcNow()).AnyAsync(g => g.PersonId == link.SubjectId, stop)) return NotFound();
        await links.Count(link, stop);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Texts.Culture(person.Language);
        Response.Headers.CacheControl = "private, no-cache";
        return await read.Feed("Paceline", forVisitors: false, await this.Site(stop), stop);
    }
}
