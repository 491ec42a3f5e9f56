using FsCheck;
using FsCheck.Fluent;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;

namespace Paceline.Domain.Tests.Activities;

public sealed class CallTests
{
    private static readonly DateTimeOffset Opens = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), Closes = new(2026, 3, 27, 16, 0, 0, TimeSpan.Zero);
    private static readonly Guid Home = Ids.New();

    private static Call ACall() => new() { ActivityId = Ids.New(), OpensAt = Opens, ClosesAt = Closes, Places = 2, PublishedAt = Opens.AddDays(-3) };

    private static Application AnApplication(Call call) => new() { CallId = call.Id, ActivityId = call.ActivityId, CompanyId = Ids.New(), Delegates = [new(Ids.New(), "Nele", "", "n@example.org", "nl", "")] };

    [Fact]
    public void A_call_is_open_from_its_first_instant_until_just_before_its_last()
    {
        var call = ACall();
        Assert.Equal([CallPhase.OpensLater, CallPhase.OpenNow, CallPhase.OpenNow, CallPhase.ClosedForSelection], new[] { Opens.AddMilliseconds(-1), Opens, Closes.AddMilliseconds(-1), Closes }.Select(call.PhaseAt));
        // The same instant, said by a clock elsewhere.
        Assert.Equal(CallPhase.OpenNow, call.PhaseAt(Closes.AddMilliseconds(-1).ToOffset(TimeSpan.FromHours(8))));
        call.PublishedAt = null;
        Assert.Equal(CallPhase.InPreparation, call.PhaseAt(Opens));
    }

    [Fact]
    public void An_application_is_written_until_the_deadline_and_read_after_it()
    {
        var call = ACall();
        var application = AnApplication(call);
        Assert.Null(application.RefusesSubmission(call, Closes.AddSeconds(-1)));
        Assert.NotNull(application.RefusesSubmission(call, Closes));
        application.State = ApplicationState.Submitted;
        Assert.Null(application.RefusesWriting(call, Opens));
        application.State = ApplicationState.Eligible;
        Assert.NotNull(application.RefusesWriting(call, Opens));
        application.State = ApplicationState.Draft;
        application.Delegates = [];
        Assert.NotNull(application.RefusesSubmission(call, Opens));
    }

    [Fact]
    public void A_time_that_clocks_skip_is_none_and_one_that_they_show_twice_is_the_later()
    {
        var brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");
        Assert.Null(WallClock.Instant(new(2026, 3, 29), new(2, 30), brussels));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero), WallClock.Instant(new(2026, 10, 25), new(2, 30), brussels));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 15, 0, 0, TimeSpan.Zero), WallClock.Instant(new(2026, 7, 1), new(17, 0), brussels));
    }

    [Theory]
    [InlineData(SmeCategory.Small, true, "CN", 0, true)]
    [InlineData(null, true, "CN", 0, false)]
    [InlineData(SmeCategory.NotSme, true, "CN", 0, false)]
    [InlineData(SmeCategory.Small, false, "CN", 0, false)]
    [InlineData(SmeCategory.Small, true, "US", 0, false)]
    [InlineData(SmeCategory.Small, true, "cn", 2, false)]
    [InlineData(SmeCategory.Medium, true, "CN", 1, false)]
    public void Each_rule_says_whether_it_is_met_and_why(SmeCategory? size, bool home, string market, int trips, bool eligible)
    {
        var terms = new CallTerms { NeedsMarket = true, MostEarlierTrips = 1, Sizes = [SmeCategory.Micro, SmeCategory.Small] };
        var findings = Eligibility.Check(terms, [Home], "CN", new EligibilityFacts(size, home ? Home : Ids.New(), [market], trips));
        Assert.Equal(eligible, findings.All(f => f.IsMet));
        Assert.Equal(Enum.GetValues<EligibilityRule>(), findings.Select(f => f.Rule).Order());
        Assert.All(findings, f => Assert.NotEqual("", f.Why.Sentence));
    }

    [Fact]
    public void A_call_without_rules_still_is_for_the_companies_of_the_partners()
    {
        var finding = Assert.Single(Eligibility.Check(new CallTerms { NeedsSme = false }, [Home], null, new EligibilityFacts(null, null, [], 9)));
        Assert.Equal((EligibilityRule.HomeCluster, false), (finding.Rule, finding.IsMet));
    }

    [Fact]
    public void Deciding_otherwise_than_the_rules_needs_a_reason()
    {
        var application = AnApplication(ACall());
        application.State = ApplicationState.Submitted;
        Assert.Null(application.RefusesEligibility(true, true, ""));
        Assert.NotNull(application.RefusesEligibility(false, true, " "));
        Assert.Null(application.RefusesEligibility(false, true, "Its declaration was validated on paper."));
        application.State = ApplicationState.Scored;
        Assert.NotNull(application.RefusesEligibility(true, true, ""));
    }

    [Fact]
    public void A_place_is_confirmed_until_its_last_instant()
    {
        var application = AnApplication(ACall());
        (application.State, application.ConfirmBy) = (ApplicationState.Selected, Closes);
        Assert.Null(application.RefusesConfirmation(Closes));
        Assert.NotNull(application.RefusesConfirmation(Closes.AddSeconds(1)));
        application.State = ApplicationState.Reserve;
        Assert.NotNull(application.RefusesConfirmation(Opens));
    }

    [Theory]
    [InlineData(ActivityState.OpenForRegistration, 0, CallPhase.OpenNow)]
    [InlineData(ActivityState.Running, 0, CallPhase.OpenNow)]
    [InlineData(ActivityState.Cancelled, 0, CallPhase.ClosedForSelection)]
    [InlineData(ActivityState.Postponed, 0, CallPhase.ClosedForSelection)]
    [InlineData(ActivityState.Held, 0, CallPhase.ClosedForSelection)]
    [InlineData(ActivityState.OpenForRegistration, 1, CallPhase.ClosedForSelection)]
    public void The_call_of_what_is_off_or_over_takes_nobody(ActivityState state, int daysAfter, CallPhase phase)
    {
        var day = new DateOnly(2026, 3, 20);
        var activity = new Activity { ProgrammeId = Ids.New(), Kind = ActivityKind.TradeMission, Title = new("Mission"), StartsOn = day, EndsOn = day, LeadClusterId = Home, State = state };
        Assert.Equal(phase, ACall().PhaseAt(Opens, activity, day.AddDays(daysAfter)));
        Assert.Equal(phase is CallPhase.OpenNow, activity.RefusesPlaces(day.AddDays(daysAfter)) is null);
    }

    [Fact]
    public void What_is_decided_shows_when_its_letter_has_left_and_not_before()
    {
        var application = AnApplication(ACall());
        foreach (var state in new[] { ApplicationState.Eligible, ApplicationState.Ineligible, ApplicationState.Scored, ApplicationState.Selected, ApplicationState.Reserve, ApplicationState.Rejected })
        {
            application.State = state;
            Assert.Equal(ApplicationState.Submitted, application.StateAsTold([]));
        }

        application.State = ApplicationState.Rejected;
        Assert.Equal(ApplicationState.Rejected, application.StateAsTold([LetterKind.RejectedLetter]));
        // Moved up: what it was told stands until it is told more.
        (application.State, application.MovedUpAt) = (ApplicationState.Selected, Closes);
        Assert.Equal(ApplicationState.Reserve, application.StateAsTold([LetterKind.ReserveLetter]));
        Assert.Equal(ApplicationState.Selected, application.StateAsTold([LetterKind.ReserveLetter, LetterKind.MovedUpLetter]));
        application.State = ApplicationState.Withdrawn;
        Assert.Equal(ApplicationState.Withdrawn, application.StateAsTold([]));
    }

    [Fact]
    public void Of_the_two_only_those_count_who_handed_in_or_still_may()
    {
        var assessment = new Assessment { ApplicationId = Ids.New(), ActivityId = Ids.New(), AssessorId = Ids.New(), ClusterId = Home };
        Assert.True(AssessorPlan.Counts(assessment, Ids.New(), [assessment.AssessorId]));
        Assert.False(AssessorPlan.Counts(assessment, Ids.New(), []));
        Assert.False(AssessorPlan.Counts(assessment, Home, [assessment.AssessorId]));
        assessment.DoneAt = Closes;
        Assert.True(AssessorPlan.Counts(assessment, Home, []));
        assessment.Conflict = "A friend";
        Assert.False(AssessorPlan.Counts(assessment, Ids.New(), [assessment.AssessorId]));
    }

    private static readonly Arbitrary<(int Applications, int Assessors, int Seed)> Panels =
        (from a in Gen.Choose(0, 40) from p in Gen.Choose(0, 9) from s in Gen.Choose(0, 1000) select (a, p, s)).ToArbitrary();

    [Fact]
    public void Assessors_never_get_their_own_clusters_applicants_nor_more_than_two_meet_over_one_and_loads_are_even() => Prop.ForAll(Panels, panel =>
    {
        var clusters = Enumerable.Range(0, 4).Select(_ => Ids.New()).ToArray();
        var random = new System.Random(panel.Seed);
        var people = Enumerable.Range(0, panel.Assessors).Select(_ => new Assessor(Ids.New(), clusters[random.Next(4)])).ToList();
        var all = Enumerable.Range(0, panel.Applications).Select(_ => new ToAssess(Ids.New(), clusters[random.Next(4)], [], people.Count > 0 && random.Next(5) == 0 ? [people[random.Next(people.Count)].Id] : [])).ToList();
        var pairs = AssessorPlan.Assign(all, people);
        var byId = people.ToDictionary(p => p.Id);
        return pairs.Distinct().Count() == pairs.Count && all.TrueForAll(a =>
        {
            var mine = pairs.Where(p => p.Application == a.Id).Select(p => p.Assessor).ToList();
            var able = people.Where(p => p.Cluster != a.Cluster && !a.Barred.Contains(p.Id)).Select(p => p.Id).ToList();
            return mine.Count == Math.Min(2, able.Count) && mine.TrueForAll(able.Contains);
        });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Somebody_of_no_cluster_scores_nobody_who_has_one()
    {
        Assert.False(AssessorPlan.MayScore(new Assessor(Ids.New(), null), Home));
        Assert.False(AssessorPlan.MayScore(new Assessor(Ids.New(), Home), Home));
        Assert.True(AssessorPlan.MayScore(new Assessor(Ids.New(), Ids.New()), Home));
    }
}
