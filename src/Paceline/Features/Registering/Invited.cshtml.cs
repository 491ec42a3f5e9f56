using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Features.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registering;

/// <summary>The form behind an invitation. Who has registered by it is led to the own registration.</summary>
[AllowAnonymous]
public sealed class InvitedModel(PacelineDb db, OwnLinks own, RegisterPeople register, KeepNeeds needs, RegistrationLetters letters, SiteAddress site, Texts texts) : PageModel
{
    [BindProperty] public RegistrationForm Input { get; set; } = new();
    [BindProperty] public NeedsForm Care { get; set; } = new();

    public Activity Activity { get; private set; } = null!;
    public Invitation Invitation { get; private set; } = null!;
    public Refusal? Closed { get; private set; }
    public RegistrationFields Fields => new(Input, _book, Mail: false);

    private RegistrationBook? _book;

    public async Task<IActionResult> OnGet(string token, CancellationToken stop)
    {
        if (!await Load(token, stop)) return StatusCode(StatusCodes.Status410Gone);
        if (await own.CameOf(Invitation, stop) is { } known) return Redirect(Urls.OwnRegistration(await letters.Token(Activity, known, stop)));
        Input = new RegistrationForm { Id = Ids.New(), Name = Invitation.Name, Language = Invitation.Language };
        return Page();
    }

    public async Task<IActionResult> OnPost(string token, CancellationToken stop)
    {
        if (!await Load(token, stop)) return StatusCode(StatusCodes.Status410Gone);
        if (Closed is { } closed) return this.Refused("", closed);
        (Input.Email, Input.Role) = (Invitation.Email, Invitation.Role);
        Care.Check(ModelState, texts);
        if (Input.Draft(_book, ModelState, texts) is not { } draft) return this.Invalid();
        var (people, refusal) = await register.Run(Activity.Id, [draft], "", byOrganiser: Activity.State is ActivityState.Planned or ActivityState.RegistrationClosed, await site.Of(Request, stop), stop);
        if (refusal is not null) return this.Refused("", refusal);
        var person = people[0].Person;
        if (people[0].IsNew && !Care.IsEmpty) await needs.Tell(NeedsForm.Subject(person), Activity.Id, Care.Needs, Care.Agreed, PrivacyDoor.RegistrationLink, stop);
        await own.Note(Invitation, person.Id, stop);
        return Redirect(Urls.OwnRegistration(await letters.Token(Activity, person, stop)));
    }

    private async Task<bool> Load(string token, CancellationToken stop)
    {
        if (await own.Invited(token, stop) is not var (activity, invitation)) return false;
        (Activity, Invitation) = (activity, invitation);
        Response.Headers["X-Robots-Tag"] = "noindex";
        _book = await db.RegistrationBooks.AsNoTracking().FirstOrDefaultAsync(b => b.ActivityId == activity.Id, stop);
        // Who was invited may come as long as there is anything to come to.
        Closed = Seats.Closed(activity, byOrganiser: activity.State is ActivityState.Planned or ActivityState.RegistrationClosed);
        return true;
    }
}
