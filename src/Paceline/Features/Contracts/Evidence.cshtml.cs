using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Platform.Access;

namespace Paceline.Features.Contracts;

/// <summary>A file that proves a contract.</summary>
[Requires(Can.OpenEvidence)]
public sealed class EvidenceModel(PacelineDb db, CurrentAccess access, OpenEvidence act) : PageModel
{
    public async Task<IActionResult> OnGet(Guid deal, Guid item, CancellationToken stop) =>
        await act.Run(db.BusinessDeals.Within(access.Reach(Can.OpenEvidence)), deal, item, stop) ?? (IActionResult)NotFound();
}
