using FsCheck;
using FsCheck.Fluent;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;

namespace Paceline.Domain.Tests.Monitoring;

public sealed class ScoreboardTests
{
    private static readonly DateOnly Start = new(2016, 1, 1);
    private static readonly CountingPeriod[] Periods = [new(1, Start, new DateOnly(2016, 12, 31)), new(2, new DateOnly(2017, 1, 1), new DateOnly(2017, 12, 31))];
    private static readonly Guid[] Companies = [.. Enumerable.Range(1, 6).Select(Key)];

    [Fact]
    public void Periods_add_up_to_the_figure() => Holds(facts =>
        Scoreboard.Count(facts).Values.All(f => f.Total == facts.Periods.Sum(p => f.In(p.Number))));

    [Fact]
    public void Rows_add_up_to_the_figure_and_no_row_is_counted_twice() => Holds(facts =>
        Scoreboard.Count(facts).Values.All(f => f.Total == f.Rows.Sum(r => r.Weight) && f.Rows.Select(r => r.Id).Distinct().Count() == f.Rows.Count));

    [Fact]
    public void No_more_is_verified_than_reported() => Holds(facts =>
        Scoreboard.Count(facts).Values.All(f => f.Rows.Count <= f.Reported));

    [Fact]
    public void What_nobody_verified_never_counts() => Holds(facts =>
    {
        var verified = facts.Activities.Where(a => a.State is ActivityState.Verified).Select(a => a.Id)
            .Concat(facts.Deals.Where(d => d.State is DealState.Verified).Select(d => d.Id))
            .Concat(facts.Attendances.Where(a => facts.Activities.Single(x => x.Id == a.ActivityId).State is ActivityState.Verified).Select(a => a.Id))
            .Concat(facts.Meetings.Select(m => m.Id)).ToHashSet();
        return Scoreboard.Count(facts).Values.SelectMany(f => f.Rows).All(r => verified.Contains(r.Id));
    });

    [Fact]
    public void A_company_counts_once_and_at_its_first_place() => Holds(facts =>
    {
        var figure = Scoreboard.Count("O-13", facts);
        var verified = facts.Activities.Where(a => a is { Kind: ActivityKind.TradeMission, State: ActivityState.Verified }).Select(a => a.Id).ToHashSet();
        var places = facts.Attendances.Where(a => a.IsCompany && verified.Contains(a.ActivityId)).ToList();
        return figure.Total == places.Select(p => p.OrganisationId).Distinct().Count()
            && figure.Rows.All(r => places.Where(p => p.OrganisationId == places.Single(x => x.Id == r.Id).OrganisationId).Min(p => p.On) == r.On)
            && figure.Total <= Scoreboard.Count("O-15", facts).Total;
    });

    [Fact]
    public void A_contract_more_is_one_more_and_its_company_counts_once() => Holds(facts =>
    {
        var more = facts with { Deals = [.. facts.Deals, new DealFact(Ids.New(), Companies[0], Start.AddDays(40), DealState.Verified, EvidenceLevel.Documented, Confidentiality.Consortium, Money.Euro(5))] };
        return Scoreboard.Count("R-06", more).Total == Scoreboard.Count("R-06", facts).Total + 1
            && Scoreboard.Count("R-07", more).Total - Scoreboard.Count("R-07", facts).Total is 0 or 1
            && Scoreboard.Count("R-08", more).Total == Scoreboard.Count("R-08", facts).Total + 500
            && Scoreboard.Count("R-07", more).Total <= Scoreboard.Count("R-06", more).Total;
    });

    [Fact]
    public void Values_are_in_the_sum_listed_beside_it_or_undisclosed() => Holds(facts =>
    {
        var figure = Scoreboard.Count("R-08", facts);
        var verified = facts.Deals.Where(d => d.State is DealState.Verified).ToList();
        var others = verified.Where(d => d.Value is { Currency: not "EUR" } && d.Confidentiality is not Confidentiality.AuditorOnly).ToList();
        return figure.Rows.Count + others.Count + figure.Undisclosed == verified.Count && figure.OtherCurrencies.Sum(m => m.Cents) == others.Sum(d => d.Value!.Value.Cents);
    });

    [Fact]
    public void What_only_auditors_may_know_does_not_move_the_sum() => Holds(facts =>
    {
        var changed = facts with { Deals = [.. facts.Deals.Select(d => d.Confidentiality is Confidentiality.AuditorOnly && d.Value is { } value ? d with { Value = value with { Cents = value.Cents + 77 } } : d)] };
        return Scoreboard.Count("R-08", changed).Total == Scoreboard.Count("R-08", facts).Total;
    });

    [Fact]
    public void The_trend_never_falls_and_ends_at_the_figure() => Holds(facts =>
        Scoreboard.Count(facts).Values.All(f =>
        {
            var trend = Trend.Of(f, Start, new DateOnly(2017, 12, 31), new DateOnly(2017, 10, 9));
            return trend.Count == 9 && trend[^1] == f.Total && trend.Zip(trend.Skip(1)).All(p => p.First <= p.Second);
        }));

    [Fact]
    public void The_order_of_the_facts_does_not_matter() => Holds(facts =>
    {
        var turned = facts with { Activities = [.. facts.Activities.Reverse()], Attendances = [.. facts.Attendances.Reverse()], Deals = [.. facts.Deals.Reverse()] };
        var (one, other) = (Scoreboard.Count(facts), Scoreboard.Count(turned));
        return one.All(f => f.Value.Rows.SequenceEqual(other[f.Key].Rows));
    });

    [Fact]
    public void Activities_count_by_their_kind()
    {
        var codes = new[] { "O-01", "O-02", "O-03", "O-04", "O-05", "O-06" };
        var facts = Facts([.. Enum.GetValues<ActivityKind>().Select((kind, i) => new ActivityFact(Key(i), kind, Start.AddMonths(i), ActivityState.Verified, EvidenceLevel.Documented))], [], []);
        Assert.All(codes, code => Assert.Equal(1, Scoreboard.Count(code, facts).Total));
    }

    [Theory]
    [InlineData("2015-06-01", 1)]
    [InlineData("2016-12-31", 1)]
    [InlineData("2017-01-01", 2)]
    [InlineData("2019-06-01", 2)]
    public void A_contract_counts_in_the_period_of_its_day_or_the_nearest(string day, int period)
    {
        var facts = Facts([], [], [new DealFact(Key(1), Key(2), DateOnly.Parse(day, null), DealState.Verified, EvidenceLevel.Documented, Confidentiality.Public, null)]);
        Assert.Equal(1, Scoreboard.Count("R-06", facts).In(period));
    }

    [Theory]
    [InlineData(19, 19, "2017-10-09", ProgressState.TargetMet)]
    [InlineData(17, 19, "2017-10-09", ProgressState.OnCourse)]
    [InlineData(16, 19, "2017-10-09", ProgressState.SlightlyBehind)]
    [InlineData(13, 19, "2017-10-09", ProgressState.Behind)]
    [InlineData(18, 19, "2018-01-01", ProgressState.Missed)]
    [InlineData(0, 19, "2015-12-31", ProgressState.OnCourse)]
    [InlineData(3, null, "2017-10-09", ProgressState.NoTarget)]
    public void Progress_is_measured_against_what_was_planned_by_now(int total, int? target, string today, ProgressState state)
    {
        var facts = Facts([], [], [.. Enumerable.Range(0, total).Select(i => new DealFact(Key(i), Key(i), Start, DealState.Verified, EvidenceLevel.SelfDeclared, Confidentiality.Public, null))]);
        var progress = Progress.Of(Scoreboard.Count("R-06", facts), target, Start, new DateOnly(2017, 12, 31), DateOnly.Parse(today, null));
        Assert.Equal((state, target is { } goal ? Math.Max(0, goal - total) : 0L, total), (progress.State, progress.Missing, progress.LackEvidence));
    }

    private static void Holds(Func<ScoreboardFacts, bool> property) => Prop.ForAll(AnyFacts().ToArbitrary(), property).QuickCheckThrowOnFailure();

    private static Gen<ScoreboardFacts> AnyFacts() =>
        from activities in Gen.ListOf(AnActivity())
        from places in Gen.ListOf(from company in Gen.Elements(Companies) from activity in Gen.Choose(0, 20) from day in ADay() from isCompany in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false))) select (company, activity, day, isCompany))
        from meetings in Gen.ListOf(from day in ADay() select new MeetingFact(Ids.New(), day, EvidenceLevel.Corroborated))
        from deals in Gen.ListOf(ADeal())
        select Facts(
            [.. activities],
            [.. places.Where(p => p.activity < activities.Count).Select(p => new AttendanceFact(Ids.New(), activities[p.activity].Id, p.company, p.isCompany, p.day))],
            [.. deals]) with
        { Meetings = [.. meetings] };

    private static Gen<ActivityFact> AnActivity() =>
        from kind in Gen.Elements(Enum.GetValues<ActivityKind>())
        from state in Gen.Elements(Enum.GetValues<ActivityState>())
        from day in ADay()
        from level in Gen.Elements(Enum.GetValues<EvidenceLevel>())
        select new ActivityFact(Ids.New(), kind, day, state, level);

    private static Gen<DealFact> ADeal() =>
        from company in Gen.Elements(Companies)
        from day in ADay()
        from state in Gen.Elements(Enum.GetValues<DealState>())
        from level in Gen.Elements(Enum.GetValues<EvidenceLevel>())
        from circle in Gen.Elements(Enum.GetValues<Confidentiality>())
        from cents in Gen.Choose(1, 1_000_000)
        from currency in Gen.Elements("EUR", "EUR", "USD", "CNY", "")
        select new DealFact(Ids.New(), company, day, state, level, circle, currency is "" ? null : new Money(cents, currency));

    private static Gen<DateOnly> ADay() => Gen.Choose(-20, 900).Select(Start.AddDays);

    private static ScoreboardFacts Facts(ActivityFact[] activities, AttendanceFact[] attendances, DealFact[] deals) => new(activities, attendances, [], deals, Periods);

    private static Guid Key(int n) => new(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
