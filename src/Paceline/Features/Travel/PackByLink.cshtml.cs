using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>The briefing pack for the holder of a link: the own itinerary for a traveller, programme and places for a guest.</summary>
[AllowAnonymous]
public sealed class PackByLinkModel(PacelineDb db, ReadBriefing read, ShowToHosts show, Links links, Programme.CurrentProgramme programme, Texts texts) : PageModel
{
    public PackView View { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string token, int? since, CancellationToken stop)
    {
        if (await Open(token, stop) is not var (link, reader) || !await Load(token, reader, since, true, stop)) return StatusCode(StatusCodes.Status410Gone);
        await links.Count(link, stop);
        // What search engines keep, nobody ends: a link is not for them.
        Response.Headers["X-Robots-Tag"] = "noindex";
        return Page();
    }

    public async Task<IActionResult> OnGetCalendar(string token, CancellationToken stop) =>
        await Open(token, stop) is var (_, reader) && await Load(token, reader, null, false, stop) ? File(BriefingCalendar.Write(View), CalendarFeed.MediaType(CalendarMethod.Publish), "briefing.ics") : StatusCode(StatusCodes.Status410Gone);

    public async Task<IActionResult> OnGetDocument(string token, CancellationToken stop) =>
        await Open(token, stop) is var (_, reader) && await Load(token, reader, null, false, stop) ? File(BriefingDocument.Write(View, await programme.Find(stop), texts), WordDocument.MediaType, "briefing.docx") : StatusCode(StatusCodes.Status410Gone);

    public async Task<IActionResult> OnGetPrint(string token, CancellationToken stop) =>
        await Open(token, stop) is var (_, reader) && await Load(token, reader, null, false, stop) ? Content(BriefingDocument.PrintStyle(View, texts), "text/css; charset=utf-8") : StatusCode(StatusCodes.Status410Gone);

    private async Task<bool> Load(string token, BriefingReader reader, int? since, bool remember, CancellationToken stop)
    {
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == reader.ActivityId, stop);
        var sight = await show.SightOf(activity, reader, stop);
        if (await read.Published(activity, sight, reader.TravellerId, null, stop) is not { } view) return false;
        // Whoever left the delegation reads no more of it.
        if (reader.TravellerId is { } id && view.Content.People.All(p => p.Id != id)) return false;
        if (remember) view = (await read.Published(activity, sight, reader.TravellerId, BriefingSeen.Of(this, activity.Id, view.Version.Number, since), stop))!;
        View = view with { Address = Urls.Briefing(token), Calendar = Urls.Briefing(token) + "?handler=Calendar", IsOwn = true };
        return true;
    }

    private async Task<(AccessLink Link, BriefingReader Reader)?> Open(string token, CancellationToken stop)
    {
        if (await links.Find(LinkPurpose.Briefing, token, stop) is not { } link) return null;
        using var house = db.AsTheHouse("A link to a briefing pack opens the one reader that it was made for.");
        if (await db.BriefingReaders.AsNoTracking().FirstOrDefaultAsync(r => r.Id == link.SubjectId && r.EndedAt == null, stop) is not { } reader) return null;
        return reader.TravellerId is { } id && !await ReadDelegation.Travelling(db.Registrations, reader.ActivityId).AnyAsync(r => r.Id == id, stop) ? null : (link, reader);
    }
}
