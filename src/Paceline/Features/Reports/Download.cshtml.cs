using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Reports;

/// <summary>A frozen report as a file: the JSON is the stored bytes themselves, the document is made from them.</summary>
[Requires(Can.ViewReports)]
public sealed class DownloadModel(PacelineDb db, AuditTrail audit, Texts texts) : PageModel
{
    public async Task<IActionResult> OnGet(Guid id, string format, CancellationToken stop)
    {
        if (format is not ("json" or "docx") || await db.ReportSnapshots.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } snapshot) return NotFound();
        audit.Add("Took a report out", RecordKind.ReportSnapshot, id, snapshot.Title, format);
        await db.SaveChangesAsync(stop);
        return format is "json"
            ? File(snapshot.Content, "application/json", "report.json")
            : File(ReportDocument.Write(CanonicalJson.Read(snapshot.Content), snapshot.Sha256, texts), WordDocument.MediaType, "report.docx");
    }
}
