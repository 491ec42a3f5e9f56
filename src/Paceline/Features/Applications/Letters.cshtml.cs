using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>The letters to applicants: written, read over, sent once each.</summary>
[Requires(Can.ManageActivity)]
public sealed class LettersModel(PacelineDb db, CallDoor door, WriteLetters act, SiteAddress site) : PageModel
{
    public sealed record Row(Letter Letter, string Code, string Company);

    public Activity Activity { get; private set; } = null!;
    public Call Call { get; private set; } = null!;
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    /// <summary>Applications that have been decided on and have no letter of it yet.</summary>
    public int Missing { get; private set; }
    public int Ready => Rows.Count(r => r.Letter is { SentAt: null, To: not "" });

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop) => await Load(activity, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostPrepare(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        try
        {
            this.Say("{0} letters written. Read them over before they leave.", await act.Prepare(Activity, Call, await site.Of(Request, stop), stop));
        }
        catch (DbUpdateException)
        {
            this.Say("Somebody else wrote them at the same moment.");
        }

        return LocalRedirect(Urls.Letters(activity));
    }

    public async Task<IActionResult> OnPostSend(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        if (await act.Send(Activity, Call, null, stop) is > 0 and var sent) this.Say("{0} letters are on their way.", sent);
        else this.Say("No letter was left to send.");
        return LocalRedirect(Urls.Letters(activity));
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await door.Manage(activity, stop) is not var (found, call) || call is null) return false;
        (Activity, Call) = (found, call);
        var rows = await (from l in db.Letters.AsNoTracking() where l.ActivityId == activity join a in db.Applications on l.ApplicationId equals a.Id join o in db.Organisations on a.CompanyId equals o.Id select new { l, a.Number, o.Name }).ToListAsync(stop);
        Rows = [.. rows.OrderBy(r => r.l.SentAt is not null).ThenBy(r => r.l.Kind).ThenBy(r => r.Number).Select(r => new Row(r.l, FormattableString.Invariant($"A-{r.Number:000}"), r.Name))];
        var applications = await db.Applications.AsNoTracking().Where(a => a.CallId == call.Id && a.Number != null).Select(a => new { a.Id, a.State, a.MovedUpAt }).ToListAsync(stop);
        var there = rows.Select(r => (r.l.ApplicationId, r.l.Kind)).ToHashSet();
        Missing = applications.Count(a => (call.DecidedAt is not null || a.State is ApplicationState.Ineligible) && Letter.KindFor(a.State, a.MovedUpAt is not null) is { } kind && !there.Contains((a.Id, kind)));
        return true;
    }
}
