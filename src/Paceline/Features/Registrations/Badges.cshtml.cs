using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Registrations;

/// <summary>Badges to print: the name as written and in Latin letters, the organisation, and the number as QR.</summary>
[Requires(Can.ManageActivity)]
public sealed class BadgesModel(PacelineDb db, RegistrationDoor door, SiteAddress site) : OrganiserPage(door, site)
{
    public sealed record Row(string Code, string Name, string LatinName, string Organisation, string Country, RegistrationRole Role);

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public string Title => Activity.Title.In(Texts.Language).Text;

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        Rows = [.. (await db.Registrations.AsNoTracking().Where(r => r.ActivityId == activity && r.State != RegistrationState.Cancelled && r.State != RegistrationState.Waitlisted).ToListAsync(stop))
            .OrderBy(r => r.LatinName is "" ? r.Name : r.LatinName, StringComparer.CurrentCulture).Select(r => new Row(r.Code, r.Name, r.LatinName, r.OrganisationName, r.Country, r.Role))];
        return Page();
    }
}
