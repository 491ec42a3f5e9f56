using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Platform.Access;

namespace Paceline.Features.Registrations;

/// <summary>What the people of an activity need: counted for the kitchen without names, and who told something. Each opening is noted.</summary>
[Requires(Can.OpenSpecialCare)]
public sealed class CareModel(PacelineDb db, RegistrationDoor door, KeepNeeds needs) : PageModel
{
    /// <summary>Somebody who told something.</summary>
    public sealed record Row(Guid Id, string Name, string Organisation, DateTimeOffset ToldAt);

    public Activity Activity { get; private set; } = null!;
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public NeedsCount? Counts { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop) => await Load(activity, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Counts = await needs.Count(Activity, stop);
        return Page();
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, Can.OpenSpecialCare, stop) is not { } found || !door.MayOpenCare(found)) return false;
        Activity = found;
        Rows = await (from care in db.SpecialCares
                      where care.ActivityId == activity
                      join person in db.Registrations on care.SubjectId equals person.Id
                      where person.State != RegistrationState.Cancelled
                      orderby person.Number
                      select new Row(person.Id, person.Name, person.OrganisationName, care.ToldAt)).ToListAsync(stop);
        return true;
    }
}
