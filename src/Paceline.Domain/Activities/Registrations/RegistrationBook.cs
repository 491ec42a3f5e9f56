namespace Paceline.Domain.Activities.Registrations;

/// <summary>How a question is answered.</summary>
public enum QuestionKind
{
    /// <summary>In words.</summary>
    Text,
    /// <summary>By one of the answers given.</summary>
    Choice,
}

/// <summary>What the organiser wants to know of each person. Diet and access needs are not asked here: they are kept apart.</summary>
/// <param name="Id">Key; answers are kept by it.</param>
/// <param name="Text">The question.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Options">The answers to choose from.</param>
/// <param name="IsRequired">Nobody registers without an answer.</param>
/// <param name="IsWithdrawn">Not asked any more; what was answered stays.</param>
public sealed record RegistrationQuestion(Guid Id, LocalizedText Text, QuestionKind Kind, IReadOnlyList<string> Options, bool IsRequired, bool IsWithdrawn = false);

/// <summary>What an evaluation asks: from 1 to 5, or in words.</summary>
/// <param name="Id">Key; answers are kept by it.</param>
/// <param name="Text">The question.</param>
/// <param name="IsScale">From 1 to 5; otherwise in words.</param>
/// <param name="IsWithdrawn">Not asked any more; what was answered stays.</param>
public sealed record EvaluationQuestion(Guid Id, LocalizedText Text, bool IsScale, bool IsWithdrawn = false);

/// <summary>How people register for one activity. Its row is what registrations of the activity queue for, so that no place is given twice.</summary>
public sealed class RegistrationBook : IVersioned
{
    /// <summary>The most questions that an evaluation asks of one activity alone.</summary>
    public const int MostEvaluationQuestions = 8;
    /// <summary>The most questions.</summary>
    public const int MostQuestions = 12;

    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The last number that was given.</summary>
    public int LastNumber { get; set; }
    /// <summary>The organiser says yes to each.</summary>
    public bool NeedsYes { get; set; }
    /// <summary>The organiser's questions.</summary>
    public RegistrationQuestion[] Questions { get; set; } = [];
    /// <summary>Questions that the evaluation asks of this activity alone, besides those that are asked everywhere.</summary>
    public EvaluationQuestion[] Evaluation { get; set; } = [];
    /// <summary>When the evaluation was sent.</summary>
    public DateTimeOffset? EvaluationSentAt { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The questions that are asked.</summary>
    public IEnumerable<RegistrationQuestion> Asked => Questions.Where(q => !q.IsWithdrawn);

    /// <summary>Answers after a correction. What the form did not ask, because the question was withdrawn or is newer than the form, stays as it was.</summary>
    /// <param name="kept">The answers as they are.</param>
    /// <param name="typed">What the form says; an empty answer is none.</param>
    public Dictionary<Guid, string> Corrected(IReadOnlyDictionary<Guid, string> kept, IReadOnlyDictionary<Guid, string?> typed)
    {
        var answers = kept.ToDictionary();
        foreach (var id in Asked.Select(q => q.Id).Where(typed.ContainsKey))
        {
            if (typed[id]?.Trim() is { Length: > 0 } answer) answers[id] = answer;
            else answers.Remove(id);
        }

        return answers;
    }
}

/// <summary>Somebody whom the organiser asked to come; the link in the mail opens the form.</summary>
public sealed class Invitation
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The address.</summary>
    public required string Email { get; init; }
    /// <summary>The address as it is compared.</summary>
    public required string EmailKey { get; init; }
    /// <summary>Name, where it is known.</summary>
    public string Name { get; init; } = "";
    /// <summary>As what the person is invited.</summary>
    public required RegistrationRole Role { get; init; }
    /// <summary>Language of the mail.</summary>
    public string Language { get; init; } = "en";
    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }
    /// <summary>What came of it.</summary>
    public Guid? RegistrationId { get; set; }
}

/// <summary>One answer of an evaluation. It names nobody and no moment, so that it cannot be told whose it is.</summary>
public sealed class EvaluationAnswer
{
    /// <summary>Key: chance alone, because a key in order of time would tell when.</summary>
    public required Guid Id { get; init; }
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The question.</summary>
    public required Guid QuestionId { get; init; }
    /// <summary>From 1 to 5.</summary>
    public int? Score { get; init; }
    /// <summary>In words.</summary>
    public string Text { get; init; } = "";
}

/// <summary>What answers come to.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answers">How many answered it.</param>
/// <param name="Mean">Mean of the scale; null without answers.</param>
/// <param name="PerScore">Answers for 1 to 5.</param>
/// <param name="Texts">What was written.</param>
public sealed record EvaluationResult(EvaluationQuestion Question, int Answers, double? Mean, IReadOnlyList<int> PerScore, IReadOnlyList<string> Texts);

/// <summary>Sums up an evaluation; pure.</summary>
public static class Evaluations
{
    /// <summary>Fewer responses than this are shown to the organiser alone.</summary>
    public const int FewestShown = 5;

    /// <summary>The results by question.</summary>
    public static IReadOnlyList<EvaluationResult> Sum(IEnumerable<EvaluationQuestion> questions, IEnumerable<EvaluationAnswer> answers)
    {
        var by = answers.ToLookup(a => a.QuestionId);
        return [.. questions.Select(q =>
        {
            var scores = by[q.Id].Where(a => a.Score is >= 1 and <= 5).Select(a => a.Score!.Value).ToList();
            var texts = by[q.Id].Where(a => a.Text is not "").Select(a => a.Text).Order(StringComparer.Ordinal).ToList();
            return new EvaluationResult(q, q.IsScale ? scores.Count : texts.Count, scores.Count > 0 ? scores.Average() : null, [.. Enumerable.Range(1, 5).Select(n => scores.Count(s => s == n))], texts);
        })];
    }

    /// <summary>Responses of those who were asked, in per cent.</summary>
    public static int Rate(int responses, int asked) => asked == 0 ? 0 : (int)Math.Round(100.0 * responses / asked, MidpointRounding.AwayFromZero);
}
