using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>The call as companies read it: what they get, who may apply, until when; and whether they themselves may.</summary>
[Requires(Can.ViewProgramme)]
public sealed class CallPageModel(PacelineDb db, CallDoor door, ReadEligibility rules, WriteApplication write, CurrentAccess access, TimeProvider clock) : PageModel
{
    public sealed record Mine(Guid Company, string Name, bool IsFor, IReadOnlyList<RuleFinding> Findings, Guid? Application, ApplicationState? State);

    public Activity Activity { get; private set; } = null!;
    public Call Call { get; private set; } = null!;
    public CallPhase Phase { get; private set; }
    public bool MayManage { get; private set; }
    public bool MayWatch { get; private set; }
    public string Lead { get; private set; } = "";
    public IReadOnlyList<string> Clusters { get; private set; } = [];
    public IReadOnlyList<Mine> Companies { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop) => await Load(activity, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid activity, [FromForm] Guid company, CancellationToken stop)
    {
        if (!await Load(activity, stop) || Companies.All(c => c.Company != company)) return NotFound();
        var (id, refusal) = await write.Begin(Call, Activity, company, stop);
        return id is { } application ? LocalRedirect(Urls.Application(application)) : this.Refused("", refusal!);
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, stop) is not var (found, call, manages)) return false;
        (Activity, Call, MayManage, Phase) = (found, call, manages, call.PhaseAt(clock.GetUtcNow(), found, clock.Today(found.TimeZone)));
        MayWatch = access.MaySomewhere(Can.ManageMembers);
        Lead = await db.Organisations.Where(o => o.Id == found.LeadClusterId).Select(o => o.Name).SingleAsync(stop);
        var ids = call.Terms.Clusters.ToList();
        Clusters = await db.Organisations.Where(o => ids.Contains(o.Id)).OrderBy(o => o.Name).Select(o => o.Name).ToListAsync(stop);
        var own = access.Reach(Can.ApplyForCompany).Companies.ToList();
        var names = await db.Organisations.AsNoTracking().Where(o => own.Contains(o.Id)).OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(stop);
        var findings = await rules.Of(call, found, own, stop);
        var applications = await db.Applications.AsNoTracking().Where(a => a.CallId == call.Id && own.Contains(a.CompanyId)).ToDictionaryAsync(a => a.CompanyId, stop);
        var sent = await door.Sent(applications.Values.Select(a => a.Id).ToList(), stop);
        Companies = [.. names.Select(n => new Mine(n.Id, n.Name, door.ActsFor(n.Id), findings.GetValueOrDefault(n.Id, []), applications.GetValueOrDefault(n.Id)?.Id, applications.GetValueOrDefault(n.Id) is { } a ? a.StateAsTold([.. sent[a.Id]]) : null))];
        return true;
    }
}
