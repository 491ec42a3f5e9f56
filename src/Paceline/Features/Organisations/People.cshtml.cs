using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Features.Organisations;

/// <summary>The people at an organisation.</summary>
[Requires(Can.EditOrganisation)]
public sealed class PeopleModel(PacelineDb db, OrganisationDoor door) : PageModel
{
    public Organisation Organisation { get; private set; } = null!;
    public IReadOnlyList<Contact> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (await door.Find(id, Can.EditOrganisation, stop) is not { } found) return NotFound();
        Organisation = found;
        Rows = [.. (await db.Contacts.AsNoTracking().Where(c => c.OrganisationId == id).ToListAsync(stop)).OrderBy(c => c.HasLeft).ThenBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)];
        return Page();
    }
}
