using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Files;

namespace Paceline.Features.Organisations;

/// <summary>An organisation's logo: to everybody where it has a public entry or is a cluster, else to the alliance.</summary>
[AllowAnonymous]
public sealed class LogoModel(PacelineDb db, CurrentAccess access, FileStore files) : PageModel
{
    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        var found = await db.Organisations.Where(o => o.Id == id && o.LogoId != null)
            .Select(o => new { o.LogoId, o.Kind, Agreed = db.CompanyProfiles.Where(p => p.OrganisationId == id).Select(p => p.Public).FirstOrDefault() }).FirstOrDefaultAsync(stop);
        if (found is null) return NotFound();
        if (found.Kind is not OrganisationKind.ClusterOrganisation && !ProfileSight.Of(ProfileViewer.Everybody, found.Agreed).HasFlag(PublicFields.Card))
        {
            await access.Load(stop);
            if (!access.MaySomewhere(Can.ViewDirectory)) return NotFound();
        }

        if (await files.Find(found.LogoId!.Value, stop) is not var (file, content)) return NotFound();
        // "nosniff" stands on every answer; the type is what the bytes are, and nothing in a picture of these kinds can run.
        Response.Headers.CacheControl = "private, max-age=300";
        Response.Headers.ContentDisposition = $"inline; filename=\"{file.Name}\"";
        return new FileContentResult(content, file.MediaType) { EntityTag = new EntityTagHeaderValue($"\"{file.Sha256}\"") };
    }
}
