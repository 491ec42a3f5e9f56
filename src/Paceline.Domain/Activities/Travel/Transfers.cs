namespace Paceline.Domain.Activities.Travel;

/// <summary>What allows personal data of somebody to go to a host in a third country.</summary>
public enum TransferBasis
{
    /// <summary>The person agreed to it, told of the risks (Article 49(1)(a)).</summary>
    ExplicitConsent,
    /// <summary>The Commission decided that the country protects data well enough (Article 45).</summary>
    Adequacy,
    /// <summary>The host signed the standard contractual clauses (Article 46).</summary>
    StandardClauses,
}

/// <summary>What a transfer to a country takes.</summary>
public enum TransferNeed
{
    /// <summary>Nothing: the country is in the European Economic Area.</summary>
    Nothing,
    /// <summary>The decision that holds for the country is named, for each person.</summary>
    Decision,
    /// <summary>The decision covers some hosts only: it is named for those, for others the person agrees or the host signs the clauses.</summary>
    DecisionForSome,
    /// <summary>The person agrees, or the host signs the clauses.</summary>
    ConsentOrClauses,
}

/// <summary>The basis on which data of one person goes to the hosts of a mission in one country.</summary>
public sealed class PersonTransferBasis : IVersioned
{
    /// <summary>The longest note that is kept.</summary>
    public const int LongestNote = 500;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The mission.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The cluster in the lead of the mission.</summary>
    public required Guid LeadClusterId { get; init; }
    /// <summary>The member of the delegation: the key of that person's registration for the mission.</summary>
    public required Guid TravellerId { get; init; }
    /// <summary>Where the data goes.</summary>
    public required string Country { get; init; }
    /// <summary>What allows it.</summary>
    public required TransferBasis Basis { get; set; }
    /// <summary>The decision, where the basis is one.</summary>
    public string Decision { get; set; } = "";
    /// <summary>Where the consent or the clauses lie.</summary>
    public string Note { get; set; } = "";
    /// <summary>Who recorded it.</summary>
    public required string RecordedBy { get; set; }
    /// <summary>When.</summary>
    public required DateTimeOffset RecordedAt { get; set; }
    /// <summary>When the person took it back; data goes nowhere from then on.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>Which basis a transfer needs, by country and day; pure.</summary>
public static class Transfers
{
    /// <summary>What a transfer to a country takes on a day.</summary>
    public static TransferNeed Needed(string country, DateOnly day) =>
        TransferCountries.IsInside(country, day) ? TransferNeed.Nothing
        : TransferCountries.Decision(country, day) is not { } decision ? TransferNeed.ConsentOrClauses
        : decision.Covers is "" ? TransferNeed.Decision : TransferNeed.DecisionForSome;

    /// <summary>Why a basis cannot be recorded for a country, or null.</summary>
    public static Refusal? Refuses(TransferBasis basis, string country, DateOnly day, string note)
    {
        if (note.Length > PersonTransferBasis.LongestNote) return new Refusal("Use at most {0} characters.", PersonTransferBasis.LongestNote);
        if (Needed(country, day) is TransferNeed.Nothing) return new Refusal("This country is in the European Economic Area: no basis is needed.");
        if (basis is TransferBasis.Adequacy && TransferCountries.Decision(country, day) is null) return new Refusal("No decision of the Commission holds for this country. Choose consent or standard clauses.");
        if (basis is TransferBasis.StandardClauses && string.IsNullOrWhiteSpace(note)) return new Refusal("Say which contract holds the clauses and where it lies.");
        return null;
    }

    /// <summary>Whether data of one person may go to a country on a day, with what is recorded.</summary>
    public static bool MayGo(Guid traveller, string country, DateOnly day, IEnumerable<PersonTransferBasis> recorded) =>
        Needed(country, day) is TransferNeed.Nothing
        || recorded.Any(b => b.TravellerId == traveller && b.Country == country && b.WithdrawnAt is null
            && (b.Basis is not TransferBasis.Adequacy || TransferCountries.Decision(country, day)?.Number == b.Decision));
}
