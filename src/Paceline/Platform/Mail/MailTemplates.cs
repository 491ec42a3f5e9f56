using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Mails;
using Paceline.Platform.Text;

namespace Paceline.Platform.Mail;

/// <summary>Writes mails: in the alliance's words where it wrote some, else in the product's, in the language of the reader.</summary>
public sealed class MailTemplates(PacelineDb db, Texts texts)
{
    private readonly Dictionary<(MailKind, string), MailTemplate?> _own = [];

    /// <summary>Subject and text of a mail.</summary>
    public async Task<(string Subject, string Text)> Write(MailDraft mail, CancellationToken stop) => mail.Written ?? await Render(mail.Kind, mail.Language, mail.Values, stop);

    /// <summary>Subject and text of a kind of mail.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="language">The reader's language; one that the product does not speak is answered in English.</param>
    /// <param name="values">What fills the holes.</param>
    /// <param name="stop">Stops.</param>
    public async Task<(string Subject, string Text)> Render(MailKind kind, string language, IReadOnlyDictionary<string, string> values, CancellationToken stop)
    {
        var spoken = Texts.Spoken.Contains(language) ? language : "en";
        if (!_own.TryGetValue((kind, spoken), out var own)) _own[(kind, spoken)] = own = await db.MailTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Kind == kind && t.Language == spoken, stop);
        return own is null ? Default(kind, spoken, values) : Fill(own.Subject, own.Text, values);
    }

    /// <summary>A text of the alliance with its holes filled.</summary>
    public static (string Subject, string Text) Fill(string subject, string text, IReadOnlyDictionary<string, string> values) =>
        (Line(TemplateText.Fill(subject, values)), WithoutGaps(TemplateText.Fill(text, values)));

    /// <summary>The product's words, with names in the holes: where an alliance starts from.</summary>
    public (string Subject, string Text) Start(MailKind kind, string language) => Default(kind, language, MailWordings.Of(kind).Holes.ToDictionary(h => h, h => "{" + h + "}"));

    private (string Subject, string Text) Default(MailKind kind, string language, IReadOnlyDictionary<string, string> values) => InLanguage.Of(language, () =>
    {
        var wording = MailWordings.Of(kind);
        var text = wording.Text.Where(p => p.Holes.Length == 0 || p.Holes.Any(h => values[h] is not "")).Select(p => Say(p) + (p.Below is { } hole ? "\n" + values[hole] : ""));
        return (Line(Say(wording.Subject)), WithoutGaps(string.Join("\n\n", text)).Trim() + "\n");

        string Say(MailParagraph paragraph) => paragraph.Holes.Length == 0 ? texts[paragraph.Key].Value : texts[paragraph.Key, [.. paragraph.Holes.Select(h => values[h])]].Value;
    });

    // A name may bring a line break along; a subject is one line.
    private static string Line(string subject) => subject.ReplaceLineEndings(" ");

    // Where a hole stays empty, no gap is left.
    private static string WithoutGaps(string text)
    {
        while (text.Contains("\n\n\n", StringComparison.Ordinal)) text = text.Replace("\n\n\n", "\n\n", StringComparison.Ordinal);
        return text;
    }
}
