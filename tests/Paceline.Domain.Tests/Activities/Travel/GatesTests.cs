using FsCheck;
using FsCheck.Fluent;
using Paceline.Domain.Activities.Travel;

namespace Paceline.Domain.Tests.Activities.Travel;

public sealed class GatesTests
{
    private static readonly DateOnly Today = new(2017, 10, 10);
    private static readonly string[] Countries = ["IR", "CN", "US", "CH", "FR"];

    [Theory]
    [InlineData("FR", "2017-10-10", TransferNeed.Nothing)]
    [InlineData("NO", "2017-10-10", TransferNeed.Nothing)]
    [InlineData("GB", "2017-10-10", TransferNeed.Nothing)]
    [InlineData("GB", "2024-01-01", TransferNeed.Decision)]
    [InlineData("CH", "2017-10-10", TransferNeed.Decision)]
    [InlineData("JP", "2017-10-10", TransferNeed.ConsentOrClauses)]
    [InlineData("JP", "2024-01-01", TransferNeed.DecisionForSome)]
    [InlineData("US", "2017-10-10", TransferNeed.DecisionForSome)]
    [InlineData("US", "2021-01-01", TransferNeed.ConsentOrClauses)]
    [InlineData("CN", "2017-10-10", TransferNeed.ConsentOrClauses)]
    [InlineData("IR", "2024-01-01", TransferNeed.ConsentOrClauses)]
    public void What_a_transfer_takes_follows_from_country_and_day(string country, string day, TransferNeed need) => Assert.Equal(need, Transfers.Needed(country, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_decision_is_no_basis_where_none_holds_nor_after_it_has_ended()
    {
        Assert.NotNull(Transfers.Refuses(TransferBasis.Adequacy, "CN", Today, ""));
        Assert.Null(Transfers.Refuses(TransferBasis.Adequacy, "US", Today, ""));
        var person = Ids.New();
        var shield = Basis(person, "US", TransferBasis.Adequacy, "(EU) 2016/1250");
        Assert.True(Transfers.MayGo(person, "US", Today, [shield]));
        Assert.False(Transfers.MayGo(person, "US", new DateOnly(2020, 7, 17), [shield]));
        Assert.NotNull(Transfers.Refuses(TransferBasis.StandardClauses, "CN", Today, " "));
        Assert.NotNull(Transfers.Refuses(TransferBasis.ExplicitConsent, "DE", Today, ""));
    }

    [Fact]
    public void A_mission_to_Iran_sends_no_list_before_all_is_settled_and_then_leaves_outsidewho_has_no_basis()
    {
        Guid host = Ids.New(), one = Ids.New(), other = Ids.New();
        var facts = new GateFacts("IR", Today, Today.AddDays(10), [one, other], [], [new(host, "Parsian Sport", "IR", CheckStanding.NotChecked)], false, []);
        Assert.StartsWith("No list of restrictive measures", Gates.RefusesList(facts, [host])!.Sentence, StringComparison.Ordinal);
        facts = facts with { HasList = true };
        Assert.StartsWith("{0} was not looked up", Gates.RefusesList(facts, [host])!.Sentence, StringComparison.Ordinal);
        facts = facts with { Counterparts = [new(host, "Parsian Sport", "IR", CheckStanding.Clear)] };
        Assert.StartsWith("Travel security", Gates.RefusesList(facts, [host])!.Sentence, StringComparison.Ordinal);
        facts = facts with { Settled = [Settled(GateKind.TravelSecurity, null), Settled(GateKind.Insurance, Today.AddDays(5))] };
        Assert.StartsWith("The insurance ends before", Gates.RefusesList(facts, [host])!.Sentence, StringComparison.Ordinal);
        facts = facts with { Settled = [Settled(GateKind.TravelSecurity, null), Settled(GateKind.Insurance, Today.AddDays(10))] };
        Assert.StartsWith("No one in the delegation", Gates.RefusesList(facts, [host])!.Sentence, StringComparison.Ordinal);
        facts = facts with { Bases = [Basis(one, "IR", TransferBasis.ExplicitConsent)] };
        Assert.Null(Gates.RefusesList(facts, [host]));
        Assert.Equal([one], Gates.Included(facts, "IR"));
        Assert.Equal([other], Gates.Withheld(facts, "IR"));
        Assert.False(Gates.Of(facts).Single(g => g.Kind is GateKind.TransferBasis).IsOpen);
        Assert.NotNull(Gates.RefusesList(facts, []));
    }

    [Fact]
    public void What_allows_a_transfer_follows_the_country_of_the_host_and_not_that_of_the_mission()
    {
        Guid near = Ids.New(), far = Ids.New(), person = Ids.New();
        var facts = new GateFacts("BE", Today, Today, [person], [], [new(near, "Brugse Sport", "BE", CheckStanding.Clear), new(far, "Parsian Sport", "IR", CheckStanding.Clear)], true, [Settled(GateKind.TravelSecurity, null), Settled(GateKind.Insurance, Today)]);
        Assert.Equal(["BE", "IR"], facts.Countries);
        Assert.Equal(["IR"], facts.Beyond);
        Assert.Null(Gates.RefusesList(facts, [near]));
        Assert.StartsWith("No one in the delegation", Gates.RefusesList(facts, [far])!.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("These hosts are in several countries", Gates.RefusesList(facts, [near, far])!.Sentence, StringComparison.Ordinal);
        Assert.False(Gates.Of(facts).Single(g => g.Kind is GateKind.TransferBasis).IsOpen);
        // What was recorded for China says nothing of Iran.
        Assert.NotNull(Gates.RefusesList(facts with { Bases = [Basis(person, "CN", TransferBasis.ExplicitConsent)] }, [far]));
        facts = facts with { Bases = [Basis(person, "IR", TransferBasis.ExplicitConsent)] };
        Assert.Null(Gates.RefusesList(facts, [near, far]));
        Assert.True(Gates.Of(facts).Single(g => g.Kind is GateKind.TransferBasis).IsOpen);
        Assert.NotNull(Gates.RefusesList(facts with { Counterparts = [new(far, "Nobody knows where", "", CheckStanding.Clear)] }, [far]));
    }

    [Fact]
    public void Consent_that_was_taken_back_carries_nothing_any_more()
    {
        var person = Ids.New();
        var basis = Basis(person, "CN", TransferBasis.ExplicitConsent);
        Assert.True(Transfers.MayGo(person, "CN", Today, [basis]));
        basis.WithdrawnAt = DateTimeOffset.UnixEpoch;
        Assert.False(Transfers.MayGo(person, "CN", Today, [basis]));
    }

    [Fact]
    public void Whatever_is_recorded_a_list_holds_only_people_with_a_basis_and_goes_only_to_hosts_that_are_clear() => Prop.ForAll(AnyFacts().ToArbitrary(), facts =>
    {
        foreach (var country in facts.Countries)
        {
            var (inside, outside) = (Gates.Included(facts, country), Gates.Withheld(facts, country));
            Assert.Equal(facts.Travellers.Count, inside.Count + outside.Count);
            Assert.Empty(inside.Intersect(outside));
            if (!TransferCountries.IsInside(country, Today)) Assert.All(inside, id => Assert.Contains(facts.Bases, b => b.TravellerId == id && b.Country == country && b.WithdrawnAt is null));
        }

        var all = facts.Counterparts.Select(c => c.Id).ToList();
        if (Gates.RefusesList(facts, all) is null)
        {
            Assert.All(facts.Counterparts, c => Assert.Equal(CheckStanding.Clear, c.Standing));
            Assert.All(Gates.CountriesOf(facts, all), country => Assert.NotEmpty(Gates.Included(facts, country)));
            // One list is the same list wherever it goes.
            Assert.Single(Gates.CountriesOf(facts, all).Select(country => string.Join(',', Gates.Included(facts, country))).Distinct());
            Assert.All(Gates.Of(facts).Where(g => g.Kind is not GateKind.TransferBasis), g => Assert.True(g.IsOpen));
        }
        else if (facts.HasList && facts.Settled.Count == 2 && facts.Counterparts.All(c => c.Standing is CheckStanding.Clear) && Gates.CountriesOf(facts, all) is [var only]) Assert.Empty(Gates.Included(facts, only));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Adding_a_basis_never_withholds_more() => Prop.ForAll(AnyFacts().ToArbitrary(), facts =>
    {
        foreach (var person in facts.Travellers)
        {
            var more = facts with { Bases = [.. facts.Bases, Basis(person, facts.Country!, TransferBasis.ExplicitConsent)] };
            Assert.True(Gates.Withheld(more, facts.Country!).Count <= Gates.Withheld(facts, facts.Country!).Count);
            Assert.Contains(person, Gates.Included(more, facts.Country!));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_check_gets_old_with_a_newer_list_or_another_name_and_a_match_never_does()
    {
        var (list, newer) = (Ids.New(), Ids.New());
        var check = Check(list, CheckResult.NoMatch);
        Assert.Equal(CheckStanding.Clear, check.Standing(list, "Acme"));
        Assert.Equal(CheckStanding.Old, check.Standing(newer, "Acme"));
        Assert.Equal(CheckStanding.Old, check.Standing(list, "Acme Holding"));
        Assert.NotNull(check.Decide(true, "reason", "me", default));
        Assert.True(check.IsClear);
        check = Check(list, CheckResult.PossibleMatch);
        // Undecided it came to nothing, however old it gets.
        Assert.Equal((CheckStanding.Old, false), (check.Standing(newer, "Acme"), check.IsClear));
        Assert.Equal(CheckStanding.Open, check.Standing(list, "Acme"));
        Assert.NotNull(check.Decide(false, " ", "me", default));
        Assert.Null(check.Decide(false, "Another address", "me", default));
        Assert.Equal((CheckResult.Cleared, CheckStanding.Clear), (check.Result, check.Standing(list, "Acme")));
        Assert.Null(check.Decide(true, "The register number is the same", "me", default));
        Assert.Equal(CheckStanding.Matched, check.Standing(newer, "Acme"));
    }

    [Fact]
    public void Insurance_needs_an_end_and_nothing_is_done_on_a_day_to_come()
    {
        Assert.NotNull(MissionGate.Refuses(GateKind.Insurance, "Ana", Today, null, "", Today));
        Assert.Null(MissionGate.Refuses(GateKind.TravelSecurity, "Ana", Today, null, "", Today));
        Assert.NotNull(MissionGate.Refuses(GateKind.TravelSecurity, "Ana", Today.AddDays(1), null, "", Today));
        Assert.NotNull(MissionGate.Refuses(GateKind.Insurance, "Ana", Today, Today.AddDays(-1), "", Today));
        Assert.NotNull(MissionGate.Refuses(GateKind.TransferBasis, "Ana", Today, Today, "", Today));
    }

    private static RestrictiveCheck Check(Guid list, CheckResult result) => new() { ActivityId = Ids.New(), LeadClusterId = Ids.New(), CounterpartId = Ids.New(), Names = "Acme", ListId = list, ListDate = Today, Result = result, LookedBy = "me", LookedAt = default };

    private static PersonTransferBasis Basis(Guid person, string country, TransferBasis basis, string decision = "") => new() { ActivityId = Guid.Empty, LeadClusterId = Guid.Empty, TravellerId = person, Country = country, Basis = basis, Decision = decision, RecordedBy = "me", RecordedAt = default };

    private static MissionGate Settled(GateKind kind, DateOnly? until) => new() { ActivityId = Guid.Empty, LeadClusterId = Guid.Empty, Kind = kind, DoneBy = "me", DoneOn = Today, ValidUntil = until };

    private static Gen<GateFacts> AnyFacts() =>
        from country in Gen.Elements(Countries)
        from abroad in Gen.Elements(Countries)
        from people in Gen.Choose(0, 6)
        let travellers = Enumerable.Range(0, people).Select(_ => Ids.New()).ToList()
        from bases in Gen.ListOf(from at in Gen.Choose(0, 5) from land in Gen.Elements(Countries) from kind in Gen.Elements(Enum.GetValues<TransferBasis>()) from gone in Gen.Elements(true, false, false) select (at, land, kind, gone))
        from standings in Gen.ListOf(Gen.Frequency((5, Gen.Constant(CheckStanding.Clear)), (1, Gen.Elements(Enum.GetValues<CheckStanding>()))))
        from list in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from settled in Gen.Frequency((4, Gen.Constant(2)), (1, Gen.Choose(0, 1)))
        select new GateFacts(country, Today, Today.AddDays(3), travellers,
            [.. bases.Where(b => b.at < travellers.Count).Select(b =>
            {
                var basis = Basis(travellers[b.at], b.land, b.kind, TransferCountries.Decision(b.land, Today)?.Number ?? "");
                if (b.gone) basis.WithdrawnAt = DateTimeOffset.UnixEpoch;
                return basis;
            })],
            [.. standings.Select((s, i) => new CounterpartStanding(Ids.New(), $"Host {i}", i % 3 == 2 ? abroad : country, s))], list,
            [.. new[] { Settled(GateKind.TravelSecurity, null), Settled(GateKind.Insurance, Today.AddDays(30)) }.Take(settled)]);
}
