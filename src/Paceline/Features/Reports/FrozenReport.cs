using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Programmes;

namespace Paceline.Features.Reports;

/// <summary>A frozen report as it lies in the database: everything that its page and its documents say, and nothing that its readers may not know.</summary>
public sealed record FrozenReport
{
    /// <summary>Name of the schema, for programmes that read the file.</summary>
    public const string SchemaName = "paceline.report";

    /// <summary>Number of the schema; it grows when a field changes its meaning.</summary>
    public const int SchemaVersion = 1;

    public string Schema { get; init; } = SchemaName;
    public int Version { get; init; } = SchemaVersion;
    public required Guid Id { get; init; }
    public required int Number { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset FrozenAt { get; init; }
    public required string FrozenBy { get; init; }
    public required FrozenProgramme Programme { get; init; }
    public required IReadOnlyList<FrozenPartner> Partners { get; init; }
    public required IReadOnlyList<CountingPeriod> Periods { get; init; }
    public required IReadOnlyList<FrozenActivity> Activities { get; init; }
    public required IReadOnlyList<FrozenFigure> Figures { get; init; }
}

/// <summary>The programme then.</summary>
public sealed record FrozenProgramme(Guid Id, string Acronym, LocalizedText Title, string CallId, string GrantingAuthority, DateOnly StartsOn, DateOnly EndsOn, string TimeZone, Money Grant, LocalizedText FundingStatement, LocalizedText Disclaimer);

/// <summary>A partner then.</summary>
public sealed record FrozenPartner(int Number, string Name, string Country, PartnerRole Role);

/// <summary>An activity then.</summary>
public sealed record FrozenActivity(Guid Id, ActivityKind Kind, LocalizedText Title, DateOnly StartsOn, DateOnly EndsOn, string Place, string? Country, string Lead, string? Deliverable, ActivityState State);

/// <summary>An indicator then: its figure, by period, and the rows that it is made of.</summary>
public sealed record FrozenFigure(
    string Code, LocalizedText Name, IndicatorLevel Level, FigureUnit Unit, int? Target, long Total, IReadOnlyList<long> ByPeriod, int Reported, int WithEvidence, ProgressState State, long Missing,
    IReadOnlyList<Money> OtherCurrencies, int Undisclosed, IReadOnlyList<FrozenRow> Rows);

/// <summary>A record that counted; null is what does not apply or what the readers of the report may not know.</summary>
public sealed record FrozenRow(
    RecordKind Kind, Guid Id, string Reference, DateOnly On, int Period, long Weight, string? Name, string? Company, string? Cluster, string? Country, LocalizedText? Activity,
    DealKind? Contract, string? Counterpart, Money? Value, ValueBand? Band, bool Masked, EvidenceLevel Level, IReadOnlyList<FrozenEvidence> Evidence, string? VerifiedBy, DateTimeOffset? VerifiedAt);

/// <summary>A file that proved a row: what it is, and the hash by which it can be recognised.</summary>
public sealed record FrozenEvidence(EvidenceKind Kind, string Sha256);
