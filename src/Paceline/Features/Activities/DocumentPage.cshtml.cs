using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;

namespace Paceline.Features.Activities;

/// <summary>A study or guide, for its readers; who took it stands in the trail, which is its distribution log.</summary>
[Requires(Can.ViewProgramme)]
public sealed class DocumentPageModel(PacelineDb db, ActivityDoor door, AuditTrail audit, FileStore files) : PageModel
{
    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == activity, stop) is not { Details: StudyDetails study } found) return NotFound();
        if (!study.IsFor(signedIn: true, door.IsPartner) && !door.May(Can.OpenEvidence, found)) return NotFound();
        if (await db.DocumentOf(found, stop) is not { } item || await files.Find(item.FileId, stop) is not var (file, content)) return NotFound();
        audit.Add("Took a study", RecordKind.Activity, activity, found.Title.ToString(), item.FileName, cluster: found.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return Outgoing.AsDownload(file, content);
    }
}
