using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;

namespace Paceline.Features.Contracts;

/// <summary>The contracts that a company reported.</summary>
[Requires(Can.ReportContract)]
public sealed class MineModel(Reporters reporters) : PageModel
{
    public sealed record Row(Guid Id, string Code, string Counterpart, string Country, DateOnly SignedOn, DealState State);

    public Reporter Reporter { get; private set; } = null!;
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(string who, CancellationToken stop)
    {
        if (await reporters.Find(who, stop) is not { } reporter) return NotFound();
        Reporter = reporter;
        Rows = [.. (await reporters.Deals(reporter).AsNoTracking().OrderByDescending(d => d.SignedOn).ThenByDescending(d => d.Number).ToListAsync(stop)).Select(d => new Row(d.Id, d.Code, d.Counterpart, d.CounterpartCountry, d.SignedOn, d.State))];
        return Page();
    }
}
