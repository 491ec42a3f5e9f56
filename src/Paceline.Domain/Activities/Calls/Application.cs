namespace Paceline.Domain.Activities.Calls;

/// <summary>Where an application stands.</summary>
public enum ApplicationState
{
    /// <summary>Being written.</summary>
    Draft,
    /// <summary>Handed in.</summary>
    Submitted,
    /// <summary>The organiser confirmed that it may take part.</summary>
    Eligible,
    /// <summary>The organiser found that it may not, with the rule.</summary>
    Ineligible,
    /// <summary>Both assessors have scored it.</summary>
    Scored,
    /// <summary>It has a place.</summary>
    Selected,
    /// <summary>It waits for a place.</summary>
    Reserve,
    /// <summary>It has none.</summary>
    Rejected,
    /// <summary>The company comes.</summary>
    Confirmed,
    /// <summary>The company does not come.</summary>
    Withdrawn,
}

/// <summary>Somebody whom a company would send.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">As the person writes it.</param>
/// <param name="LatinName">As the passport writes it, in Latin letters.</param>
/// <param name="Email">Where the person is reached.</param>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Role">What the person does in the company.</param>
public sealed record TravelDelegate(Guid Id, string Name, string LatinName, string Email, string Language, string Role);

/// <summary>A company's application to take part in an activity. One for each company and call.</summary>
public sealed class Application : IVersioned
{
    /// <summary>The most people that are named.</summary>
    public const int MostDelegates = 5;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The company.</summary>
    public required Guid CompanyId { get; init; }
    /// <summary>The cluster that counted the company when it applied.</summary>
    public Guid? HomeClusterId { get; set; }
    /// <summary>Number in the call, given with the first submission.</summary>
    public int? Number { get; set; }
    /// <summary>Where it stands.</summary>
    public ApplicationState State { get; set; }
    /// <summary>ISO 639-1 code of the language in which the company wants its letter.</summary>
    public string Language { get; set; } = "en";
    /// <summary>What is being written; what counts is the last submission.</summary>
    public Answers Answers { get; set; } = [];
    /// <summary>Whom the company would send.</summary>
    public List<TravelDelegate> Delegates { get; set; } = [];
    /// <summary>When something was last written.</summary>
    public DateTimeOffset SavedAt { get; set; }
    /// <summary>Who wrote it.</summary>
    public string SavedBy { get; set; } = "";
    /// <summary>The last submission; ties are broken by it.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }
    /// <summary>How often it was submitted.</summary>
    public int Submissions { get; set; }
    /// <summary>Something was written since the last submission.</summary>
    public bool HasChanges { get; set; }
    /// <summary>Why the organiser decided on eligibility otherwise than the rules.</summary>
    public string EligibilityReason { get; set; } = "";
    /// <summary>Rules that were not met when the organiser decided.</summary>
    public EligibilityRule[] RulesNotMet { get; set; } = [];
    /// <summary>Weighted score, from 0 to 5.</summary>
    public decimal? Score { get; set; }
    /// <summary>Place in the frozen ranking.</summary>
    public int? Rank { get; set; }
    /// <summary>Place on the reserve list as it was frozen.</summary>
    public int? ReserveRank { get; set; }
    /// <summary>Why it was rejected.</summary>
    public PlacedBecause? Because { get; set; }
    /// <summary>It moved up from the reserve list.</summary>
    public DateTimeOffset? MovedUpAt { get; set; }
    /// <summary>A place is kept until this instant; then the organiser may give it away.</summary>
    public DateTimeOffset? ConfirmBy { get; set; }
    /// <summary>Why it was withdrawn.</summary>
    public string WithdrawnBecause { get; set; } = "";
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>What it is called: A-007.</summary>
    public string Code => Number is { } n ? FormattableString.Invariant($"A-{n:000}") : "";

    /// <summary>Whether it holds a place.</summary>
    public bool HoldsPlace => State is ApplicationState.Selected or ApplicationState.Confirmed;

    /// <summary>Where it stands as its company was told: what is decided shows when the letter has left, and never before.</summary>
    /// <param name="sent">Letters that have left.</param>
    public ApplicationState StateAsTold(IReadOnlyCollection<LetterKind> sent)
    {
        if (State is ApplicationState.Draft or ApplicationState.Confirmed or ApplicationState.Withdrawn) return State;
        if (Letter.KindFor(State, MovedUpAt is not null) is { } kind && sent.Contains(kind)) return State;
        return MovedUpAt is not null && sent.Contains(LetterKind.ReserveLetter) ? ApplicationState.Reserve : ApplicationState.Submitted;
    }

    /// <summary>Why it can no longer be written, or null.</summary>
    public Refusal? RefusesWriting(Call call, DateTimeOffset now) =>
        State is ApplicationState.Withdrawn ? new Refusal("This application was withdrawn. It stays readable.")
        : State is not (ApplicationState.Draft or ApplicationState.Submitted) ? new Refusal("This application is being decided. It can no longer be changed.")
        : call.Refuses(now);

    /// <summary>Why it cannot be submitted, or null: the form may still have faults of its own.</summary>
    public Refusal? RefusesSubmission(Call call, DateTimeOffset now) =>
        RefusesWriting(call, now)
        ?? (Delegates.Count == 0 ? new Refusal("Name at least one person who would travel.") : null);

    /// <summary>Why it cannot be withdrawn, or null.</summary>
    /// <param name="told">Where it stands for whoever withdraws it: a company that was told nothing yet learns nothing from trying.</param>
    public static Refusal? RefusesWithdrawal(ApplicationState told) => told is ApplicationState.Withdrawn ? new Refusal("This application was withdrawn already.")
        : told is ApplicationState.Rejected or ApplicationState.Ineligible ? new Refusal("This application has no place to give back.")
        : null;

    /// <summary>Why the company cannot confirm, or null.</summary>
    public Refusal? RefusesConfirmation(DateTimeOffset now) => State is not ApplicationState.Selected ? new Refusal("There is no place to confirm.")
        : ConfirmBy < now ? new Refusal("The day until which the place was kept is over. Ask the organiser.")
        : null;

    /// <summary>Why the organiser cannot decide on eligibility, or null.</summary>
    /// <param name="computed">What the rules say.</param>
    /// <param name="decided">What the organiser says.</param>
    /// <param name="reason">Needed where the two differ.</param>
    public Refusal? RefusesEligibility(bool computed, bool decided, string reason) =>
        State is not (ApplicationState.Submitted or ApplicationState.Eligible or ApplicationState.Ineligible) ? new Refusal("This application is past this step. Look at it again.")
        : computed != decided && string.IsNullOrWhiteSpace(reason) ? new Refusal("You decide otherwise than the rules. Give the reason: it is kept and stands in the letter.")
        : null;
}

/// <summary>What was handed in, as it was. A later submission is another row; none is ever changed.</summary>
public sealed class ApplicationVersion
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The application.</summary>
    public required Guid ApplicationId { get; init; }
    /// <summary>1 for the first submission.</summary>
    public required int Number { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Who submitted it.</summary>
    public required string By { get; init; }
    /// <summary>The account.</summary>
    public Guid? ById { get; init; }
    /// <summary>Submitted by the cluster with the company's consent.</summary>
    public bool IsForCompany { get; init; }
    /// <summary>Form and answers as one document.</summary>
    public required string Content { get; init; }
    /// <summary>SHA-256 of the content, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
