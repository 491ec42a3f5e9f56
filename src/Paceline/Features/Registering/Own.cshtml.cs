using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Features.Registrations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registering;

/// <summary>Somebody's own registration, by the link of the letter. Looking changes nothing; cancelling is a press.</summary>
[AllowAnonymous]
public sealed class OwnModel(OwnLinks own, ChangeRegistration change, KeepNeeds needs, ChangeConsents consents, SiteAddress site, Texts texts, TimeProvider clock) : PageModel
{
    [BindProperty] public NeedsForm Care { get; set; } = new();

    /// <summary>What the person told; null where there is nothing.</summary>
    public Needs? Told { get; private set; }
    /// <summary>What would be deleted tomorrow is not asked today.</summary>
    public bool MayTell => Person.State is not (RegistrationState.Cancelled or RegistrationState.NoShow) && SpecialCare.KeptUntil(Activity.EndsOn) >= clock.Today(Activity.TimeZone);
    public Activity Activity { get; private set; } = null!;
    public Registration Person { get; private set; } = null!;
    public string Token { get; private set; } = "";
    public bool WantsToCancel { get; private set; }
    public bool MayCancel => Person.State is RegistrationState.Confirmed or RegistrationState.Registered or RegistrationState.Waitlisted && Activity.EndsOn >= clock.Today(Activity.TimeZone);
    public bool MayEvaluate => Evaluate.Accepts(Activity, Person, clock.Today(Activity.TimeZone)) is null;

    public async Task<IActionResult> OnGet(string token, bool cancel, CancellationToken stop)
    {
        WantsToCancel = cancel;
        if (!await Load(token, stop)) return StatusCode(StatusCodes.Status410Gone);
        if (MayTell) Care = NeedsForm.Of(Told);
        return Page();
    }

    public async Task<IActionResult> OnPostNeeds(string token, CancellationToken stop)
    {
        if (!await Load(token, stop) || !MayTell) return StatusCode(StatusCodes.Status410Gone);
        if (Care.IsEmpty) ModelState.AddModelError("Care.Diet", texts["Write what you need, or leave this part as it is."].Value);
        Care.Check(ModelState, texts);
        if (!ModelState.IsValid) return this.Invalid();
        if (await needs.Tell(NeedsForm.Subject(Person), Activity.Id, Care.Needs, Care.Agreed, PrivacyDoor.RegistrationLink, stop) is { } refusal) return this.Refused("Care.Diet", refusal);
        this.Say("Kept. Those who run the event read it when they need it.");
        return Redirect(Urls.OwnRegistration(token) + "#needs");
    }

    public async Task<IActionResult> OnPostForget(string token, CancellationToken stop)
    {
        if (!await Load(token, stop)) return StatusCode(StatusCodes.Status410Gone);
        await consents.Withdraw(NeedsForm.Subject(Person), ConsentPurpose.DietAndAccessNeeds, PrivacyDoor.RegistrationLink, stop);
        this.Say("Taken back, from now on.");
        return Redirect(Urls.OwnRegistration(token));
    }

    public async Task<IActionResult> OnPostCancel(string token, CancellationToken stop)
    {
        if (!await Load(token, stop)) return StatusCode(StatusCodes.Status410Gone);
        if (await change.Cancel(Activity.Id, Person.Id, "", Person.Name, await site.Of(Request, stop), stop) is { } refusal) return this.Refused("", refusal);
        this.Say("Your registration is cancelled.");
        return Redirect(Urls.OwnRegistration(token));
    }

    private async Task<bool> Load(string token, CancellationToken stop)
    {
        if (await own.Find(token, stop) is not var (activity, person)) return false;
        (Activity, Person, Token) = (activity, person, token);
        Told = await needs.Own(NeedsForm.Subject(person).Subject, activity.Id, stop);
        Response.Headers["X-Robots-Tag"] = "noindex";
        return true;
    }
}
