using System.Security.Cryptography;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Applications;

/// <summary>Answers as a form carries them: q-KEY for a question, f-KEY for its file, x-KEY to take that away, d-N-* for the people.</summary>
internal static class FormAnswers
{
    /// <summary>What was written. A question that the form did not carry keeps its answer.</summary>
    public static Written Read(IFormCollection form, Call call, Application application)
    {
        var answers = new Answers();
        foreach (var question in call.Questions.Where(q => !q.IsRetired))
        {
            var name = Name(question);
            if (!form.ContainsKey(name) && !form.ContainsKey(name + "-here")) continue;
            if (question.Kind is QuestionKind.FileUpload)
            {
                // Only a file that the application has already: nobody takes over somebody else's by its key.
                var kept = form[name].ToString();
                answers[question.Id] = application.Answers.Has(question.Id, kept) && !form.ContainsKey(Away(question)) ? [kept] : [];
                continue;
            }

            answers[question.Id] = [.. form[name].Select(v => Clean(v)).Where(v => v is not "")];
        }

        var people = new List<TravelDelegate>();
        for (var i = 0; i < Application.MostDelegates; i++)
        {
            string Of(string part) => Cut(Clean(form[$"d-{i}-{part}"]), 200);
            if (Of("name") is "" && Of("email") is "" && Of("latin") is "") continue;
            var language = Of("language");
            people.Add(new TravelDelegate(Guid.TryParse(Of("id"), out var id) ? OwnKey(application, id) : Ids.New(), Of("name"), Of("latin"), Of("email"), LanguageCodes.All.Contains(language) ? language : "en", Of("role")));
        }

        var spoken = form["language"].ToString();
        return new Written(answers, people, Texts.Languages.Contains(spoken) ? spoken : application.Language);
    }

    /// <summary>
    /// A person's key as a form of this application brings it: one that the application knows, or one made of it. The person is registered
    /// under it, so it must be nobody else's; and the same form sent again must name the same person.
    /// </summary>
    public static Guid OwnKey(Application application, Guid sent)
    {
        if (application.Delegates.Exists(d => d.Id == sent)) return sent;
        Span<byte> both = stackalloc byte[32];
        application.Id.TryWriteBytes(both, bigEndian: true, out _);
        sent.TryWriteBytes(both[16..], bigEndian: true, out _);
        return new Guid(SHA256.HashData(both).AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>Files that came with the form.</summary>
    public static IEnumerable<(Guid Question, IFormFile File)> Uploads(IFormCollection form, Call call) =>
        from q in call.Questions where q is { IsRetired: false, Kind: QuestionKind.FileUpload } let file = form.Files.GetFile("f-" + q.Id) where file is not null select (q.Id, file);

    /// <summary>What is wrong with a person named, or null.</summary>
    public static Refusal? WrongDelegate(Written written) =>
        written.Delegates.Find(d => d.Name is "") is not null ? new Refusal("Write the name of each person who would travel.")
        : written.Delegates.Find(d => !IsEmail(d.Email)) is { } wrong ? new Refusal("Write an e-mail address for {0}, for example name@company.eu.", wrong.Name)
        : null;

    /// <summary>An answer as people read it.</summary>
    public static string Words(CallQuestion question, Answers answers, IReadOnlyDictionary<string, string> files, Texts texts) => question.Kind switch
    {
        QuestionKind.OneChoice or QuestionKind.SeveralChoices => string.Join(", ", question.Options.Where(o => answers.Has(question.Id, o.Id.ToString())).Select(o => o.Label.In(Texts.Language).Text)),
        QuestionKind.Consent => answers.IsAnswered(question.Id) ? texts["yes"].Value : "",
        QuestionKind.FileUpload => files.GetValueOrDefault(answers.One(question.Id), ""),
        _ => answers.One(question.Id),
    };

    /// <summary>The name of the box that takes a file away.</summary>
    public static string Away(CallQuestion question) => "x-" + question.Id;

    /// <summary>The name of a question's field.</summary>
    public static string Name(CallQuestion question) => "q-" + question.Id;

    /// <summary>Whether a text can be an address for mails.</summary>
    public static bool IsEmail(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && text.LastIndexOf('.') > at && !text.Contains(' ', StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal) && text.LastIndexOf('@') == at;

    private static string Clean(string? text) => Paceline.Domain.Matchmaking.Spelling.Sound((text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal)).Trim();

    private static string Cut(string text, int longest) => text.Length > longest ? text[..longest] : text;
}
