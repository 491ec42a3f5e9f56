using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Features.Privacy;
using Paceline.Platform.Access;

namespace Paceline.Features.DataProtection;

/// <summary>Who stands behind the pseudonyms of proof that is kept: for auditors, and each opening is noted.</summary>
[Requires(Can.OpenSealedIdentity)]
public sealed class SealedModel(PacelineDb db, SealIdentity seals) : PageModel
{
    /// <summary>A seal.</summary>
    public sealed record Row(Guid Id, string Pseudonym, DateTimeOffset SealedAt);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public Guid? OpenedId { get; private set; }
    public Identity? Opened { get; private set; }

    public Task OnGet(CancellationToken stop) => Show(stop);

    public async Task<IActionResult> OnPost([FromForm] Guid seal, CancellationToken stop)
    {
        await Show(stop);
        if (Rows.All(r => r.Id != seal)) return NotFound();
        (OpenedId, Opened) = (seal, await seals.Open(seal, stop));
        return Page();
    }

    private async Task Show(CancellationToken stop) => Rows = await db.SealedIdentities.OrderByDescending(s => s.SealedAt).Select(s => new Row(s.Id, s.Pseudonym, s.SealedAt)).ToListAsync(stop);
}
