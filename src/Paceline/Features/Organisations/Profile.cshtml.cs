using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Ui;

namespace Paceline.Features.Organisations;

/// <summary>How far a company's profile is, what is missing and why it helps.</summary>
[Requires(Can.EditOrganisation)]
public sealed class ProfileModel(PacelineDb db, OrganisationDoor door, AuditTrail audit, TimeProvider clock) : PageModel
{
    public OrganisationRecord Record { get; private set; } = null!;
    public ProfileCompleteness Completeness { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (await door.FindWhole(id, Can.EditOrganisation, stop) is not { } found) return NotFound();
        if (found.Organisation.Kind is OrganisationKind.ClusterOrganisation) return LocalRedirect(Urls.ClusterProfile(id));
        (Record, Completeness) = (found, ProfileCompleteness.Of(found.Organisation, found.Company));
        return Page();
    }

    /// <summary>The owner says that everything is still right.</summary>
    public async Task<IActionResult> OnPostConfirm(Guid id, CancellationToken stop)
    {
        if (await door.Find(id, Can.EditOrganisation, stop) is not { } found) return NotFound();
        found.ConfirmedAt = clock.GetUtcNow();
        audit.Add("Confirmed that a record is right", RecordKind.Organisation, found.Id, found.Name, cluster: OrganisationDoor.ScopeOf(found).Cluster);
        await db.SaveChangesAsync(stop);
        this.Say("Confirmed. You are asked again in a year.");
        return LocalRedirect(found.Kind is OrganisationKind.ClusterOrganisation ? Urls.ClusterProfile(id) : Urls.EditProfile(id));
    }
}
