using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Organisations;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>The questions that the evaluation asks of one activity alone. What was answered is never lost: such a question is asked no more, and stays.</summary>
public sealed class AskEvaluation(PacelineDb db, AuditTrail audit)
{
    /// <summary>Adds a question or words it anew; the key is the form's own.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="id">The question.</param>
    /// <param name="text">Its wording, by language.</param>
    /// <param name="isScale">From 1 to 5; otherwise in words.</param>
    /// <param name="sure">Somebody has read that answers stay under another wording.</param>
    /// <param name="stop">Stops.</param>
    public async Task<Refusal?> Save(Activity activity, Guid id, Dictionary<string, string?> text, bool isScale, bool sure, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activity.Id, stop);
        var known = Array.Find(turn.Book.Evaluation, q => q.Id == id);
        if (known is null && Evaluate.OwnScales.Concat(Evaluate.OwnTexts).Contains(id)) return new Refusal("This question is asked at every activity and stays as it is.");
        if (known is null && turn.Book.Evaluation.Count(q => !q.IsWithdrawn) >= RegistrationBook.MostEvaluationQuestions) return new Refusal("{0} questions are enough. Withdraw one first.", RegistrationBook.MostEvaluationQuestions);
        var words = PerLanguage.Text(known?.Text ?? [], text);
        var answers = known is null ? 0 : await Answers(activity.Id, id, stop);
        if (known is not null && answers > 0)
        {
            // A number is no text, and the other way round.
            isScale = known.IsScale;
            if (!sure && !ReferenceEquals(words, known.Text)) return new Refusal("{0} answers were given to the wording as it was. They stay and stand under the new one. Save again if that is right.", answers);
        }

        var question = new EvaluationQuestion(id, words, isScale);
        turn.Book.Evaluation = known is null ? [.. turn.Book.Evaluation, question] : [.. turn.Book.Evaluation.Select(q => q.Id == id ? question : q)];
        audit.Add(known is null ? "Added a question to an evaluation" : "Worded a question of an evaluation anew", RecordKind.Activity, activity.Id, activity.Title.ToString(), known is null ? words.ToString() : $"{known.Text} → {words}", cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return null;
    }

    /// <summary>Asks a question no more; one that nobody answered goes.</summary>
    public async Task Withdraw(Activity activity, Guid id, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activity.Id, stop);
        if (Array.Find(turn.Book.Evaluation, q => q.Id == id) is not { } question) return;
        var answered = await Answers(activity.Id, id, stop) > 0;
        turn.Book.Evaluation = answered ? [.. turn.Book.Evaluation.Select(q => q.Id == id ? q with { IsWithdrawn = true } : q)] : [.. turn.Book.Evaluation.Where(q => q.Id != id)];
        audit.Add("Withdrew a question", RecordKind.Activity, activity.Id, activity.Title.ToString(), question.Text.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
    }

    /// <summary>How many have answered a question.</summary>
    public Task<int> Answers(Guid activity, Guid question, CancellationToken stop) => db.EvaluationAnswers.CountAsync(a => a.ActivityId == activity && a.QuestionId == question, stop);
}
