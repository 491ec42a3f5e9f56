using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;

namespace Paceline.Domain.Monitoring;

/// <summary>
/// Counts the figures. Each is a list of records, so that a figure can always be opened; only what somebody else than its author
/// has checked is in it. A record counts in the period of its date; before the first period in the first, after the last in the last,
/// so that the periods always add up to the figure.
/// </summary>
public static class Scoreboard
{
    private static readonly Dictionary<string, ActivityKind> KindsByCode = new(StringComparer.Ordinal)
    {
        ["O-01"] = ActivityKind.TradeMission,
        ["O-02"] = ActivityKind.FairAttendance,
        ["O-03"] = ActivityKind.MarketStudy,
        ["O-04"] = ActivityKind.MatchmakingEvent,
        ["O-05"] = ActivityKind.Guide,
        ["O-06"] = ActivityKind.TrainingSession,
    };

    /// <summary>Codes of the formulas known here, in the order of the catalogue.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. KindsByCode.Keys, "O-08", "O-13", "O-15", "R-06", "R-07", "R-08"];

    /// <summary>Every figure, by code.</summary>
    public static IReadOnlyDictionary<string, Figure> Count(ScoreboardFacts facts) =>
        Codes.ToDictionary(code => code, code => Count(code, facts), StringComparer.Ordinal);

    /// <summary>One figure.</summary>
    public static Figure Count(string code, ScoreboardFacts facts) => code switch
    {
        "O-08" => new Figure(code, FigureUnit.Count, Sorted(facts.Meetings.Select(m => Row(RecordKind.Meeting, m.Id, m.On, m.Level, facts))), []),
        "O-13" => Participations(code, facts, oncePerCompany: true),
        "O-15" => Participations(code, facts, oncePerCompany: false),
        "R-06" => new Figure(code, FigureUnit.Count, Sorted(Verified(facts).Select(d => Row(d, 1, facts))), Sorted(facts.Deals.Where(d => d.State is not DealState.Verified).Select(d => Row(d, 1, facts)))),
        "R-07" => CompaniesWithContract(facts),
        "R-08" => Values(facts),
        _ when KindsByCode.TryGetValue(code, out var kind) => Activities(code, kind, facts),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No formula has this code."),
    };

    private static Figure Activities(string code, ActivityKind kind, ScoreboardFacts facts)
    {
        var rows = facts.Activities.Where(a => a.Kind == kind).ToLookup(a => a.State, a => Row(RecordKind.Activity, a.Id, a.On, a.Level, facts));
        return new Figure(code, FigureUnit.Count, Sorted(rows[ActivityState.Verified]), Sorted(rows[ActivityState.Held]));
    }

    // An organisation counts once: with its first place, by day and then by key, so that the same facts always give the same row.
    private static Figure Participations(string code, ScoreboardFacts facts, bool oncePerCompany)
    {
        var missions = facts.Activities.Where(a => a.Kind is ActivityKind.TradeMission).ToDictionary(a => a.Id);
        var places = facts.Attendances.Where(a => a.IsCompany && missions.ContainsKey(a.ActivityId))
            .OrderBy(a => a.On).ThenBy(a => a.Id).DistinctBy(a => (a.OrganisationId, a.ActivityId)).ToList();
        var verified = places.Where(a => missions[a.ActivityId].State is ActivityState.Verified);
        var waiting = places.Where(a => missions[a.ActivityId].State is ActivityState.Held);
        if (oncePerCompany)
        {
            var counted = verified.DistinctBy(a => a.OrganisationId).ToList();
            var known = counted.Select(a => a.OrganisationId).ToHashSet();
            (verified, waiting) = (counted, waiting.DistinctBy(a => a.OrganisationId).Where(a => !known.Contains(a.OrganisationId)));
        }

        return new Figure(code, FigureUnit.Count, Sorted(verified.Select(Place)), Sorted(waiting.Select(Place)));

        CountedRow Place(AttendanceFact a) => Row(RecordKind.AttendanceRecord, a.Id, a.On, missions[a.ActivityId].Level, facts);
    }

    private static Figure CompaniesWithContract(ScoreboardFacts facts)
    {
        var first = Verified(facts).OrderBy(d => d.On).ThenBy(d => d.Id).DistinctBy(d => d.CompanyId).ToList();
        var known = first.Select(d => d.CompanyId).ToHashSet();
        var waiting = facts.Deals.Where(d => d.State is not DealState.Verified && !known.Contains(d.CompanyId)).OrderBy(d => d.On).ThenBy(d => d.Id).DistinctBy(d => d.CompanyId);
        return new Figure("R-07", FigureUnit.Count, Sorted(first.Select(d => Row(d, 1, facts))), Sorted(waiting.Select(d => Row(d, 1, facts))));
    }

    // The amount that only auditors may know stays out of the sum: a sum that it moves would tell it to everybody who sees the sum twice.
    private static Figure Values(ScoreboardFacts facts)
    {
        var shown = Verified(facts).Where(IsInTheSum).ToList();
        return new Figure("R-08", FigureUnit.EuroCents, Sorted(shown.Where(IsEuro).Select(d => Row(d, d.Value!.Value.Cents, facts))), Sorted(facts.Deals.Where(d => d.State is not DealState.Verified && IsInTheSum(d) && IsEuro(d)).Select(d => Row(d, d.Value!.Value.Cents, facts))))
        {
            OtherCurrencies = [.. shown.Where(d => !IsEuro(d)).GroupBy(d => d.Value!.Value.Currency, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Money(g.Sum(d => d.Value!.Value.Cents), g.Key))],
            Undisclosed = Verified(facts).Count(d => !IsInTheSum(d)),
        };
    }

    private static bool IsInTheSum(DealFact deal) => deal.Value is not null && deal.Confidentiality is not Confidentiality.AuditorOnly;

    private static bool IsEuro(DealFact deal) => deal.Value?.Currency is "EUR";

    private static IEnumerable<DealFact> Verified(ScoreboardFacts facts) => facts.Deals.Where(d => d.State is DealState.Verified);

    private static CountedRow Row(DealFact deal, long weight, ScoreboardFacts facts) => Row(RecordKind.BusinessDeal, deal.Id, deal.On, deal.Level, facts) with { Weight = weight };

    private static CountedRow Row(RecordKind kind, Guid id, DateOnly on, EvidenceLevel level, ScoreboardFacts facts) => new(kind, id, on, PeriodOf(on, facts.Periods), 1, level);

    private static int PeriodOf(DateOnly on, IReadOnlyList<CountingPeriod> periods) =>
        periods.Count == 0 ? 1 : (periods.Where(p => p.StartsOn <= on).MaxBy(p => p.StartsOn) ?? periods.MinBy(p => p.StartsOn)!).Number;

    private static List<CountedRow> Sorted(IEnumerable<CountedRow> rows) => [.. rows.OrderBy(r => r.On).ThenBy(r => r.Id)];
}
