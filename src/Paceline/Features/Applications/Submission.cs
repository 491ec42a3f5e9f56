using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;

namespace Paceline.Features.Applications;

/// <summary>What counts of an application: its answers and people as they were handed in, whatever was written since.</summary>
public sealed record Submission(Answers Answers, List<TravelDelegate> Delegates)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>Nothing was handed in.</summary>
    public static Submission Nothing { get; } = new([], []);

    /// <summary>The document that is kept: questions and options as they were worded, so that it can be read without the form, and their keys, so that the form can be read from it.</summary>
    public static string Document(Application application, Call call, Activity activity, Organisation company, int number, DateTimeOffset at)
    {
        var given = CallForm.Submitted(call.Questions, application.Answers);
        return JsonSerializer.Serialize(new
        {
            application = application.Code,
            submission = number,
            at = at.ToString("O", CultureInfo.InvariantCulture),
            activity = new { id = activity.Id, title = activity.Title.ToString() },
            company = new { id = company.Id, name = company.Name, country = company.Country },
            language = application.Language,
            answers = from question in call.Questions
                      where given.ContainsKey(question.Id)
                      select new { question = question.Id, asked = question.Label.ToString(), answer = question.HasOptions ? [.. question.Options.Where(o => given.Has(question.Id, o.Id.ToString())).Select(o => o.Label.ToString())] : given[question.Id], chosen = question.HasOptions ? given[question.Id] : null },
            delegates = application.Delegates.Select(d => new { id = d.Id, name = d.Name, latinName = d.LatinName, email = d.Email, language = d.Language, role = d.Role }),
        }, Plain);
    }

    /// <summary>What a document that was kept says.</summary>
    public static Submission In(string document)
    {
        using var json = JsonDocument.Parse(document);
        var answers = new Answers();
        foreach (var answer in json.RootElement.GetProperty("answers").EnumerateArray())
            answers[answer.GetProperty("question").GetGuid()] = Texts(answer.TryGetProperty("chosen", out var chosen) && chosen.ValueKind is JsonValueKind.Array ? chosen : answer.GetProperty("answer"));
        return new Submission(answers, [.. json.RootElement.GetProperty("delegates").EnumerateArray().Select(d => new TravelDelegate(d.TryGetProperty("id", out var id) ? id.GetGuid() : Ids.New(), Text(d, "name"), Text(d, "latinName"), Text(d, "email"), Text(d, "language"), Text(d, "role")))]);
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(t => t.GetString() ?? "")];

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
