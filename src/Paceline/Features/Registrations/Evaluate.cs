using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Platform;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Registrations;

/// <summary>Asks those who were there, and takes their answers.</summary>
public sealed class Evaluate(PacelineDb db, AuditTrail audit, RegistrationLetters letters, Texts texts, TimeProvider clock)
{
    // The product's own questions; their keys never change, so that activities can be compared.
    private static readonly (Guid Id, string Text, bool IsScale)[] Own =
    [
        (new("0190a000-0000-7000-8000-0000000000e1"), "How useful was it for your work?", true),
        (new("0190a000-0000-7000-8000-0000000000e2"), "How was the content?", true),
        (new("0190a000-0000-7000-8000-0000000000e3"), "How was the organisation?", true),
        (new("0190a000-0000-7000-8000-0000000000e4"), "How likely are you to come again?", true),
        (new("0190a000-0000-7000-8000-0000000000e5"), "What will you do differently now?", false),
        (new("0190a000-0000-7000-8000-0000000000e6"), "What should we do better?", false),
    ];

    /// <summary>Keys of the product's own questions that are answered by a number.</summary>
    public static IEnumerable<Guid> OwnScales => Own.Where(o => o.IsScale).Select(o => o.Id);

    /// <summary>Keys of the product's own questions that are answered in words.</summary>
    public static IEnumerable<Guid> OwnTexts => Own.Where(o => !o.IsScale).Select(o => o.Id);

    /// <summary>Why somebody cannot answer, or null.</summary>
    public static Refusal? Accepts(Activity activity, Registration person, DateOnly today) =>
        person.HasEvaluated ? new Refusal("Your answers are in. Thank you.")
        : person.State is not RegistrationState.CheckedIn ? new Refusal("Only those who were there are asked.")
        : activity.EndsOn > today ? new Refusal("Answer on the last day or after it.")
        : null;

    /// <summary>The questions of an activity: those that are asked everywhere, in the language of the page, then its own.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="withdrawn">Also those of its own that are asked no more.</param>
    /// <param name="stop">Stops.</param>
    public async Task<IReadOnlyList<EvaluationQuestion>> Questions(Guid activity, bool withdrawn, CancellationToken stop)
    {
        var book = await db.RegistrationBooks.AsNoTracking().FirstOrDefaultAsync(b => b.ActivityId == activity, stop);
        return [.. Everywhere(), .. (book?.Evaluation ?? []).Where(q => withdrawn || !q.IsWithdrawn)];
    }

    /// <summary>The product's own questions, in the language of the page.</summary>
    public IEnumerable<EvaluationQuestion> Everywhere() => Own.Select(o => new EvaluationQuestion(o.Id, new LocalizedText { [Texts.Language] = texts[o.Text].Value }, o.IsScale));

    /// <summary>Takes the answers of one person, once.</summary>
    public async Task<Refusal?> Take(Guid activityId, Guid registration, Dictionary<Guid, int> scores, Dictionary<Guid, string?> words, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var person = await db.Registrations.SingleAsync(r => r.Id == registration, stop);
        if (person.HasEvaluated) return null;
        var answers = new List<EvaluationAnswer>();
        foreach (var question in await Questions(activityId, withdrawn: false, stop))
        {
            var (score, text) = (scores.GetValueOrDefault(question.Id), Spelling.Sound(words.GetValueOrDefault(question.Id) ?? "").Trim());
            if (question.IsScale ? score is < 1 or > 5 : text is "") continue;
            answers.Add(new EvaluationAnswer { Id = new Guid(RandomNumberGenerator.GetBytes(16)), ActivityId = activityId, QuestionId = question.Id, Score = question.IsScale ? score : null, Text = question.IsScale ? "" : text[..Math.Min(text.Length, 2000)] });
        }

        if (answers.Count == 0) return new Refusal("Answer at least one question.");
        db.EvaluationAnswers.AddRange(answers);
        person.HasEvaluated = true;
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return null;
    }

    /// <summary>Who was there and has not answered, with what was written to each.</summary>
    public async Task<IReadOnlyList<Silent>> Silent(Guid activity, CancellationToken stop)
    {
        var people = await db.Registrations.AsNoTracking().Where(r => r.ActivityId == activity && r.State == RegistrationState.CheckedIn && !r.HasEvaluated).OrderBy(r => r.Number).ToListAsync(stop);
        var written = await db.Mails.Where(m => m.ActivityId == activity && m.Key != null && m.Key.StartsWith("evaluation/")).Select(m => new { Key = m.Key!, m.QueuedAt }).ToDictionaryAsync(m => m.Key, m => m.QueuedAt, stop);
        DateTimeOffset? At(string key) => written.TryGetValue(key, out var at) ? at : null;
        return [.. people.Select(p => new Silent(p, At(Key(p, reminder: false)), At(Key(p, reminder: true))))];
    }

    /// <summary>Writes to all who were there and were not asked yet; how many.</summary>
    public Task<int> Send(Activity activity, string site, CancellationToken stop) => Write(activity, reminder: false, site, stop);

    /// <summary>Reminds those who were asked on an earlier day and have not answered, each once and never again; how many.</summary>
    public Task<int> Remind(Activity activity, string site, CancellationToken stop) => Write(activity, reminder: true, site, stop);

    /// <summary>Whether somebody is written to now. After two months nobody remembers, and the links have ended.</summary>
    public bool IsDue(Activity activity, Silent silent, bool reminder) => silent.Person.Email is not "" && activity.EndsOn.AddDays(60) >= clock.Today(activity.TimeZone)
        && (reminder ? silent.AskedAt is { } at && silent.RemindedAt is null && at.DayIn(activity.TimeZone) < clock.Today(activity.TimeZone) : silent.AskedAt is null);

    private static string Key(Registration person, bool reminder) => $"evaluation/{person.Id:N}{(reminder ? "/reminder" : "")}";

    private async Task<int> Write(Activity activity, bool reminder, string site, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activity.Id, stop);
        var asked = 0;
        foreach (var silent in (await Silent(activity.Id, stop)).Where(s => IsDue(activity, s, reminder))) if (await letters.Asks(activity, silent.Person, reminder, Key(silent.Person, reminder), site, stop)) asked++;
        if (!reminder) turn.Book.EvaluationSentAt = clock.GetUtcNow();
        if (asked > 0) audit.Add(reminder ? "Reminded those who have not answered" : "Asked those who were there", RecordKind.Activity, activity.Id, activity.Title.ToString(), asked.ToString(CultureInfo.InvariantCulture), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return asked;
    }
}

/// <summary>Somebody who was there and has not answered.</summary>
/// <param name="Person">Who.</param>
/// <param name="AskedAt">When the person was asked.</param>
/// <param name="RemindedAt">When the person was reminded, the one time.</param>
public sealed record Silent(Registration Person, DateTimeOffset? AskedAt, DateTimeOffset? RemindedAt);
