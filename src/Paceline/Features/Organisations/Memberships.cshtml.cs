using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Organisations;

/// <summary>The clusters of which a company is a member, and which of them counts it.</summary>
[Requires(Can.ManageMembers)]
public sealed class MembershipsModel(PacelineDb db, OrganisationDoor door, ChangeMembership change, Texts texts) : PageModel
{
    [BindProperty] public MembershipInput Input { get; set; } = new();

    public Organisation Organisation { get; private set; } = null!;
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Clusters { get; private set; } = [];
    public DateOnly Today => door.Today;

    /// <summary>A membership in the list.</summary>
    public sealed record Row(Guid Id, Guid ClusterId, string Cluster, DateOnly From, DateOnly? To, bool IsHome, bool MayChange);

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        Input = new MembershipInput { Id = Ids.New(), From = Today, IsHome = !Rows.Any(r => r.IsHome && (r.To is null || r.To >= Today)), ClusterId = Clusters is [var only] ? Guid.Parse(only.Value) : null };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        if (Input.Id == Guid.Empty) ModelState.AddModelError("", texts["This form is out of date. Open it anew."].Value);
        if (!ModelState.IsValid) return this.Invalid();
        // The same form sent twice is one membership.
        if (Rows.Any(r => r.Id == Input.Id)) return LocalRedirect(Urls.Memberships(id));
        var outcome = await change.Run(Organisation, Input, stop);
        if (outcome is { Refusal: null, IsConflict: false })
        {
            this.Say("The membership is added.");
            return LocalRedirect(await door.Find(id, Can.ManageMembers, stop) is null ? Urls.Organisation(id) : Urls.Memberships(id));
        }

        if (!await Load(id, stop)) return NotFound();
        if (outcome.Refusal is { } refusal) return this.Refused(outcome.Field, refusal);
        ModelState.AddModelError("", texts["Somebody else saved this a moment ago"].Value);
        return this.Invalid();
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await door.Find(id, Can.ManageMembers, stop) is not { Kind: not OrganisationKind.ClusterOrganisation } found) return false;
        Organisation = found;
        var mine = await change.Clusters().OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync(stop);
        Clusters = [.. mine.Select(c => new SelectListItem(c.Name, c.Id.ToString()))];
        using var beyond = db.Beyond("Of which clusters a company is a member, everybody knows.", companies: [id]);
        Rows = [.. (await db.Memberships.AsNoTracking().Where(m => m.OrganisationId == id).Join(db.Organisations, m => m.ClusterId, c => c.Id, (m, c) => new { m.Id, m.ClusterId, c.Name, m.From, m.To, IsHome = m.HomeProgrammeId != null }).ToListAsync(stop))
            .OrderBy(m => m.To is { } to && to < Today).ThenByDescending(m => m.From).Select(m => new Row(m.Id, m.ClusterId, m.Name, m.From, m.To, m.IsHome, mine.Any(c => c.Id == m.ClusterId)))];
        return true;
    }
}
