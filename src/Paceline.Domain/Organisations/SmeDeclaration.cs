namespace Paceline.Domain.Organisations;

/// <summary>Size of an enterprise by Recommendation 2003/361/EC.</summary>
public enum SmeCategory
{
    /// <summary>The figures given do not decide.</summary>
    Undetermined,
    /// <summary>Fewer than 10 people and at most EUR 2 million.</summary>
    Micro,
    /// <summary>Fewer than 50 people and at most EUR 10 million.</summary>
    Small,
    /// <summary>Fewer than 250 people, and at most EUR 50 million turnover or EUR 43 million balance sheet.</summary>
    Medium,
    /// <summary>Larger, or in public hands.</summary>
    NotSme,
}

/// <summary>Where a declaration stands.</summary>
public enum SmeDeclarationState
{
    /// <summary>Being filled in.</summary>
    Draft,
    /// <summary>Declared by the company.</summary>
    Declared,
    /// <summary>Checked by somebody else. Only then does the company count as an SME.</summary>
    Validated,
    /// <summary>Sent back with a reason.</summary>
    Rejected,
    /// <summary>Replaced by a later one.</summary>
    Superseded,
}

/// <summary>A company's declaration of its size. The category is computed, never chosen.</summary>
public sealed class SmeDeclaration : IVersioned
{
    /// <summary>Months for which a declaration holds unless said otherwise.</summary>
    public const int MonthsValid = 24;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The company.</summary>
    public required Guid OrganisationId { get; init; }
    /// <summary>Last closed financial year.</summary>
    public required int FinancialYear { get; set; }
    /// <summary>Own figures of that year.</summary>
    public YearFigures Last { get; set; } = YearFigures.Unknown;
    /// <summary>Own figures of the year before; unknown for a company founded since.</summary>
    public YearFigures Before { get; set; } = YearFigures.Unknown;
    /// <summary>Partner and linked enterprises, owners and holdings.</summary>
    public EnterpriseLink[] Links { get; set; } = [];
    /// <summary>What the figures give, by <see cref="SmeClassifier"/>.</summary>
    public SmeCategory Category { get; set; }
    /// <summary>Where it stands.</summary>
    public SmeDeclarationState State { get; set; }
    /// <summary>Who declared it.</summary>
    public Guid? DeclaredById { get; set; }
    /// <summary>When.</summary>
    public DateTimeOffset? DeclaredAt { get; set; }
    /// <summary>Who checked it; never who declared it.</summary>
    public Guid? DecidedById { get; set; }
    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; set; }
    /// <summary>What the checker said.</summary>
    public string Comment { get; set; } = "";
    /// <summary>First day on which it counts.</summary>
    public DateOnly? ValidFrom { get; set; }
    /// <summary>Last day on which it counts.</summary>
    public DateOnly? ValidTo { get; set; }
    /// <summary>Accounts or register extract that prove it.</summary>
    public Guid? EvidenceFileId { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Whether the company counts as an SME by it on a day.</summary>
    public bool MakesSmeOn(DateOnly day) =>
        State is SmeDeclarationState.Validated && Category is SmeCategory.Micro or SmeCategory.Small or SmeCategory.Medium && ValidFrom <= day && day <= ValidTo;

    /// <summary>Whether it was validated and its time has run out.</summary>
    public bool HasExpiredOn(DateOnly day) => State is SmeDeclarationState.Validated && ValidTo < day;

    /// <summary>Why somebody may not decide on it; null when that person may.</summary>
    public Refusal? MayDecide(Guid person) => State is not SmeDeclarationState.Declared ? new Refusal("There is no declaration that waits for a check.")
        : person == DeclaredById ? new Refusal("You declared it yourself. Somebody else checks it.")
        : null;
}
