using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Travel;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Applications;

/// <summary>A company's applications and trips: what it must do next comes first, then what is open to it, then what was.</summary>
[Requires(Can.ApplyForCompany)]
public sealed class MyTripsModel(PacelineDb db, CallDoor door, ReadEligibility rules, ReadDelegation delegation, CurrentAccess access, TimeProvider clock) : PageModel
{
    public sealed record Trip(Application Application, ApplicationState State, Activity Activity, Call Call, string Company, bool IsFor, CallPhase Phase, bool IsOff)
    {
        /// <summary>Something waits for the company.</summary>
        public bool NeedsYou => !IsOff && State is ApplicationState.Selected || Phase is CallPhase.OpenNow && (Application.State is ApplicationState.Draft || Application is { State: ApplicationState.Submitted, HasChanges: true });
    }

    /// <summary>People of a company at an activity, with where each stands; and whether there is a briefing pack to read.</summary>
    public sealed record Going(Activity Activity, string Company, IReadOnlyList<(string Name, RegistrationState State)> People, bool HasPack);

    public sealed record OpenCall(Activity Activity, Call Call, Guid Company, string Name, bool IsFor, IReadOnlyList<RuleFinding> Findings);

    public IReadOnlyList<Trip> Trips { get; private set; } = [];
    public IReadOnlyList<OpenCall> Open { get; private set; } = [];
    /// <summary>Where people of the company are registered: what comes first, then what was.</summary>
    public IReadOnlyList<Going> Coming { get; private set; } = [];

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
        var sent = await door.Sent(mine.ConvertAll(m => m.a.Id), stop);
        Trips = [.. mine.Select(m => new Trip(m.a, m.a.StateAsTold([.. sent[m.a.Id]]), m.x, m.c, names[m.a.CompanyId], door.ActsFor(m.a.CompanyId), m.c.PhaseAt(now, m.x, clock.Today(m.x.TimeZone)), m.x.RefusesPlaces(clock.Today(m.x.TimeZone)) is not null)).OrderByDescending(t => t.NeedsYou).ThenByDescending(t => t.Activity.StartsOn)];
        var calls = await (from c in db.Calls.AsNoTracking() where c.PublishedAt != null && c.DecidedAt == null join x in db.Activities.AsNoTracking() on c.ActivityId equals x.Id select new { c, x }).ToListAsync(stop);
        var open = new List<OpenCall>();
        foreach (var call in calls.Where(c => c.c.PhaseAt(now, c.x, clock.Today(c.x.TimeZone)) is CallPhase.OpenNow or CallPhase.OpensLater).OrderBy(c => c.c.ClosesAt))
        {
            var findings = await rules.Of(call.c, call.x, companies, stop);
            open.AddRange(from company in names where Trips.All(t => t.Call.Id != call.c.Id || t.Application.CompanyId != company.Key) orderby company.Value select new OpenCall(call.x, call.c, company.Key, company.Value, door.ActsFor(company.Key), findings.GetValueOrDefault(company.Key, [])));
        }

        Open = open;
        await Registered(names, stop);
    }

    private async Task Registered(Dictionary<Guid, string> names, CancellationToken stop)
    {
        var companies = names.Keys.Cast<Guid?>().ToList();
        var people = await (from r in db.Registrations.AsNoTracking()
                            where companies.Contains(r.OrganisationId) && r.State != RegistrationState.Cancelled
                            join x in db.Activities.AsNoTracking() on r.ActivityId equals x.Id
                            orderby r.Number
                            select new { r.Name, r.State, Company = r.OrganisationId!.Value, x }).ToListAsync(stop);
        var going = new List<Going>();
        foreach (var group in people.GroupBy(p => (p.x.Id, p.Company)))
        {
            var activity = group.First().x;
            going.Add(new Going(activity, names[group.Key.Company], [.. group.Select(p => (p.Name, p.State))], activity.Traits.HasItinerary && await delegation.TakesPart(activity.Id, [group.Key.Company], stop)));
        }

        Coming = [.. going.OrderBy(g => g.Activity.RefusesPlaces(clock.Today(g.Activity.TimeZone)) is not null).ThenBy(g => g.Activity.StartsOn).ThenBy(g => g.Company, StringComparer.CurrentCultureIgnoreCase)];
    }
}
