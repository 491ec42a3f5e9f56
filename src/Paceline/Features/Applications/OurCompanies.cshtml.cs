using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Applications;

/// <summary>A cluster's companies beside a call: who applied, who began, who did not answer; never what they wrote.</summary>
[Requires(Can.ManageMembers)]
public sealed class OurCompaniesModel(PacelineDb db, CallDoor door, ReadEligibility rules, CurrentAccess access, TimeProvider clock) : PageModel
{
    public sealed record Row(Guid Id, string Name, ApplicationState? State, int? ReserveRank, DateTimeOffset? At, IReadOnlyList<RuleFinding> Findings, bool MayApply, Guid? Application);

    public Activity Activity { get; private set; } = null!;
    public Call Call { get; private set; } = null!;
    public CallPhase Phase { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, stop) is not var (found, call, _)) return NotFound();
        (Activity, Call, Phase) = (found, call, call.PhaseAt(clock.GetUtcNow(), found, clock.Today(found.TimeZone)));
        var reach = access.Reach(Can.ManageMembers);
        var clusters = reach.Clusters.Cast<Guid?>().ToList();
        var everywhere = reach.Everywhere;
        var companies = await db.Organisations.AsNoTracking().Where(o => o.Kind == OrganisationKind.Company && o.State == OrganisationState.Active && o.HomeClusterId != null && (everywhere || clusters.Contains(o.HomeClusterId))).Select(o => new { o.Id, o.Name }).ToListAsync(stop);
        var ids = companies.ConvertAll(c => c.Id);
        var applications = await db.Applications.AsNoTracking().Where(a => a.CallId == call.Id && ids.Contains(a.CompanyId)).ToDictionaryAsync(a => a.CompanyId, stop);
        var sent = await door.Sent(applications.Values.Select(a => a.Id).ToList(), stop);
        var findings = await rules.Of(call, found, ids, stop);
        var mine = access.Reach(Can.ApplyForCompany).Companies;
        Rows = [.. companies.Select(c => new Row(c.Id, c.Name, applications.GetValueOrDefault(c.Id) is { } a ? a.StateAsTold([.. sent[a.Id]]) : null, applications.GetValueOrDefault(c.Id)?.ReserveRank, applications.GetValueOrDefault(c.Id)?.SubmittedAt, findings.GetValueOrDefault(c.Id, []), mine.Contains(c.Id), applications.GetValueOrDefault(c.Id)?.Id))
            .OrderBy(r => r.State is null ? r.Findings.All(f => f.IsMet) ? 0 : 2 : r.State is ApplicationState.Draft ? 1 : 3).ThenBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase)];
        return Page();
    }
}
