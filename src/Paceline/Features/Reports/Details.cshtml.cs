using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Features.Programme;
using Paceline.Features.Scoreboard;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Reports;

/// <summary>A frozen report, read from its own bytes; beside it, what has changed since.</summary>
[Requires(Can.ViewReports)]
public sealed class DetailsModel(PacelineDb db, CurrentProgramme programme, Tally tally, Texts texts) : PageModel
{
    public FrozenReport Report { get; private set; } = null!;
    public string Sha256 { get; private set; } = "";
    public IReadOnlyList<Difference> Since { get; private set; } = [];
    /// <summary>The hash in groups that an eye can compare.</summary>
    public IEnumerable<string> Groups => Sha256.Chunk(8).Select(c => new string(c));

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (await db.ReportSnapshots.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } snapshot) return NotFound();
        (Report, Sha256) = (CanonicalJson.Read(snapshot.Content), snapshot.Sha256);
        if (await programme.Find(stop) is { } current && current.Id == snapshot.ProgrammeId) Since = Differences.Between(Report, await tally.Run(current, stop), texts);
        return Page();
    }
}
