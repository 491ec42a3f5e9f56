using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Organisations;

/// <summary>One membership: its days, whether it counts, and its end.</summary>
[Requires(Can.ManageMembers)]
public sealed class MembershipModel(PacelineDb db, OrganisationDoor door, ChangeMembership change, Texts texts) : PageModel
{
    [BindProperty] public MembershipInput Input { get; set; } = new();

    public Organisation Organisation { get; private set; } = null!;
    public string Cluster { get; private set; } = "";
    public ClusterMembership Saved { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id, Guid membership, CancellationToken stop)
    {
        if (!await Load(id, membership, stop)) return NotFound();
        Input = new MembershipInput { Id = Saved.Id, Version = Saved.Version, From = Saved.From, To = Saved.To, IsHome = Saved.HomeProgrammeId is not null };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, Guid membership, string? act, CancellationToken stop)
    {
        if (!await Load(id, membership, stop)) return NotFound();
        Input.Id = membership;
        if (act is "end") (Input.From, Input.To, Input.IsHome) = (Saved.From, Saved.From > door.Today ? Saved.From : door.Today, Saved.HomeProgrammeId is not null);
        else if (!ModelState.IsValid) return this.Invalid();
        var outcome = await change.Run(Organisation, Input, stop);
        if (outcome is { Refusal: null, IsConflict: false })
        {
            this.Say(act is "end" ? "The membership ends today." : "Saved.");
            return LocalRedirect(await door.Find(id, Can.ManageMembers, stop) is null ? Urls.Organisation(id) : Urls.Memberships(id));
        }

        db.ChangeTracker.Clear();
        if (!await Load(id, membership, stop)) return NotFound();
        if (outcome.Refusal is { } refusal) return this.Refused(outcome.Field, refusal);
        Input.Version = Saved.Version;
        ModelState.Remove("Input.Version");
        ModelState.AddModelError("", texts["Somebody else saved this a moment ago. Saved now: {0} to {1}.", Saved.From, Saved.To is { } to ? Dates.Day(to) : "…"].Value);
        return this.Invalid();
    }

    private async Task<bool> Load(Guid id, Guid membership, CancellationToken stop)
    {
        if (await door.Find(id, Can.ManageMembers, stop) is not { } found) return false;
        var mine = change.Clusters().Select(c => c.Id);
        if (await db.Memberships.AsNoTracking().FirstOrDefaultAsync(m => m.Id == membership && m.OrganisationId == id && mine.Contains(m.ClusterId), stop) is not { } saved) return false;
        (Organisation, Saved) = (found, saved);
        Cluster = await db.Organisations.Where(o => o.Id == saved.ClusterId).Select(o => o.Name).SingleAsync(stop);
        return true;
    }
}
