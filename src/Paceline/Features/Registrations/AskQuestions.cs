using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Registrations;

/// <summary>The organiser's own questions. One that has answers is withdrawn, not deleted: what was said stays.</summary>
public sealed class AskQuestions(PacelineDb db, AuditTrail audit)
{
    /// <summary>Adds a question.</summary>
    public async Task<Refusal?> Add(Activity activity, string text, string options, bool required, CancellationToken stop)
    {
        var choices = options.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Take(20).Select(o => o.Length > 120 ? o[..120] : o).ToArray();
        if (string.IsNullOrWhiteSpace(text)) return new Refusal("Type the question.");
        if (choices.Length == 1) return new Refusal("Give two answers or more, or none for an answer in words.");
        await using var turn = await Turn.Take(db, activity.Id, stop);
        if (turn.Book.Asked.Count() >= RegistrationBook.MostQuestions) return new Refusal("{0} questions are enough. Withdraw one first.", RegistrationBook.MostQuestions);
        turn.Book.Questions = [.. turn.Book.Questions, new RegistrationQuestion(Ids.New(), new LocalizedText { [Texts.Language] = text.Trim() }, choices.Length > 0 ? QuestionKind.Choice : QuestionKind.Text, choices, required)];
        audit.Add("Added a question", RecordKind.Activity, activity.Id, activity.Title.ToString(), text.Trim(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return null;
    }

    /// <summary>Asks a question no more.</summary>
    public async Task Withdraw(Activity activity, Guid id, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activity.Id, stop);
        if (Array.Find(turn.Book.Questions, q => q.Id == id) is not { } question) return;
        var answered = await Answers(activity.Id, id, stop) > 0;
        turn.Book.Questions = answered ? [.. turn.Book.Questions.Select(q => q.Id == id ? q with { IsWithdrawn = true } : q)] : [.. turn.Book.Questions.Where(q => q.Id != id)];
        audit.Add("Withdrew a question", RecordKind.Activity, activity.Id, activity.Title.ToString(), question.Text.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
    }

    /// <summary>How many people have answered a question.</summary>
    public async Task<int> Answers(Guid activity, Guid question, CancellationToken stop) =>
        (await db.Registrations.AsNoTracking().Where(r => r.ActivityId == activity).Select(r => r.Answers).ToListAsync(stop)).Count(a => a.ContainsKey(question));
}
