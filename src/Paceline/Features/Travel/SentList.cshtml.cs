using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;

namespace Paceline.Features.Travel;

/// <summary>A list as it left; opening it is noted.</summary>
[Requires(Can.ManageActivity)]
public sealed class SentListModel(PacelineDb db, ReadGates read, FileStore files, AuditTrail audit) : PageModel
{
    public async Task<IActionResult> OnGet(Guid activity, Guid list, CancellationToken stop)
    {
        if (await read.Of(activity, stop) is not { } view || await db.ListTransfers.AsNoTracking().FirstOrDefaultAsync(t => t.Id == list && t.ActivityId == activity, stop) is not { } sent) return NotFound();
        if (await files.Find(sent.FileId, stop) is not var (file, content)) return NotFound();
        audit.Add("Opened a list that left", RecordKind.ListTransfer, list, view.Activity.Title.ToString(), string.Join(", ", sent.Recipients), cluster: view.Activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return File(content, file.MediaType, file.Name);
    }
}
