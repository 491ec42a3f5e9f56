namespace Paceline.Platform.Mail;

/// <summary>A paragraph of a mail in the product's words.</summary>
/// <param name="Key">English, a key of translations, with {0} for the first hole.</param>
/// <param name="Holes">What fills it, in its order.</param>
public sealed record MailParagraph(string Key, params string[] Holes)
{
    /// <summary>The hole that stands on the next line, for example an address.</summary>
    public string? Below { get; init; }

    /// <summary>Every hole of it.</summary>
    public IEnumerable<string> All => Below is null ? Holes : Holes.Append(Below);
}

/// <summary>What a kind of mail says unless the alliance says it in its own words, and what fills its holes.</summary>
/// <param name="Subject">The product's subject.</param>
/// <param name="Text">The product's text; a paragraph that nothing fills is left out.</param>
/// <param name="Filled">The holes with a sample value for each, for the preview while nobody is there.</param>
/// <param name="Needed">Those without which the mail is of no use.</param>
public sealed record MailWording(MailParagraph Subject, MailParagraph[] Text, (string Hole, string Sample)[] Filled, string[] Needed)
{
    /// <summary>The names of the holes.</summary>
    public IEnumerable<string> Holes => Filled.Select(f => f.Hole);

    /// <summary>The sample values.</summary>
    public IReadOnlyDictionary<string, string> Samples => Filled.ToDictionary(f => f.Hole, f => f.Sample);
}

/// <summary>A mail to one reader before it is written out: what is looked at and what is sent start from the same.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Key">What it is sent for: one message for a key, for ever.</param>
/// <param name="To">The address.</param>
/// <param name="Language">The reader's language.</param>
/// <param name="Values">What fills the holes, in the reader's language.</param>
public sealed record MailDraft(Domain.Mails.MailKind Kind, string Key, string To, string Language, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The iCalendar object that goes along.</summary>
    public string? Calendar { get; init; }
    /// <summary>The activity that it is about.</summary>
    public Guid? ActivityId { get; init; }
    /// <summary>Subject and text, where somebody has read and changed them already.</summary>
    public (string Subject, string Text)? Written { get; init; }
}

/// <summary>Somebody who would get a mail.</summary>
public sealed record MailReader(string Id, string Name, string Language);

/// <summary>Mails of activities that can be looked at before they leave.</summary>
public interface IActivityMails
{
    /// <summary>The most readers that a page offers to choose from.</summary>
    const int MostReaders = 500;

    /// <summary>What stands for the personal part of a link: it is made when the mail leaves, and is nobody else's.</summary>
    const string Shortened = "…";

    /// <summary>The kinds of mail that are written here.</summary>
    IReadOnlyList<Domain.Mails.MailKind> Kinds { get; }

    /// <summary>Who would get such a mail of an activity now; whoever asks may run the activity.</summary>
    Task<IReadOnlyList<MailReader>> Readers(Domain.Activities.Activity activity, Domain.Mails.MailKind kind, CancellationToken stop);

    /// <summary>The mail to one of them, with its links shortened; null where there is no such reader.</summary>
    Task<MailDraft?> Preview(Domain.Activities.Activity activity, Domain.Mails.MailKind kind, string reader, string site, CancellationToken stop);
}
