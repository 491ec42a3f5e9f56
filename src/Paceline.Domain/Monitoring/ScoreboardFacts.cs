using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;

namespace Paceline.Domain.Monitoring;

/// <summary>An activity, as far as it counts. It occurs on its last day.</summary>
public sealed record ActivityFact(Guid Id, ActivityKind Kind, DateOnly On, ActivityState State, EvidenceLevel Level);

/// <summary>A company at an activity.</summary>
public sealed record AttendanceFact(Guid Id, Guid ActivityId, Guid OrganisationId, bool IsCompany, DateOnly On);

/// <summary>A meeting that was held, and how well that is proved.</summary>
public sealed record MeetingFact(Guid Id, DateOnly On, EvidenceLevel Level);

/// <summary>A reported contract, as far as it counts.</summary>
public sealed record DealFact(Guid Id, Guid CompanyId, DateOnly On, DealState State, EvidenceLevel Level, Confidentiality Confidentiality, Money? Value);

/// <summary>A stretch of the programme that is reported on by itself.</summary>
public sealed record CountingPeriod(int Number, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>Everything that the figures are counted from.</summary>
public sealed record ScoreboardFacts(
    IReadOnlyList<ActivityFact> Activities,
    IReadOnlyList<AttendanceFact> Attendances,
    IReadOnlyList<MeetingFact> Meetings,
    IReadOnlyList<DealFact> Deals,
    IReadOnlyList<CountingPeriod> Periods);
