using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Features.Programme;
using Paceline.Platform.Access;

namespace Paceline.Features.Reports;

/// <summary>The frozen reports.</summary>
[Requires(Can.ViewReports)]
public sealed class IndexModel(PacelineDb db, CurrentProgramme programme) : PageModel
{
    public sealed record Row(Guid Id, int Number, string Title, DateTimeOffset FrozenAt, string FrozenBy, string Sha256);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public string Zone { get; private set; } = "UTC";
    public bool HasProgramme { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        if (await programme.Find(stop) is not { } current) return;
        (Zone, HasProgramme) = (current.TimeZone, true);
        Rows = await db.ReportSnapshots.Where(r => r.ProgrammeId == current.Id).OrderByDescending(r => r.Number).Select(r => new Row(r.Id, r.Number, r.Title, r.FrozenAt, r.FrozenBy, r.Sha256)).ToListAsync(stop);
    }
}
