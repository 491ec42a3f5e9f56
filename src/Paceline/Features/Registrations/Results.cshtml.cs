using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>What those who were there say, with how many said it.</summary>
[Requires(Can.ViewRegistrations)]
public sealed class ResultsModel(PacelineDb db, RegistrationDoor door, Evaluate evaluate, SiteAddress site) : PageModel
{
    public Activity Activity { get; private set; } = null!;
    public bool MayManage { get; private set; }
    public int Asked { get; private set; }
    public int Responses { get; private set; }
    public int Rate => Evaluations.Rate(Responses, Asked);
    public bool Hidden => !MayManage && Responses < Evaluations.FewestShown;
    public DateTimeOffset? SentAt { get; private set; }
    /// <summary>Who was there and has not answered; for the organiser alone.</summary>
    public IReadOnlyList<Silent> Silent { get; private set; } = [];
    public int ToAsk => Silent.Count(s => evaluate.IsDue(Activity, s, reminder: false));
    public int ToRemind => Silent.Count(s => evaluate.IsDue(Activity, s, reminder: true));
    public IReadOnlyList<EvaluationResult> Results { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await door.ReadOwn(activity, Can.ViewRegistrations, stop) is not { } found) return NotFound();
        using var house = db.AsTheHouse("What those who were there say is summed up without names, and shared by the partners that run an activity together.");
        (Activity, MayManage) = (found, door.May(found, Can.ManageActivity));
        Asked = await db.Registrations.CountAsync(r => r.ActivityId == activity && r.State == RegistrationState.CheckedIn, stop);
        Responses = await db.Registrations.CountAsync(r => r.ActivityId == activity && r.HasEvaluated, stop);
        SentAt = await db.RegistrationBooks.Where(b => b.ActivityId == activity).Select(b => b.EvaluationSentAt).FirstOrDefaultAsync(stop);
        var answers = await db.EvaluationAnswers.AsNoTracking().Where(a => a.ActivityId == activity).ToListAsync(stop);
        // A question that is asked no more stays as long as it has answers.
        var questions = (await evaluate.Questions(activity, withdrawn: true, stop)).Where(q => !q.IsWithdrawn || answers.Exists(a => a.QuestionId == q.Id));
        if (!Hidden) Results = Evaluations.Sum(questions, answers);
        if (MayManage) Silent = await evaluate.Silent(activity, stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ManageActivity, stop) is not { } found) return NotFound();
        this.Say("Letters sent: {0}.", await evaluate.Send(found, await site.Of(Request, stop), stop));
        return Redirect(Urls.EvaluationResults(activity));
    }

    public async Task<IActionResult> OnPostRemind(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ManageActivity, stop) is not { } found) return NotFound();
        this.Say("Reminders sent: {0}.", await evaluate.Remind(found, await site.Of(Request, stop), stop));
        return Redirect(Urls.EvaluationResults(activity));
    }
}
