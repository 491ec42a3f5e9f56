using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Directory;

/// <summary>The page of an organisation. Visitors read it where its owner agreed; what nobody may see answers 404.</summary>
[AllowAnonymous]
public sealed class ProfileModel(CurrentAccess access, ReadProfile read, DirectorySight sight) : PageModel
{
    public ProfileView View { get; private set; } = null!;
    public bool IsPublic { get; private set; }
    public bool MayEdit { get; private set; }
    public bool MaySeeSize { get; private set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        await access.Load(stop);
        if (await Open(id, stop) is not { } found) return NotFound();
        if (found.Record.Organisation is { State: OrganisationState.Merged, MergedIntoId: { } kept })
            return await Open(kept, stop) is null ? NotFound() : Redirect(Urls.Organisation(kept));
        IsPublic = sight.IsPublic;
        (MayEdit, MaySeeSize) = (access.May(Can.EditOrganisation, found.Scope), found.Record.Organisation.Kind is OrganisationKind.Company && access.May(Can.ViewSmeDeclaration, found.Scope));
        View = await read.Of(found.Record, found.Seen, await this.Site(stop) + Urls.Organisation(id), Urls.Logo(id), stop);
        return Page();
    }

    // Drafts are seen by those who may finish them, what is archived by the alliance.
    private async Task<(EntryRecord Record, PublicFields Seen, Scope Scope)?> Open(Guid id, CancellationToken stop)
    {
        if (await read.Find(id, stop) is not { } record) return null;
        var (o, scope) = (record.Organisation, new Scope(record.Organisation.Kind is OrganisationKind.ClusterOrganisation ? id : record.Organisation.HomeClusterId, id));
        var seen = sight.Of(record);
        var open = o.State switch
        {
            OrganisationState.Draft => access.May(Can.EditOrganisation, scope),
            OrganisationState.Archived => !sight.IsPublic,
            _ => true,
        };
        return open && seen is not PublicFields.None ? (record, seen, scope) : null;
    }
}
