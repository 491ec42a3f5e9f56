using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Files;
using Paceline.Platform.Ui;

namespace Paceline.Features.Directory;

/// <summary>A profile as its owner chose to show it to the holder of a link.</summary>
[AllowAnonymous]
public sealed class SharedModel(PacelineDb db, Links links, ReadProfile read, FileStore files) : PageModel
{
    public ProfileView View { get; private set; } = null!;
    public DateOnly Until { get; private set; }

    public async Task<IActionResult> OnGet(string token, CancellationToken stop)
    {
        if (await Open(token, stop) is not var (link, share, record)) return StatusCode(StatusCodes.Status410Gone);
        await links.Count(link, stop);
        // What search engines keep, nobody ends: a link is not for them.
        Response.Headers["X-Robots-Tag"] = "noindex";
        Until = DateOnly.FromDateTime(link.ExpiresAt.UtcDateTime);
        View = await read.Of(record, share.Shows | PublicFields.Card, await this.Site(stop) + Urls.SharedProfile(token), Urls.SharedProfile(token) + "?handler=Logo", stop);
        return Page();
    }

    public async Task<IActionResult> OnGetLogo(string token, CancellationToken stop)
    {
        if (await Open(token, stop) is not var (_, _, record) || record.Organisation.LogoId is not { } logo || await files.Find(logo, stop) is not var (file, content)) return NotFound();
        Response.Headers.CacheControl = "private, max-age=300";
        return File(content, file.MediaType);
    }

    private async Task<(AccessLink Link, ProfileShare Share, EntryRecord Record)?> Open(string token, CancellationToken stop)
    {
        if (await links.Find(LinkPurpose.SharedProfile, token, stop) is not { } link) return null;
        using var house = db.AsTheHouse("A link to a profile opens the one share that it was made for.");
        return await db.ProfileShares.AsNoTracking().FirstOrDefaultAsync(s => s.Id == link.SubjectId, stop) is { } share
            && await read.Find(share.OrganisationId, stop) is { Organisation.State: OrganisationState.Active } record ? (link, share, record) : null;
    }
}
