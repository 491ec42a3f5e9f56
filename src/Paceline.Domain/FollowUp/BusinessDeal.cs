using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;

namespace Paceline.Domain.FollowUp;

/// <summary>What kind of contract was signed.</summary>
public enum DealKind
{
    /// <summary>Goods or services are sold.</summary>
    SalesContract,
    /// <summary>Somebody sells for the company.</summary>
    Distribution,
    /// <summary>A right of use.</summary>
    Licence,
    /// <summary>A company together.</summary>
    JointVenture,
    /// <summary>A public or private tender won.</summary>
    Procurement,
    /// <summary>Capital.</summary>
    Investment,
    /// <summary>A first order to try.</summary>
    PilotOrder,
}

/// <summary>How large a contract is, where the exact value stays with the company.</summary>
public enum ValueBand
{
    /// <summary>Nothing is said.</summary>
    Undisclosed,
    /// <summary>Below EUR 10 000.</summary>
    Under10000,
    /// <summary>EUR 10 000 to 50 000.</summary>
    From10000To50000,
    /// <summary>EUR 50 000 to 250 000.</summary>
    From50000To250000,
    /// <summary>EUR 250 000 to one million.</summary>
    From250000To1000000,
    /// <summary>Above one million euro.</summary>
    Over1000000,
}

/// <summary>Who may know the details of a contract.</summary>
public enum Confidentiality
{
    /// <summary>May be told to anybody.</summary>
    Public,
    /// <summary>Within the partnership and to the funder.</summary>
    Consortium,
    /// <summary>Only those who verify and audit.</summary>
    AuditorOnly,
}

/// <summary>Where a contract stands on its way into the figure.</summary>
public enum DealState
{
    /// <summary>Said, without a file.</summary>
    Announced,
    /// <summary>Said, with a file.</summary>
    Evidenced,
    /// <summary>Sent back by the verifier, with a reason.</summary>
    Returned,
    /// <summary>Checked by somebody else than its author: it counts.</summary>
    Verified,
}

/// <summary>A contract that a company signed with a counterpart abroad, and the meeting that it grew out of.</summary>
public sealed class BusinessDeal : IVersioned
{
    /// <summary>Months after the programme's end in which a contract may still be signed and count.</summary>
    public const int MonthsAfterTheEnd = 24;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The programme.</summary>
    public required Guid ProgrammeId { get; init; }
    /// <summary>Number in the programme, from 1; shown as C-01.</summary>
    public required int Number { get; init; }
    /// <summary>The company that signed.</summary>
    public required Guid CompanyId { get; init; }
    /// <summary>The cluster that counts the company.</summary>
    public Guid? HomeClusterId { get; init; }
    /// <summary>The activity that it came from.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The meeting that it grew out of; null where it came from a mission without recorded meetings.</summary>
    public Guid? MeetingId { get; init; }
    /// <summary>The participant through which it was reported.</summary>
    public Guid? ParticipantId { get; init; }
    /// <summary>Who signed on the other side.</summary>
    public required string Counterpart { get; set; }
    /// <summary>Its country, as an ISO 3166-1 alpha-2 code.</summary>
    public required string CounterpartCountry { get; set; }
    /// <summary>Kind of contract.</summary>
    public required DealKind Kind { get; set; }
    /// <summary>The day of the signature.</summary>
    public required DateOnly SignedOn { get; set; }
    /// <summary>Exact value in hundredths of <see cref="Currency"/>; null where a band or nothing is said.</summary>
    public long? ValueCents { get; set; }
    /// <summary>ISO 4217 code of the value.</summary>
    public string? Currency { get; set; }
    /// <summary>Size where no exact value is said.</summary>
    public ValueBand Band { get; set; }
    /// <summary>Who may know the details.</summary>
    public required Confidentiality Confidentiality { get; set; }
    /// <summary>Where it stands.</summary>
    public DealState State { get; set; }
    /// <summary>The account that reported it; null when reported by a link.</summary>
    public Guid? ReportedById { get; init; }
    /// <summary>Who reported it, as shown.</summary>
    public required string ReportedBy { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset ReportedAt { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The number as people say it.</summary>
    public string Code => $"C-{Number:00}";

    /// <summary>The exact value, where it is said.</summary>
    public Money? Value => ValueCents is { } cents && Currency is { } currency ? new Money(cents, currency) : null;

    /// <summary>Whether a contract of that date may be reported: not before its first contact, not in the future, and within the programme or 24 months after.</summary>
    public static Refusal? Accepts(DateOnly signedOn, DateOnly firstContact, DateOnly programmeStart, DateOnly programmeEnd, DateOnly today)
    {
        if (signedOn > today) return new Refusal("This day is still to come. Report the contract once it is signed.");
        if (signedOn < firstContact) return new Refusal("The contract would be older than your first contact, the meeting on {0}. A contract counts here only if it grew out of a meeting.", firstContact);
        if (signedOn < programmeStart || signedOn > programmeEnd.AddMonths(MonthsAfterTheEnd)) return new Refusal("Contracts count from {0} to {1}.", programmeStart, programmeEnd.AddMonths(MonthsAfterTheEnd));
        return null;
    }

    /// <summary>The longest name of a counterpart that is kept; longer ones are refused with the reason.</summary>
    public const int LongestCounterpart = 200;

    /// <summary>Whether a contract may have grown out of a meeting in that state.</summary>
    public static Refusal? Accepts(MeetingState meeting) =>
        meeting is MeetingState.Cancelled ? new Refusal("This meeting was cancelled. A contract counts here only if it grew out of a meeting.") : null;

    /// <summary>Whether a file may still be added: what was verified stays as it was when it was checked.</summary>
    public Refusal? AcceptsEvidence() =>
        State is DealState.Verified ? new Refusal("This contract is verified. Its evidence stays as it was when it was checked.") : null;

    /// <summary>A file was added.</summary>
    public void AddEvidence()
    {
        if (State is DealState.Announced or DealState.Returned) State = DealState.Evidenced;
    }

    /// <summary>The company answers what the verifier asked: the contract waits for the verifier again.</summary>
    public Refusal? Answer(string answer, bool hasEvidence)
    {
        if (State is not DealState.Returned) return new Refusal("Nothing was asked about this contract.");
        if (string.IsNullOrWhiteSpace(answer)) return new Refusal("Write an answer or add a file.");
        State = hasEvidence ? DealState.Evidenced : DealState.Announced;
        return null;
    }

    /// <summary>Whether files of these kinds are the least that a contract needs: itself, or a signed statement and one source from the other side.</summary>
    public static bool IsDocumented(IReadOnlyCollection<EvidenceKind> kinds) =>
        kinds.Contains(EvidenceKind.Contract)
        || kinds.Contains(EvidenceKind.Statement) && kinds.Any(k => k is EvidenceKind.PurchaseOrder or EvidenceKind.CounterpartMessage);

    /// <summary>Whether what the files show is enough to accept the contract.</summary>
    public static Refusal? Accepts(IReadOnlyCollection<EvidenceKind> kinds) =>
        kinds.Count == 0 ? new Refusal("There is no file to check yet. Return it and ask for one.")
        : IsDocumented(kinds) ? null
        : new Refusal("The least is the contract itself, or a signed statement together with a purchase order, an invoice or a message by the counterpart. Return it and say what is missing.");

    /// <summary>The verifier's decision. The author never verifies, and what has no file is not verified.</summary>
    /// <param name="verifier">The account that decides.</param>
    /// <param name="accepted">Accepted or returned.</param>
    /// <param name="comment">Why; needed where it is returned.</param>
    /// <param name="hasEvidence">There is a file.</param>
    /// <param name="addedEvidence">The verifier added a file of this contract.</param>
    /// <param name="speaksForTheCompany">The verifier belongs to the company that signed.</param>
    public Refusal? Verify(Guid verifier, bool accepted, string comment, bool hasEvidence, bool addedEvidence = false, bool speaksForTheCompany = false)
    {
        if (State is DealState.Verified) return new Refusal("This contract is verified already.");
        if (ReportedById == verifier) return new Refusal("You reported this contract, so somebody else verifies it.");
        if (addedEvidence) return new Refusal("You added evidence to this contract, so somebody else verifies it.");
        if (speaksForTheCompany) return new Refusal("You speak for the company that signed, so somebody else verifies it.");
        if (!accepted && string.IsNullOrWhiteSpace(comment)) return new Refusal("Say what is missing, so that the company can add it.");
        if (accepted && !hasEvidence) return new Refusal("There is no file to check yet. Return it and ask for one.");
        State = accepted ? DealState.Verified : DealState.Returned;
        return null;
    }
}
