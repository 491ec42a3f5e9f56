using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;

namespace Paceline.Features.Registrations;

/// <summary>The scan of a signed sheet; each opening is noted.</summary>
[Requires(Can.ManageActivity)]
public sealed class SheetScanModel(PacelineDb db, RegistrationDoor door, FileStore files, AuditTrail audit, SiteAddress site) : OrganiserPage(door, site)
{
    public async Task<IActionResult> OnGet(Guid activity, Guid item, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        var evidence = await db.EvidenceItems.AsNoTracking().FirstOrDefaultAsync(e => e.Id == item && e.RecordKind == RecordKind.Activity && e.RecordId == activity && e.Kind == EvidenceKind.AttendanceSheet, stop);
        if (evidence is null || await files.Find(evidence.FileId, stop) is not var (file, content)) return NotFound();
        audit.Add("Opened evidence", RecordKind.EvidenceItem, evidence.Id, Activity.Title.ToString(), evidence.FileName, cluster: Activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return new FileContentResult(content, file.MediaType) { FileDownloadName = file.Name };
    }
}
