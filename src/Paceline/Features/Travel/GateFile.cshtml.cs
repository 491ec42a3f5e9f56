using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Access;
using Paceline.Platform.Files;

namespace Paceline.Features.Travel;

/// <summary>The policy or the plan behind a gate.</summary>
[Requires(Can.ManageActivity)]
public sealed class GateFileModel(ReadGates read, FileStore files) : PageModel
{
    public async Task<IActionResult> OnGet(Guid activity, Guid gate, CancellationToken stop) =>
        await read.Of(activity, stop) is { } view && view.Facts.Settled.FirstOrDefault(g => g.Id == gate)?.FileId is { } id && await files.Find(id, stop) is var (file, content) ? File(content, file.MediaType, file.Name) : NotFound();
}
