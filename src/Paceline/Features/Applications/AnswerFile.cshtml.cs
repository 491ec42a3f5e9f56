using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;

namespace Paceline.Features.Applications;

/// <summary>A file of an application: for the company, the organiser, and the assessors to whom it was given.</summary>
[Requires(Can.ViewProgramme)]
public sealed class AnswerFileModel(PacelineDb db, CallDoor door, ApplicationFiles files) : PageModel
{
    public async Task<IActionResult> OnGet(Guid application, Guid file, CancellationToken stop)
    {
        var own = await door.Own(application, stop);
        var record = own ?? (await door.Assessed(application, stop))?.Record;
        if (record is null && await db.Applications.Where(a => a.Id == application).Select(a => (Guid?)a.ActivityId).FirstOrDefaultAsync(stop) is { } activity) record = await door.Managed(activity, application, stop);
        if (record is null) return NotFound();
        var handedIn = (await door.HandedIn(record.Application, stop)).Answers;
        // What is being written, nobody but the company reads.
        return await files.Open(own is null ? [handedIn] : [handedIn, record.Application.Answers], record.Call, file, stop) is { } found ? found : NotFound();
    }
}
