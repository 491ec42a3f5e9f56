using System.Globalization;

namespace Paceline.Domain.Activities.Calls;

/// <summary>Answers by question: one text, the keys of chosen options, the key of a file.</summary>
public sealed class Answers : Dictionary<Guid, string[]>
{
    /// <summary>The one answer; empty where there is none.</summary>
    public string One(Guid question) => TryGetValue(question, out var values) && values.Length > 0 ? values[0] : "";

    /// <summary>Whether an answer was chosen.</summary>
    public bool Has(Guid question, string answer) => TryGetValue(question, out var values) && values.Contains(answer, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether anything was answered.</summary>
    public bool IsAnswered(Guid question) => TryGetValue(question, out var values) && values.Any(v => !string.IsNullOrWhiteSpace(v));
}

/// <summary>The rules of a form: what is shown, what is missing, what a change would do. Pure.</summary>
public static class CallForm
{
    /// <summary>The longest answer of a line.</summary>
    public const int LongestLine = 300;
    /// <summary>The longest answer of a few paragraphs.</summary>
    public const int LongestText = 4000;

    /// <summary>The questions that somebody with these answers sees, in order. A question whose condition is itself hidden is hidden too.</summary>
    public static IReadOnlyList<CallQuestion> Shown(IReadOnlyList<CallQuestion> questions, Answers answers)
    {
        var shown = new List<CallQuestion>();
        foreach (var question in questions)
        {
            if (question.IsRetired) continue;
            if (question.OnlyWhen is { } when && !(shown.Any(s => s.Id == when.Question) && answers.Has(when.Question, when.Answer))) continue;
            shown.Add(question);
        }

        return shown;
    }

    /// <summary>What is wrong with the answers, by question; with <paramref name="whole"/> also what is missing.</summary>
    public static IReadOnlyDictionary<Guid, Refusal> Faults(IReadOnlyList<CallQuestion> questions, Answers answers, bool whole)
    {
        var faults = new Dictionary<Guid, Refusal>();
        foreach (var question in Shown(questions, answers))
            if (Fault(question, answers, whole) is { } fault) faults[question.Id] = fault;
        return faults;
    }

    /// <summary>The answers that are submitted: those of questions that are shown.</summary>
    public static Answers Submitted(IReadOnlyList<CallQuestion> questions, Answers answers)
    {
        var kept = new Answers();
        foreach (var question in Shown(questions, answers))
            if (answers.IsAnswered(question.Id)) kept[question.Id] = answers[question.Id];
        return kept;
    }

    /// <summary>Why a question cannot stand so in its form, or null.</summary>
    public static Refusal? Refuses(CallQuestion question, IReadOnlyList<CallQuestion> form)
    {
        if (question.Label.In("en").Text is "") return new Refusal("Write the question in one language at least.");
        if (question.HasOptions && question.Options.Count < 2) return new Refusal("Give two answers to choose from at least, one a line.");
        if (question.OnlyWhen is not { } when) return null;
        var (own, other) = (IndexOf(form, question.Id), IndexOf(form, when.Question));
        if (other < 0 || own >= 0 && other >= own) return new Refusal("The condition must be an earlier question.");
        var asked = form[other];
        return asked.Kind is QuestionKind.Consent && when.Answer is CallQuestion.Yes || asked.Options.Any(o => o.Id.ToString() == when.Answer) ? null : new Refusal("The condition must be an answer that can be chosen there.");
    }

    /// <summary>Moves a question one place up or down, unless it would come before the question that shows it.</summary>
    public static List<CallQuestion>? Moved(IReadOnlyList<CallQuestion> form, Guid id, int by)
    {
        var from = IndexOf(form, id);
        var to = from + Math.Sign(by);
        if (from < 0 || to < 0 || to >= form.Count) return null;
        var moved = form.ToList();
        (moved[from], moved[to]) = (moved[to], moved[from]);
        return moved.TrueForAll(q => q.OnlyWhen is not { } when || IndexOf(moved, when.Question) < moved.IndexOf(q)) ? moved : null;
    }

    /// <summary>The form without a question: gone where nobody answered it and no other hangs on it, retired where somebody did.</summary>
    public static List<CallQuestion> Without(IReadOnlyList<CallQuestion> form, Guid id, int answered) =>
        answered == 0 && form.All(q => q.OnlyWhen?.Question != id) ? [.. form.Where(q => q.Id != id)] : [.. form.Select(q => q.Id == id ? q with { IsRetired = true } : q)];

    /// <summary>What a change does to answers that are there already; empty where it touches none.</summary>
    /// <param name="before">The question as it is.</param>
    /// <param name="after">As it would be; retired where it is taken out.</param>
    /// <param name="answered">Applications that answered it.</param>
    /// <param name="chosen">How many chose each option.</param>
    public static IEnumerable<Refusal> Effects(CallQuestion before, CallQuestion after, int answered, IReadOnlyDictionary<Guid, int> chosen)
    {
        if (answered == 0) yield break;
        if (after.IsRetired && !before.IsRetired)
        {
            yield return new Refusal("{0} applications have answered it. It is asked no more; their answers are kept and stay readable.", answered);
            yield break;
        }

        if (!Same(before.Label, after.Label) || !Same(before.Hint, after.Hint)) yield return new Refusal("{0} applications have answered the question as it was worded before. Their answers are kept.", answered);
        var gone = before.Options.Where(o => after.Options.All(a => a.Id != o.Id)).Sum(o => chosen.GetValueOrDefault(o.Id));
        if (gone > 0) yield return new Refusal("{0} chose an answer that would go. It stays in their application and must be chosen anew when they submit again.", gone);
        var reworded = before.Options.Where(o => after.Options.Any(a => a.Id == o.Id && !Same(a.Label, o.Label))).Sum(o => chosen.GetValueOrDefault(o.Id));
        if (reworded > 0) yield return new Refusal("{0} chose an answer that is worded anew. It reads as the new wording in their application too: do this only where it means the same.", reworded);
        if (after.IsRequired && !before.IsRequired) yield return new Refusal("Applications that are submitted without an answer stay submitted.");
        if (after.OnlyWhen != before.OnlyWhen && after.OnlyWhen is not null) yield return new Refusal("Where it is no longer shown, the answer is kept in the draft and not submitted.");
    }

    /// <summary>
    /// Options as they are written now, with the keys that they had: first each keeps the key of its wording wherever it stands; only a key that
    /// no line claims goes by its place, so that a corrected spelling stays the same answer and no answer takes the meaning of another.
    /// </summary>
    /// <param name="before">The options as they are.</param>
    /// <param name="lines">The wording of each line, in order.</param>
    public static IReadOnlyList<QuestionOption> Keyed(IReadOnlyList<QuestionOption> before, IReadOnlyList<LocalizedText> lines)
    {
        var keys = new Guid?[lines.Count];
        var free = before.ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (free.Find(b => Same(b.Label, lines[i])) is not { } same) continue;
            keys[i] = same.Id;
            free.Remove(same);
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (keys[i] is not null || free.Find(b => b.Label.Any(t => lines[i].GetValueOrDefault(t.Key) == t.Value)) is not { } alike) continue;
            keys[i] = alike.Id;
            free.Remove(alike);
        }

        if (lines.Count == before.Count)
            for (var i = 0; i < lines.Count; i++)
                if (keys[i] is null && free.Remove(before[i])) keys[i] = before[i].Id;
        return [.. lines.Select((label, i) => new QuestionOption(keys[i] ?? Ids.New(), label))];
    }

    private static bool Same(LocalizedText a, LocalizedText b) => a.Count == b.Count && a.All(t => b.TryGetValue(t.Key, out var other) && other == t.Value);

    private static Refusal? Fault(CallQuestion question, Answers answers, bool whole)
    {
        var answer = answers.One(question.Id);
        if (!answers.IsAnswered(question.Id)) return !whole || !question.IsRequired ? null : question.Kind is QuestionKind.Consent ? new Refusal("Tick this to apply.") : new Refusal("This is needed.");
        return question.Kind switch
        {
            QuestionKind.ShortText when answer.Length > LongestLine => new Refusal("Use at most {0} characters; these are {1}.", LongestLine, answer.Length),
            QuestionKind.LongText when answer.Length > LongestText => new Refusal("Use at most {0} characters; these are {1}.", LongestText, answer.Length),
            QuestionKind.Number when !decimal.TryParse(answer, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) => new Refusal("Write a number, for example 12 or 12.5."),
            QuestionKind.OneChoice or QuestionKind.SeveralChoices when answers[question.Id].Any(a => question.Options.All(o => o.Id.ToString() != a)) => new Refusal("Choose from the list."),
            _ => null,
        };
    }

    private static int IndexOf(IReadOnlyList<CallQuestion> form, Guid id)
    {
        for (var i = 0; i < form.Count; i++)
            if (form[i].Id == id) return i;
        return -1;
    }
}
