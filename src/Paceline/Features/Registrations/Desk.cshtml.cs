using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>Who receives people at the activity.</summary>
[Requires(Can.ManageActivity)]
public sealed class DeskModel(PacelineDb db, RegistrationDoor door, GiveDesk give, SiteAddress site) : OrganiserPage(door, site)
{
    public sealed record Row(Guid Id, string Name, string Email, DateTimeOffset? From, DateTimeOffset? To);

    [BindProperty] public string? Email { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        await Load(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        var refusal = string.IsNullOrWhiteSpace(Email) || Email.Length > 256 ? new Refusal("Give an address.") : await give.Give(Activity, Email, stop);
        if (refusal is not null)
        {
            await Load(stop);
            return this.Refused("Email", refusal);
        }

        this.Say("Saved.");
        return Redirect(Urls.DeskPeople(activity));
    }

    public async Task<IActionResult> OnPostTake(Guid activity, Guid grant, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        await give.Take(Activity, grant, stop);
        this.Say("Saved.");
        return Redirect(Urls.DeskPeople(activity));
    }

    private async Task Load(CancellationToken stop) =>
        Rows = await (from g in db.RoleGrants
                      join p in db.Users on g.PersonId equals p.Id
                      where g.ActivityId == Activity.Id && g.Role == Role.Desk
                      orderby p.DisplayName
                      select new Row(g.Id, p.DisplayName, p.Email ?? "", g.ValidFrom, g.ValidTo)).ToListAsync(stop);
}
