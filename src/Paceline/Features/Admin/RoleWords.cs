using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Admin;

/// <summary>Roles as people read and choose them.</summary>
public sealed class RoleWords(PacelineDb db, Texts texts, CurrentAccess access)
{
    /// <summary>The roles that whoever asks may give.</summary>
    public IEnumerable<SelectListItem> Roles() => RoleRules.GivenBy(access.Grants).Select(r => new SelectListItem(texts.Word(r), r.ToString()));

    /// <summary>The partners' clusters.</summary>
    public Task<List<SelectListItem>> Clusters(CancellationToken stop) => Organisations(OrganisationKind.ClusterOrganisation, stop);

    /// <summary>The companies of the alliance.</summary>
    public Task<List<SelectListItem>> Companies(CancellationToken stop) => Organisations(OrganisationKind.Company, stop);

    /// <summary>A role and what it is tied to: Partner manager, INDESCAT.</summary>
    public string Of(Role role, string? organisation) => organisation is null ? texts.Word(role) : $"{texts.Word(role)}, {organisation}";

    private async Task<List<SelectListItem>> Organisations(OrganisationKind kind, CancellationToken stop) =>
        [.. (await db.Organisations.Where(o => o.Kind == kind).OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(stop)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
}
