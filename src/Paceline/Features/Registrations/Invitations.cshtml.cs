using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>Whom the organiser asked to come, and who has not answered.</summary>
[Requires(Can.ManageActivity)]
public sealed class InvitationsModel(PacelineDb db, RegistrationDoor door, InvitePeople invite, EndLinks links, SiteAddress site, Texts texts) : OrganiserPage(door, site)
{
    public sealed record Row(Guid Id, string Email, string Name, RegistrationRole Role, string Language, DateTimeOffset SentAt, bool Answered, bool ShutOut);

    public sealed class Form
    {
        [Required(ErrorMessage = "Type at least one address."), StringLength(50_000, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Lines { get; set; }
        public RegistrationRole Role { get; set; } = RegistrationRole.Guest;
        public string Language { get; set; } = "en";
    }

    [BindProperty] public Form Input { get; set; } = new();

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        Input.Language = Texts.Language;
        await Load(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        await Load(stop);
        if (!Texts.Spoken.Contains(Input.Language)) Input.Language = "en";
        var people = new List<(string Name, string Email)>();
        foreach (var (index, line) in (Input.Lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Index())
        {
            if (InvitePeople.Read(line) is { } person) people.Add(person);
            else ModelState.AddModelError("Input.Lines", texts["Line {0}: “{1}” is no e-mail address.", index + 1, line.Length > 60 ? line[..60] : line].Value);
        }

        if (people.Count > RegisterPeople.Most) ModelState.AddModelError("Input.Lines", texts["At most {0} at once.", RegisterPeople.Most].Value);
        if (!ModelState.IsValid) return this.Invalid();
        if (Seats.Closed(Activity, byOrganiser: true) is { } closed) return this.Refused("", closed);
        var sent = await invite.Run(Activity, people, Input.Role, Input.Language, await Site(stop), stop);
        this.Say("Invitations sent: {0}.", sent);
        return Redirect(Urls.Invitations(activity));
    }

    public async Task<IActionResult> OnPostEnd(Guid activity, [FromForm] Guid invitation, CancellationToken stop)
    {
        if (!await Open(activity, stop) || await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == invitation && i.ActivityId == activity, stop) is not { } found) return NotFound();
        await links.Of(Activity, found, stop);
        this.Say("The link opens nothing any more, and no new one is mailed on request.");
        return Redirect(Urls.Invitations(activity));
    }

    private async Task Load(CancellationToken stop) =>
        Rows = await db.Invitations.Where(i => i.ActivityId == Activity.Id).OrderByDescending(i => i.RegistrationId == null).ThenBy(i => i.Email)
            .Select(i => new Row(i.Id, i.Email, i.Name, i.Role, i.Language, i.SentAt, i.RegistrationId != null || db.Registrations.Any(r => r.ActivityId == i.ActivityId && r.EmailKey == i.EmailKey), db.AccessLinks.Any(l => l.SubjectId == i.Id && l.Purpose == LinkPurpose.Invitation && l.IsBarred))).ToListAsync(stop);
}
