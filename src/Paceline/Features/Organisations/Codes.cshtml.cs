using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Features.Organisations;

/// <summary>Searches a code table for the fields that choose from it.</summary>
[Requires(Can.UseAccount)]
public sealed class CodesModel : PageModel
{
    public IActionResult OnGet(string kind, string? q, string? country, NaceRevision revision) =>
        (q ?? "").Length <= 100 && CodeSearch.Find(kind, q ?? "", country, revision) is { } found ? new JsonResult(found) : NotFound();
}
