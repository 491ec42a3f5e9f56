using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Registrations;
using Paceline.Platform;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registering;

/// <summary>Somebody who was there says how it was; what is said is kept without the name, and counted once.</summary>
[AllowAnonymous]
public sealed class EvaluationModel(OwnLinks own, Evaluate evaluate, TimeProvider clock) : PageModel
{
    public Activity Activity { get; private set; } = null!;
    public Registration Person { get; private set; } = null!;
    public Refusal? Refusal { get; private set; }
    public IReadOnlyList<EvaluationQuestion> Questions { get; private set; } = [];

    public async Task<IActionResult> OnGet(string token, CancellationToken stop) => await Load(token, stop) ? Page() : StatusCode(StatusCodes.Status410Gone);

    public async Task<IActionResult> OnPost(string token, Dictionary<Guid, int> scores, Dictionary<Guid, string?> texts, CancellationToken stop)
    {
        if (!await Load(token, stop)) return StatusCode(StatusCodes.Status410Gone);
        if (!ModelState.IsValid) return this.Invalid();
        if (Refusal is null && await evaluate.Take(Activity.Id, Person.Id, scores, texts, stop) is { } refusal) return this.Refused("", refusal);
        this.Say("Thank you. Your answers are in.");
        return Redirect(Urls.OwnRegistration(token));
    }

    private async Task<bool> Load(string token, CancellationToken stop)
    {
        if (await own.Find(token, stop) is not var (activity, person)) return false;
        (Activity, Person) = (activity, person);
        Response.Headers["X-Robots-Tag"] = "noindex";
        Refusal = Evaluate.Accepts(activity, person, clock.Today(activity.TimeZone));
        Questions = await evaluate.Questions(activity.Id, withdrawn: false, stop);
        return true;
    }
}
