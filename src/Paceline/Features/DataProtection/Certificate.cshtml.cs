using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Privacy;
using Paceline.Features.Programme;
using Paceline.Platform.Access;

namespace Paceline.Features.DataProtection;

/// <summary>The certificate of a run: to read, to print, and as the bytes that its hash is of.</summary>
[Requires(Can.HandlePrivacyRequests)]
public sealed class CertificateModel(PacelineDb db, CurrentProgramme programme) : PageModel
{
    public RetentionRun Run { get; private set; } = null!;
    public IReadOnlyList<RetentionLine> Lines { get; private set; } = [];
    public string Zone { get; private set; } = "Europe/Brussels";

    public async Task<IActionResult> OnGet(Guid run, CancellationToken stop)
    {
        if (await db.RetentionRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == run, stop) is not { } found) return NotFound();
        (Run, Lines, Zone) = (found, RunRetention.Read(found), (await programme.Find(stop))?.TimeZone ?? Zone);
        return Page();
    }

    public async Task<IActionResult> OnGetJson(Guid run, CancellationToken stop) =>
        await db.RetentionRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == run, stop) is { } found ? File(found.Content, "application/json", FormattableString.Invariant($"retention-{found.Number}.json")) : NotFound();
}
