using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Microsoft.AspNetCore.Mvc;
using Paceline.Domain;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>The organiser registers many people at once.</summary>
[Requires(Can.ManageActivity)]
public sealed class SeveralModel(RegistrationDoor door, RegisterPeople register, CurrentAccess access, SiteAddress site, Texts texts) : OrganiserPage(door, site)
{
    public sealed class Form
    {
        [Required(ErrorMessage = "Type at least one name."), StringLength(100_000, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Lines { get; set; }
        public RegistrationRole Role { get; set; } = RegistrationRole.Guest;
    }

    [BindProperty] public Form Input { get; set; } = new();

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop) => await Open(activity, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        var drafts = new List<RegistrationDraft>();
        foreach (var (index, line) in (Input.Lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Index())
        {
            var parts = line.Split([';', '\t'], StringSplitOptions.TrimEntries);
            string Part(int i) => parts.ElementAtOrDefault(i) ?? "";
            if (Part(0) is "") continue;
            if (Part(0).Length > Registration.LongestName || parts.Any(p => p.Length > 200)) ModelState.AddModelError("Input.Lines", texts["Line {0} is too long.", index + 1].Value);
            else if (Part(1) is not "" && !MailAddress.TryCreate(Part(1), out _)) ModelState.AddModelError("Input.Lines", texts["Line {0}: “{1}” is no e-mail address.", index + 1, Part(1)].Value);
            else drafts.Add(new RegistrationDraft(Ids.New(), Part(0), Input.Role) { Email = Part(1), OrganisationName = Part(2), PlaceOfDeparture = Part(3), Language = Texts.Language });
        }

        if (drafts.Count > RegisterPeople.Most) ModelState.AddModelError("Input.Lines", texts["At most {0} at once.", RegisterPeople.Most].Value);
        if (!ModelState.IsValid) return this.Invalid();
        var (people, refusal) = await register.Run(activity, drafts, access.Name, byOrganiser: true, await Site(stop), stop);
        if (refusal is not null) return this.Refused("", refusal);
        this.Say("Registered: {0}. Known already: {1}. Waiting: {2}.", people.Count(p => p.IsNew), people.Count(p => !p.IsNew), people.Count(p => p is { IsNew: true, Person.State: RegistrationState.Waitlisted }));
        return Redirect(Urls.Registrations(activity));
    }
}
