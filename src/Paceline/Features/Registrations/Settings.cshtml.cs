using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>How many places there are, and what each person is asked. What a change does is told before it is done.</summary>
[Requires(Can.ManageActivity)]
public sealed class SettingsModel(PacelineDb db, RegistrationDoor door, ChangeRegistration change, AskQuestions ask, SiteAddress site) : OrganiserPage(door, site)
{
    public sealed class PlacesForm
    {
        [Range(0, 100_000, ErrorMessage = "Use a number from {1} to {2}.")] public int? Capacity { get; set; }
        public bool NeedsYes { get; set; }
        /// <summary>The number to which somebody said yes.</summary>
        public string? Sure { get; set; }
    }

    public sealed class QuestionForm
    {
        [StringLength(200, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Text { get; set; }
        [StringLength(3000, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Options { get; set; }
        public bool IsRequired { get; set; }
    }

    [BindProperty] public PlacesForm Input { get; set; } = new();
    [BindProperty] public QuestionForm Question { get; set; } = new();

    public CapacityImpact Now { get; private set; } = new(0, 0, 0, 0);
    public CapacityImpact? Impact { get; private set; }
    public IReadOnlyList<(RegistrationQuestion Question, int Answers)> Questions { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        var book = await Load(stop);
        (Input.Capacity, Input.NeedsYes) = (Activity.Capacity, book?.NeedsYes ?? false);
        return Page();
    }

    public async Task<IActionResult> OnPostPlaces(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        await Load(stop);
        if (!ModelState.IsValid) return this.Invalid();
        var impact = await change.Impact(activity, Input.Capacity, stop);
        var sure = Input.Sure == (Input.Capacity?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
        if (impact is { Over: > 0 } or { MoveUp: > 0 } && !(sure && Request.Form.ContainsKey("Input.Sure")))
        {
            Impact = impact;
            ModelState.Remove("Input.Sure");
            return this.Invalid();
        }

        await change.Seat(activity, Input.Capacity, Input.NeedsYes, await Site(stop), stop);
        this.Say("Saved.");
        return Redirect(Urls.RegistrationSettings(activity));
    }

    public async Task<IActionResult> OnPostQuestion(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        if (!ModelState.IsValid || await ask.Add(Activity, Question.Text ?? "", Question.Options ?? "", Question.IsRequired, stop) is { } refusal && this.Refused("Question.Text", refusal) is not null)
        {
            var book = await Load(stop);
            (Input.Capacity, Input.NeedsYes) = (Activity.Capacity, book?.NeedsYes ?? false);
            return this.Invalid();
        }

        this.Say("The question is asked from now on.");
        return Redirect(Urls.RegistrationSettings(activity));
    }

    public async Task<IActionResult> OnPostWithdraw(Guid activity, Guid question, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        await ask.Withdraw(Activity, question, stop);
        this.Say("Saved.");
        return Redirect(Urls.RegistrationSettings(activity));
    }

    private async Task<RegistrationBook?> Load(CancellationToken stop)
    {
        var book = await db.RegistrationBooks.AsNoTracking().FirstOrDefaultAsync(b => b.ActivityId == Activity.Id, stop);
        Now = await change.Impact(Activity.Id, Activity.Capacity, stop);
        var list = new List<(RegistrationQuestion, int)>();
        foreach (var question in book?.Questions ?? []) list.Add((question, await ask.Answers(Activity.Id, question.Id, stop)));
        Questions = list;
        return book;
    }
}
