using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Activities;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Activities;

/// <summary>A step in the life of an activity: what it does is told, then it is taken.</summary>
[Requires(Can.ManageActivity)]
public sealed class StepModel(ActivityDoor door, StepActivity act, ActivityListeners listeners) : PageModel
{
    [BindProperty(SupportsGet = true)] public ActivityMove Move { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public Activity Activity { get; private set; } = null!;
    public int Told { get; private set; }
    public bool NeedsReason => Move is ActivityMove.Postpone or ActivityMove.Cancel;

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ManageActivity, stop) is not { } found) return NotFound();
        await Show(found, stop);
        return ActivityLife.After(found.State, Move) is null ? LocalRedirect(Urls.Activity(activity)) : Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (await door.Find(activity, Can.ManageActivity, stop) is not { } found) return NotFound();
        await Show(found, stop);
        if (!ModelState.IsValid) return this.Invalid();
        if (await act.Run(found, Move, Reason ?? "", await this.Site(stop), stop) is { } refusal) return this.Refused(NeedsReason ? "Reason" : "", refusal);
        this.Say("Saved.");
        return LocalRedirect(Urls.Activity(activity));
    }

    private async Task Show(Activity activity, CancellationToken stop)
    {
        Activity = activity;
        if (NeedsReason) Told = (await listeners.Of(activity.Id, stop)).Count;
    }
}
