using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>What the evaluation of an activity asks: everywhere the same, and questions of its own. What a change does is told before it is done.</summary>
[Requires(Can.ManageActivity)]
public sealed class EvaluationQuestionsModel(PacelineDb db, RegistrationDoor door, AskEvaluation ask, Evaluate evaluate, SiteAddress site, Texts texts) : OrganiserPage(door, site)
{
    private const int Longest = 200;

    public sealed class Form
    {
        public Guid Id { get; set; }
        public Dictionary<string, string?> Text { get; set; } = [];
        public bool IsScale { get; set; }
        public bool Sure { get; set; }
    }

    [BindProperty] public Form Input { get; set; } = new();

    public IReadOnlyList<EvaluationQuestion> Everywhere { get; private set; } = [];
    public IReadOnlyList<(EvaluationQuestion Question, int Answers)> Own { get; private set; } = [];
    public bool IsKnown { get; private set; }
    /// <summary>Answers of the question in the form.</summary>
    public int Answered { get; private set; }
    public IReadOnlyList<TextField> Wordings => [new("Input.Text", texts["Question"].Value, null, Longest, Input.Text)];

    public async Task<IActionResult> OnGet(Guid activity, Guid? question, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Input = new Form { Id = Ids.New(), IsScale = true };
        if (question is null) return Page();
        if (Own.FirstOrDefault(o => o.Question.Id == question && !o.Question.IsWithdrawn) is not { Question: { } found }) return NotFound();
        Input = new Form { Id = found.Id, Text = PerLanguage.Fields(found.Text), IsScale = found.IsScale };
        Name();
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Name();
        if (Input.Id == Guid.Empty) ModelState.AddModelError("", texts["This form is out of date. Open it anew."].Value);
        if (Input.Text.Values.All(string.IsNullOrWhiteSpace)) ModelState.AddModelError($"Input.Text[{Texts.Language}]", texts["Type the question."].Value);
        foreach (var (at, why) in PerLanguage.Check("Text", Input.Text, Longest))
            if (why is not null) ModelState.AddModelError(at, texts.Of(why));
        if (!ModelState.IsValid) return this.Invalid();
        if (await ask.Save(Activity, Input.Id, Input.Text, Input.IsScale, Input.Sure, stop) is { } refusal)
        {
            // The next press says that the sentence was read.
            ModelState.Remove("Input.Sure");
            Input.Sure = Answered > 0;
            return this.Refused("", refusal);
        }

        this.Say("The question is asked from now on.");
        return Redirect(Urls.EvaluationQuestions(activity));
    }

    public async Task<IActionResult> OnPostWithdraw(Guid activity, Guid question, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return NotFound();
        await ask.Withdraw(Activity, question, stop);
        this.Say("Saved.");
        return Redirect(Urls.EvaluationQuestions(activity));
    }

    private void Name() => (IsKnown, Answered) = (Own.Any(o => o.Question.Id == Input.Id), Own.Where(o => o.Question.Id == Input.Id).Sum(o => o.Answers));

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return false;
        Everywhere = [.. evaluate.Everywhere()];
        var book = await db.RegistrationBooks.AsNoTracking().FirstOrDefaultAsync(b => b.ActivityId == activity, stop);
        var answers = await db.EvaluationAnswers.Where(a => a.ActivityId == activity).GroupBy(a => a.QuestionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        Own = [.. (book?.Evaluation ?? []).Select(q => (q, answers.GetValueOrDefault(q.Id)))];
        return true;
    }
}
