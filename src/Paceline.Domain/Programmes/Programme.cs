namespace Paceline.Domain.Programmes;

/// <summary>The grant-funded action that an alliance carries out.</summary>
public sealed class Programme : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>Short name, for example EU4SportsClusters.</summary>
    public required string Acronym { get; set; }
    /// <summary>Full name.</summary>
    public required LocalizedText Title { get; set; }
    /// <summary>What the alliance sets out to do.</summary>
    public LocalizedText Summary { get; set; } = [];
    /// <summary>The call that funds it.</summary>
    public string CallId { get; set; } = "";
    /// <summary>Who funds it.</summary>
    public string GrantingAuthority { get; set; } = "";
    /// <summary>First day.</summary>
    public required DateOnly StartsOn { get; set; }
    /// <summary>Length in months; month 1 starts on the first day.</summary>
    public required int DurationMonths { get; set; }
    /// <summary>The most that the funder pays.</summary>
    public required Money Grant { get; set; }
    /// <summary>Third markets, as ISO 3166-1 alpha-2 codes.</summary>
    public string[] TargetMarkets { get; set; } = [];
    /// <summary>The sentence that every publication carries.</summary>
    public LocalizedText FundingStatement { get; set; } = [];
    /// <summary>The sentence on who answers for the content.</summary>
    public LocalizedText Disclaimer { get; set; } = [];
    /// <summary>SMEs in the partners' clusters, as the partnership states it.</summary>
    public int MemberSmes { get; set; }
    /// <summary>Members of the partners' clusters, as the partnership states it.</summary>
    public int Members { get; set; }
    /// <summary>The day on which the funder paid the balance: proof is kept for years from then; null until it is paid.</summary>
    public DateOnly? BalancePaidOn { get; set; }
    /// <summary>IANA zone in which the programme's dates are meant.</summary>
    public string TimeZone { get; set; } = "Europe/Brussels";
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly EndsOn => StartsOn.AddMonths(DurationMonths).AddDays(-1);

    /// <summary>The programme month of a day: 1 in the first month, clamped to the duration.</summary>
    public int MonthOf(DateOnly day) => Math.Clamp((day.Year - StartsOn.Year) * 12 + day.Month - StartsOn.Month + 1, 1, DurationMonths);
}

/// <summary>What a partner is in the consortium.</summary>
public enum PartnerRole
{
    /// <summary>Leads and answers to the funder; one at any date.</summary>
    Coordinator,
    /// <summary>Signs the grant agreement.</summary>
    Beneficiary,
    /// <summary>Takes part without funding.</summary>
    AssociatedPartner,
}

/// <summary>A cluster organisation's part in the programme.</summary>
public sealed class ConsortiumPartner
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The programme.</summary>
    public required Guid ProgrammeId { get; init; }
    /// <summary>The cluster organisation.</summary>
    public required Guid OrganisationId { get; init; }
    /// <summary>Participant number in the grant agreement, from 1.</summary>
    public required int Number { get; init; }
    /// <summary>Role in the consortium.</summary>
    public required PartnerRole Role { get; set; }
}

/// <summary>A stretch of the programme that is reported on by itself.</summary>
public sealed class ReportingPeriod
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The programme.</summary>
    public required Guid ProgrammeId { get; init; }
    /// <summary>From 1.</summary>
    public required int Number { get; init; }
    /// <summary>First day.</summary>
    public required DateOnly StartsOn { get; init; }
    /// <summary>Last day.</summary>
    public required DateOnly EndsOn { get; init; }
}
