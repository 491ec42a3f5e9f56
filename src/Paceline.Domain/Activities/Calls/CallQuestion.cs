namespace Paceline.Domain.Activities.Calls;

/// <summary>How a question is answered.</summary>
public enum QuestionKind
{
    /// <summary>One line.</summary>
    ShortText,
    /// <summary>A few paragraphs.</summary>
    LongText,
    /// <summary>One of the options.</summary>
    OneChoice,
    /// <summary>Any of the options.</summary>
    SeveralChoices,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A file.</summary>
    FileUpload,
    /// <summary>A box to tick.</summary>
    Consent,
}

/// <summary>Where a first answer comes from.</summary>
public enum PrefillFrom
{
    /// <summary>Nowhere: the company writes it.</summary>
    Nowhere,
    /// <summary>Products and services of the profile.</summary>
    Products,
    /// <summary>Offers of the profile.</summary>
    Offers,
    /// <summary>Needs of the profile.</summary>
    Needs,
    /// <summary>Description of the company.</summary>
    Description,
    /// <summary>Website of the company.</summary>
    Website,
    /// <summary>Certificates of the profile.</summary>
    Certificates,
}

/// <summary>An answer that can be chosen.</summary>
/// <param name="Id">Key; answers name it.</param>
/// <param name="Label">What is read.</param>
public sealed record QuestionOption(Guid Id, LocalizedText Label);

/// <summary>A question is shown only where an earlier one was answered so.</summary>
/// <param name="Question">The earlier question.</param>
/// <param name="Answer">The key of an option, or "yes" for a box that is ticked.</param>
public sealed record ShownWhen(Guid Question, string Answer);

/// <summary>A question of a call's form.</summary>
public sealed record CallQuestion
{
    /// <summary>What a ticked box answers.</summary>
    public const string Yes = "yes";

    /// <summary>Key; answers name it.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>How it is answered; it never changes, so that answers keep their sense.</summary>
    public QuestionKind Kind { get; init; }
    /// <summary>What is asked.</summary>
    public LocalizedText Label { get; init; } = [];
    /// <summary>What helps to answer.</summary>
    public LocalizedText Hint { get; init; } = [];
    /// <summary>Without an answer the application cannot be submitted.</summary>
    public bool IsRequired { get; init; }
    /// <summary>What can be chosen.</summary>
    public IReadOnlyList<QuestionOption> Options { get; init; } = [];
    /// <summary>Shown only then; null: always.</summary>
    public ShownWhen? OnlyWhen { get; init; }
    /// <summary>Where a first answer comes from.</summary>
    public PrefillFrom From { get; init; }
    /// <summary>Asked no more; its answers are kept.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Whether something is chosen from options.</summary>
    public bool HasOptions => Kind is QuestionKind.OneChoice or QuestionKind.SeveralChoices;
}
