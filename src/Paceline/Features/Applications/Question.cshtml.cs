using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Features.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>One question: worded per language, with its answers and its condition. What a change does to answers is said before it is done.</summary>
[Requires(Can.ManageActivity)]
public sealed class QuestionModel(PacelineDb db, CallDoor door, ChangeCall act, Texts texts) : PageModel
{
    public sealed record Form
    {
        public int Version { get; init; }
        public QuestionKind Kind { get; init; }
        public Dictionary<string, string?> Label { get; init; } = [];
        public Dictionary<string, string?> Hint { get; init; } = [];
        /// <summary>One option a line, by language; lines of the same number belong together.</summary>
        public Dictionary<string, string?> Options { get; init; } = [];
        public bool IsRequired { get; init; }
        /// <summary>Question and answer, or empty.</summary>
        public string? When { get; init; }
        public PrefillFrom From { get; init; }
        /// <summary>The effects were read.</summary>
        public bool Sure { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public Activity Activity { get; private set; } = null!;
    public Call Call { get; private set; } = null!;
    public CallQuestion? Known { get; private set; }
    public int Answered { get; private set; }
    public IReadOnlyList<Refusal> Effects { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Conditions { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, Guid question, CancellationToken stop)
    {
        if (!await Load(activity, question, stop)) return NotFound();
        Input = new Form
        {
            Version = Call.Version, Kind = Known?.Kind ?? QuestionKind.ShortText, IsRequired = Known?.IsRequired ?? false, From = Known?.From ?? PrefillFrom.Nowhere,
            Label = PerLanguage.Fields(Known?.Label ?? []), Hint = PerLanguage.Fields(Known?.Hint ?? []), Options = Lines(Known?.Options ?? []),
            When = Known?.OnlyWhen is { } when ? $"{when.Question}:{when.Answer}" : "",
        };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, Guid question, CancellationToken stop)
    {
        if (!await Load(activity, question, stop)) return NotFound();
        foreach (var (field, why) in PerLanguage.Check("Label", Input.Label, 300).Concat(PerLanguage.Check("Hint", Input.Hint, 500)).Concat(PerLanguage.Check("Options", Input.Options, 2000))) ModelState.AddModelError(field, texts.Of(why!));
        if (!ModelState.IsValid) return this.Invalid();
        var when = Input.When?.Split(':');
        var asked = new CallQuestion
        {
            Id = question,
            // The kind of a question that has answers stays, so that they keep their sense.
            Kind = Known is not null && Answered > 0 ? Known.Kind : Input.Kind,
            Label = PerLanguage.Text([], Input.Label),
            Hint = PerLanguage.Text([], Input.Hint),
            IsRequired = Input.IsRequired,
            Options = Options(Known?.Options ?? []),
            OnlyWhen = when is [var other, var answer] && Guid.TryParse(other, out var id) ? new ShownWhen(id, answer) : null,
            From = Input.From,
        };
        if (!asked.HasOptions) asked = asked with { Options = [] };
        if (Known is not null && !Input.Sure)
        {
            Effects = [.. CallForm.Effects(Known, asked, Answered, (await act.Answered(Call, stop)).Options)];
            if (Effects.Count > 0)
            {
                ModelState.Remove("Input.Sure");
                return this.Invalid();
            }
        }

        db.Entry(Call).Property(c => c.Version).OriginalValue = Input.Version;
        try
        {
            if (await act.Save(Activity, Call, asked, stop) is { } no) return this.Refused("", no);
        }
        catch (DbUpdateConcurrencyException)
        {
            return this.Refused("", new Refusal("Somebody else saved this a moment ago. What you typed is still here; open the call in another window to compare, then save again."));
        }

        this.Say("Saved.");
        return LocalRedirect(Urls.CallQuestions(activity));
    }

    private IReadOnlyList<QuestionOption> Options(IReadOnlyList<QuestionOption> before)
    {
        var written = Input.Options.ToDictionary(o => o.Key, o => (o.Value ?? "").Split('\n', StringSplitOptions.TrimEntries), StringComparer.Ordinal);
        var count = written.Values.Select(l => l.Length).DefaultIfEmpty(0).Max();
        var lines = new List<LocalizedText>();
        for (var i = 0; i < count; i++)
        {
            var label = new LocalizedText();
            foreach (var (language, texts) in written)
                if (i < texts.Length && texts[i] is not "") label[language] = texts[i];
            if (label.Count > 0) lines.Add(label);
        }

        return CallForm.Keyed(before, lines);
    }

    private static Dictionary<string, string?> Lines(IReadOnlyList<QuestionOption> options) =>
        options.SelectMany(o => o.Label.Keys).Distinct(StringComparer.Ordinal).ToDictionary(l => l, l => (string?)string.Join('\n', options.Select(o => o.Label.GetValueOrDefault(l, ""))), StringComparer.Ordinal);

    private async Task<bool> Load(Guid activity, Guid question, CancellationToken stop)
    {
        if (await door.Manage(activity, stop) is not var (found, call) || call is null) return false;
        (Activity, Call, Known) = (found, call, call.Questions.Find(q => q.Id == question));
        if (Known is { IsRetired: true }) return false;
        Answered = (await act.Answered(call, stop)).Questions.GetValueOrDefault(question);
        var earlier = Known is null ? call.Questions : call.Questions.TakeWhile(q => q.Id != question);
        Conditions = [.. from q in earlier
                         where !q.IsRetired
                         from a in q.HasOptions ? q.Options.Select(o => (Key: o.Id.ToString(), Text: o.Label.In(Texts.Language).Text)) : q.Kind is QuestionKind.Consent ? [(CallQuestion.Yes, texts["yes"].Value)] : []
                         select new SelectListItem($"{q.Label.In(Texts.Language).Text} → {a.Text}", $"{q.Id}:{a.Key}")];
        return true;
    }
}
