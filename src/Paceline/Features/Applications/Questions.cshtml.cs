using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>The form of a call: its questions in order, with how many have answered.</summary>
[Requires(Can.ManageActivity)]
public sealed class QuestionsModel(CallDoor door, ChangeCall act) : PageModel
{
    public Activity Activity { get; private set; } = null!;
    public Call Call { get; private set; } = null!;
    public ChangeCall.Given Given { get; private set; } = null!;

    /// <summary>A question that is about to be taken out, and what that would do.</summary>
    public CallQuestion? Going { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, Guid? remove, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Going = Call.Questions.Find(q => q.Id == remove && !q.IsRetired);
        return Page();
    }

    public async Task<IActionResult> OnPostMove(Guid activity, [FromForm] Guid question, [FromForm] int by, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        return await Do(activity, () => act.Move(Activity, Call, question, by, stop));
    }

    public async Task<IActionResult> OnPostRemove(Guid activity, [FromForm] Guid question, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        return await Do(activity, () => act.Remove(Activity, Call, question, stop));
    }

    private async Task<IActionResult> Do(Guid activity, Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (DbUpdateConcurrencyException)
        {
            this.Say("Somebody else saved this a moment ago. Look at it again.");
        }

        return LocalRedirect(Urls.CallQuestions(activity));
    }

    /// <summary>What taking a question out would do.</summary>
    public IEnumerable<Refusal> Effects(CallQuestion question) => CallForm.Effects(question, question with { IsRetired = true }, Given.Questions.GetValueOrDefault(question.Id), Given.Options);

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await door.Manage(activity, stop) is not var (found, call) || call is null) return false;
        (Activity, Call, Given) = (found, call, await act.Answered(call, stop));
        return true;
    }
}
