using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Access;

namespace Paceline.Features.Contracts;

/// <summary>A file that proves one of the company's own contracts.</summary>
[Requires(Can.OpenEvidence)]
public sealed class OwnEvidenceModel(Reporters reporters, OpenEvidence act) : PageModel
{
    public async Task<IActionResult> OnGet(string who, Guid deal, Guid item, CancellationToken stop) =>
        await reporters.Find(who, stop) is { } reporter ? await act.Run(reporters.Deals(reporter), deal, item, stop) ?? (IActionResult)NotFound() : NotFound();
}
