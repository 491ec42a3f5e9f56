using Paceline.Domain;
using Paceline.Domain.Privacy;

namespace Paceline.Domain.Tests.Privacy;

public sealed class PrivacyRulesTests
{
    private static PrivacyRequest Request(DateOnly received) =>
        new PrivacyRequest { Kind = PrivacyRequestKind.Erasure, Name = "A", Email = "a@example.org", Language = "en", Door = PrivacyDoor.Letter, ReceivedOn = received }.Start();

    [Fact]
    public void A_request_is_due_a_month_after_receipt_and_on_the_last_day_of_a_shorter_month()
    {
        Assert.Equal(new DateOnly(2026, 4, 17), Request(new(2026, 3, 17)).DueOn);
        Assert.Equal(new DateOnly(2026, 2, 28), Request(new(2026, 1, 31)).DueOn);
        Assert.Equal(12, Request(new(2026, 3, 17)).DaysLeft(new(2026, 4, 5)));
        Assert.Equal(-1, Request(new(2026, 3, 17)).DaysLeft(new(2026, 4, 18)));
    }

    [Fact]
    public void It_is_extended_once_by_two_months_with_a_reason_and_within_the_month()
    {
        var request = Request(new(2026, 1, 31));
        Assert.NotNull(request.Extend(" ", new(2026, 2, 10)));
        Assert.NotNull(request.Extend("Many records", new(2026, 3, 1)));
        Assert.Null(request.Extend("Many records", new(2026, 2, 28)));
        Assert.Equal(new DateOnly(2026, 4, 30), request.DueOn);
        Assert.NotNull(request.Extend("More", new(2026, 3, 10)));
    }

    [Fact]
    public void It_is_answered_once_with_a_letter()
    {
        var request = Request(new(2026, 1, 31));
        Assert.NotNull(request.Decide(PrivacyRequestState.Granted, "", "D", DateTimeOffset.UnixEpoch));
        Assert.NotNull(request.Decide(PrivacyRequestState.Received, "Letter", "D", DateTimeOffset.UnixEpoch));
        Assert.Null(request.Decide(PrivacyRequestState.Granted, "Letter", "D", DateTimeOffset.UnixEpoch));
        Assert.NotNull(request.Decide(PrivacyRequestState.Refused, "Letter", "D", DateTimeOffset.UnixEpoch));
        Assert.NotNull(request.Extend("Later", new(2026, 2, 1)));
    }

    [Fact]
    public void Proof_is_kept_five_years_after_the_balance_and_three_for_small_grants()
    {
        Assert.Equal(new DateOnly(2023, 6, 30), Retention.ProofUntil(new(2018, 6, 30), Money.Euro(449_991)));
        Assert.Equal(new DateOnly(2021, 6, 30), Retention.ProofUntil(new(2018, 6, 30), Money.Euro(60_000)));
        Assert.Equal(new DateOnly(2023, 6, 30), Retention.ProofUntil(new(2018, 6, 30), new Money(6_000_001, "EUR")));
        Assert.Null(Retention.ProofUntil(null, Money.Euro(449_991)));
        Assert.Equal(Enum.GetValues<RetentionClass>().Length, Retention.Plan.Select(r => r.Class).Distinct().Count());
    }

    [Fact]
    public void Erasure_says_what_goes_what_stays_and_why_and_until_when()
    {
        var until = new DateOnly(2023, 6, 30);
        var plan = Erasure.Plan(new ErasureFacts { SignIns = 2, Participations = 1, Proofs = 3, ProofUntil = until });
        Assert.Equal([Fate.Goes, Fate.Pseudonymised, Fate.Stays], plan.Select(l => l.Fate));
        Assert.Contains("17(3)(b)", plan[2].Ground, StringComparison.Ordinal);
        Assert.Equal(until, plan[2].Until);
        Assert.Null(Erasure.WhyNotNow(new ErasureFacts { Proofs = 3 }));
        // A signature on a sheet proves what was funded: the scan stays, and who stands behind the pseudonym is sealed.
        var signed = new ErasureFacts { Registrations = 2, SignedSheets = 1, ProofUntil = until };
        Assert.Equal([(Fate.Pseudonymised, (DateOnly?)null), (Fate.Stays, until)], Erasure.Plan(signed).Select(l => (l.Fate, l.Until)));
        Assert.True(signed.LeavesProof);
        Assert.False(new ErasureFacts { Registrations = 2, Acts = 3 }.LeavesProof);
        Assert.NotNull(Erasure.WhyNotNow(new ErasureFacts { IsLastAdministrator = true }));
        Assert.NotNull(Erasure.WhyNotNow(new ErasureFacts { MeetingsToCome = 1 }));
        Assert.NotNull(Erasure.WhyNotNow(new ErasureFacts { ActivitiesToCome = 1 }));
        Assert.Contains("17(3)(e)", Erasure.WhyNotNow(new ErasureFacts { IsHeld = true })!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pseudonym_is_always_the_same_and_names_nobody()
    {
        var id = Ids.New();
        Assert.Equal(Pseudonym.Of(id), Pseudonym.Of(id));
        Assert.NotEqual(Pseudonym.Of(id), Pseudonym.Of(Ids.New()));
        Assert.Matches("^P-[0-9A-F]{8}$", Pseudonym.Of(id));
        Assert.EndsWith(".invalid", Pseudonym.Address(id), StringComparison.Ordinal);
        Assert.False(Pseudonym.IsTelling("Li"));
        Assert.True(Pseudonym.IsTelling("王伟"));
    }

    [Fact]
    public void Needs_are_kept_only_with_consent_and_only_when_there_are_any()
    {
        Assert.Null(new Needs("No nuts", "").Check(agreed: true));
        Assert.NotNull(new Needs("No nuts", "").Check(agreed: false));
        Assert.NotNull(new Needs("", "").Check(agreed: true));
        Assert.NotNull(new Needs(new string('x', 501), "").Check(agreed: true));
        Assert.Equal(new DateOnly(2026, 7, 1), SpecialCare.KeptUntil(new(2026, 6, 1)));
    }

    [Fact]
    public void What_a_kitchen_counts_is_enough_and_counts_tell_nobodys_name_or_order()
    {
        Assert.Null(new Needs("", "") { Kinds = [DietKind.Vegan] }.Check(agreed: true));
        Needs[] told = [new("No celery", "") { Kinds = [DietKind.NoNuts, DietKind.NoNuts] }, new("A salad", "A ramp") { Kinds = [DietKind.Vegan, DietKind.NoNuts] }];
        var (one, other) = (NeedsCount.Of(told), NeedsCount.Of([.. told.Reverse()]));
        Assert.Equal([(DietKind.NoNuts, 2), (DietKind.Vegan, 1)], one.Kinds);
        Assert.Equal((2, "A salad|No celery", "A ramp"), (one.People, string.Join('|', one.Diets), string.Join('|', one.Access)));
        Assert.Equal((string.Join('|', one.Diets), string.Join('|', one.Kinds)), (string.Join('|', other.Diets), string.Join('|', other.Kinds)));
    }

    [Theory, InlineData("CN", true), InlineData("NO", false), InlineData("BE", false), InlineData("", false), InlineData("GB", true)]
    public void Hosts_outside_the_Union_and_the_EEA_are_told_apart(string country, bool outside) => Assert.Equal(outside, EuropeanArea.IsOutside(country));
}
