using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Access;

namespace Paceline.Features.Activities;

/// <summary>The organiser's board: what is due, what lacks evidence, what waits for the check. Who organises nothing finds the calendar.</summary>
[Requires(Can.ViewProgramme)]
public sealed class IndexModel(ReadBoard read, CurrentAccess access) : PageModel
{
    public IReadOnlyList<BoardRow> Rows { get; private set; } = [];
    public bool Organises => access.MaySomewhere(Can.ManageActivity);
    public bool Checks => access.MaySomewhere(Can.VerifyActivity);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!Organises && !Checks) return LocalRedirect(Urls.ActivityCalendar);
        Rows = await read.Run(stop);
        return Page();
    }
}
