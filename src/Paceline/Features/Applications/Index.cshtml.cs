using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Applications;

/// <summary>Every call for participation that is published: what is open, what comes, what was.</summary>
[Requires(Can.ViewProgramme)]
public sealed class IndexModel(PacelineDb db, CurrentAccess access, TimeProvider clock) : PageModel
{
    public sealed record Row(Activity Activity, Call Call, CallPhase Phase, string Lead, int Submitted, bool MayManage);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Activities that could have a call and have none yet, for those who run them.</summary>
    public IReadOnlyList<Activity> WithoutCall { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var found = await (from call in db.Calls.AsNoTracking()
                           join activity in db.Activities.AsNoTracking() on call.ActivityId equals activity.Id
                           join lead in db.Organisations.AsNoTracking() on activity.LeadClusterId equals lead.Id
                           select new { call, activity, lead.Name, Submitted = db.Applications.Count(a => a.CallId == call.Id && a.Number != null) }).ToListAsync(stop);
        Rows = [.. from f in found
                   let manages = access.May(Can.ManageActivity, new Scope(f.activity.LeadClusterId))
                   where manages || f.call.PublishedAt is not null
                   let phase = f.call.PhaseAt(now, f.activity, clock.Today(f.activity.TimeZone))
                   orderby phase is CallPhase.OpenNow ? 0 : phase is CallPhase.OpensLater ? 1 : phase is CallPhase.InPreparation or CallPhase.ClosedForSelection ? 2 : 3, f.activity.StartsOn descending
                   select new Row(f.activity, f.call, phase, f.Name, f.Submitted, manages)];
        if (!access.MaySomewhere(Can.ManageActivity)) return;
        var withCall = found.Select(f => f.activity.Id).ToHashSet();
        var planned = await db.Activities.AsNoTracking().Where(a => a.State == ActivityState.Planned || a.State == ActivityState.OpenForRegistration).OrderBy(a => a.StartsOn).ToListAsync(stop);
        WithoutCall = [.. planned.Where(a => a.Traits.HasCall && !withCall.Contains(a.Id) && access.May(Can.ManageActivity, new Scope(a.LeadClusterId)))];
    }
}
