using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;

namespace Paceline.Features.Contracts;

/// <summary>Hands out a file that proves a contract, to those who may open it, and notes that it was opened.</summary>
public sealed class OpenEvidence(PacelineDb db, CurrentAccess access, AuditTrail audit, FileStore files)
{
    /// <summary>The file as a download, or null where whoever asks may not open it.</summary>
    public async Task<FileContentResult?> Run(IQueryable<BusinessDeal> deals, Guid dealId, Guid itemId, CancellationToken stop)
    {
        if (await deals.AsNoTracking().FirstOrDefaultAsync(d => d.Id == dealId, stop) is not { } deal || !Disclosure.OpensFiles(deal.Confidentiality, access.ClosenessTo(deal))) return null;
        var item = await db.EvidenceItems.AsNoTracking().FirstOrDefaultAsync(e => e.Id == itemId && e.RecordKind == RecordKind.BusinessDeal && e.RecordId == dealId, stop);
        if (item is null || await files.Find(item.FileId, stop) is not var (file, content)) return null;
        audit.Add("Opened evidence", RecordKind.EvidenceItem, item.Id, deal.Code, item.FileName, cluster: deal.HomeClusterId);
        await db.SaveChangesAsync(stop);
        // Always as a download: what a stranger sent never runs inside the product's own pages.
        return new FileContentResult(content, file.MediaType is "text/plain" ? "text/plain; charset=utf-8" : file.MediaType) { FileDownloadName = file.Name };
    }
}
