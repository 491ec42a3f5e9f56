using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Access;

namespace Paceline.Features.Applications;

/// <summary>A company's applications and trips: what it must do next comes first, then what is open to it, then what was.</summary>
[Requires(Can.ApplyForCompany)]
public sealed class MyTripsModel(PacelineDb db, CallDoor door, ReadEligibility rules, CurrentAccess access, TimeProvider clock) : PageModel
{
    public sealed record Trip(Application Application, Activity Activity, Call Call, string Company, bool IsFor, CallPhase Phase)
    {
        /// <summary>Something waits for the company.</summary>
        public bool NeedsYou => Application.State is ApplicationState.Selected || Phase is CallPhase.OpenNow && (Application.State is ApplicationState.Draft || Application is { State: ApplicationState.Submitted, HasChanges: true });
    }

    public sealed record OpenCall(Activity Activity, Call Call, Guid Company, string Name, bool IsFor, IReadOnlyList<RuleFinding> Findings);

    public IReadOnlyList<Trip> Trips { get; private set; } = [];
    public IReadOnlyList<OpenCall> Open { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var companies = access.Reach(Can.ApplyForCompany).Companies.ToList();
        var names = await db.Organisations.AsNoTracking().Where(o => companies.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
        var mine = await (from a in db.Applications.AsNoTracking()
                          where companies.Contains(a.CompanyId)
                          join c in db.Calls.AsNoTracking() on a.CallId equals c.Id
                          join x in db.Activities.AsNoTracking() on a.ActivityId equals x.Id
                          select new { a, c, x }).ToListAsync(stop);
        Trips = [.. mine.Select(m => new Trip(m.a, m.x, m.c, names[m.a.CompanyId], door.ActsFor(m.a.CompanyId), m.c.PhaseAt(now))).OrderByDescending(t => t.NeedsYou).ThenByDescending(t => t.Activity.StartsOn)];
        var calls = await (from c in db.Calls.AsNoTracking() where c.PublishedAt != null && c.DecidedAt == null join x in db.Activities.AsNoTracking() on c.ActivityId equals x.Id select new { c, x }).ToListAsync(stop);
        var open = new List<OpenCall>();
        foreach (var call in calls.Where(c => c.c.PhaseAt(now) is CallPhase.OpenNow or CallPhase.OpensLater).OrderBy(c => c.c.ClosesAt))
        {
            var findings = await rules.Of(call.c, call.x, companies, stop);
            open.AddRange(from company in names where Trips.All(t => t.Call.Id != call.c.Id || t.Application.CompanyId != company.Key) orderby company.Value select new OpenCall(call.x, call.c, company.Key, company.Value, door.ActsFor(company.Key), findings.GetValueOrDefault(company.Key, [])));
        }

        Open = open;
    }
}
