using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;

namespace Paceline.Features.Activities;

/// <summary>A file that proves an activity; that it was opened is noted. What names or shows people is withheld from whoever looks on for the funder.</summary>
[Requires(Can.OpenEvidence)]
public sealed class EvidenceFilePageModel(PacelineDb db, ActivityDoor door, AuditTrail audit, FileStore files) : PageModel
{
    public async Task<IActionResult> OnGet(Guid activity, Guid item, CancellationToken stop)
    {
        if (await door.Read(activity, Can.OpenEvidence, stop) is not { } found) return NotFound();
        var evidence = await db.EvidenceItems.AsNoTracking().FirstOrDefaultAsync(e => e.Id == item && e.RecordKind == RecordKind.Activity && e.RecordId == activity, stop);
        if (evidence is { IsOfPeople: true } && !door.May(Can.OpenEvidenceOfPeople, found)) return StatusCode(StatusCodes.Status403Forbidden);
        if (evidence is null || await files.Find(evidence.FileId, stop) is not var (file, content)) return NotFound();
        audit.Add("Opened evidence", RecordKind.EvidenceItem, item, found.Title.ToString(), evidence.FileName, cluster: found.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return Outgoing.AsDownload(file, content);
    }
}

/// <summary>Files on their way out.</summary>
internal static class Outgoing
{
    // Always as a download: what a stranger sent never runs inside the product's own pages.
    public static FileContentResult AsDownload(StoredFile file, byte[] content) => new(content, file.MediaType is "text/plain" ? "text/plain; charset=utf-8" : file.MediaType) { FileDownloadName = file.Name };
}
