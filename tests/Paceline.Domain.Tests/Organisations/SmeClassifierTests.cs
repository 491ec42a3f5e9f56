using FsCheck;
using FsCheck.Fluent;
using Paceline.Domain.Organisations;

namespace Paceline.Domain.Tests.Organisations;

public sealed class SmeClassifierTests
{
    private static readonly YearFigures Own = Figures(40, 6, 5);

    [Theory]
    [InlineData(249, 50, 60, SmeCategory.Medium)]
    [InlineData(249, 60, 43, SmeCategory.Medium)]
    [InlineData(249, 50.01, 43.01, SmeCategory.NotSme)]
    [InlineData(250, 1, 1, SmeCategory.NotSme)]
    [InlineData(9, 2.1, 1.9, SmeCategory.Micro)]
    [InlineData(9.9, 2, 3, SmeCategory.Micro)]
    [InlineData(10, 2, 2, SmeCategory.Small)]
    [InlineData(9, 2.1, 2.1, SmeCategory.Small)]
    [InlineData(49.5, 10, 11, SmeCategory.Small)]
    [InlineData(50, 10, 10, SmeCategory.Medium)]
    public void The_ceilings_of_article_2(double people, double turnover, double balance, SmeCategory category) =>
        Assert.Equal(category, Alone(Figures(people, turnover, balance)).Category);

    [Fact]
    public void Example_4_two_investors_that_are_not_linked_are_left_out_and_the_partner_counts_with_its_share()
    {
        var result = Classify(Own, Owner("B", 25, HolderKind.UniversityOrResearchCentre, Figures(500, 90, 90)), Owner("C", 30, HolderKind.Enterprise, Figures(20, 3, 2)), Owner("D", 25, HolderKind.InstitutionalInvestor, Figures(800, 400, 900)));
        Assert.Equal(Figures(46, 6.9, 5.6), result.Last.Known);
        Assert.Equal(SmeCategory.Small, result.Category);
        Assert.Equal(["A", "B", "C", "D"], result.Steps.Where(s => s.Name is not "").Select(s => s.Name));
        Assert.Equal(["A", "C"], result.Steps.Where(s => s.Added is not null).Select(s => s.Name));
    }

    [Fact]
    public void Example_5_the_same_investors_linked_to_each_other_hold_more_than_half_and_count_in_full()
    {
        var result = Classify(Own, Owner("B", 25, HolderKind.UniversityOrResearchCentre, Figures(500, 90, 90)) with { Group = "1" }, Owner("C", 20, HolderKind.Enterprise, Figures(20, 3, 2)), Owner("D", 30, HolderKind.InstitutionalInvestor, Figures(800, 400, 900)) with { Group = "1" });
        Assert.Equal(Figures(1340, 496, 995), result.Last.Known);
        Assert.Equal(SmeCategory.NotSme, result.Category);
    }

    [Theory]
    [InlineData(24.99, 40)]
    [InlineData(25, 65)]
    [InlineData(50, 90)]
    [InlineData(50.01, 140)]
    public void A_quarter_makes_a_partner_and_more_than_half_a_linked_enterprise(double holding, double people) =>
        Assert.Equal((decimal)people, Classify(Own, Owner("B", holding, HolderKind.Enterprise, Figures(100, 0, 0))).Last.Known.Headcount);

    [Fact]
    public void Votes_count_as_much_as_capital_and_control_more_than_both()
    {
        var link = Owner("B", 10, HolderKind.Enterprise, Figures(100, 0, 0));
        Assert.Equal(70m, Classify(Own, link with { Votes = 30 }).Last.Known.Headcount);
        Assert.Equal(140m, Classify(Own, link with { Controls = true }).Last.Known.Headcount);
    }

    [Fact]
    public void Linked_enterprises_of_a_partner_count_with_the_partners_share_and_its_partners_do_not()
    {
        var partner = Owner("B", 40, HolderKind.Enterprise, Figures(100, 0, 0)) with { Links = [Owner("C", 80, HolderKind.Enterprise, Figures(50, 0, 0)), Owner("D", 40, HolderKind.Enterprise, Figures(1000, 0, 0))] };
        Assert.Equal(40m + 40m + 20m, Classify(Own, partner).Last.Known.Headcount);
    }

    [Fact]
    public void Partners_of_a_linked_enterprise_count_with_their_share_in_it()
    {
        var linked = Owner("B", 100, HolderKind.Enterprise, Figures(10, 0, 0)) with { Links = [Owner("C", 40, HolderKind.Enterprise, Figures(100, 0, 0))] };
        Assert.Equal(40m + 10m + 40m, Classify(Own, linked).Last.Known.Headcount);
    }

    [Fact]
    public void A_circle_of_linked_enterprises_counts_each_of_them_once()
    {
        var back = Owner("A", 60, HolderKind.Enterprise, Own);
        var circle = Owner("B", 60, HolderKind.Enterprise, Figures(10, 0, 0)) with { Links = [Owner("C", 60, HolderKind.Enterprise, Figures(20, 0, 0)) with { Links = [Owner("B", 60, HolderKind.Enterprise, Figures(10, 0, 0)), back] }] };
        var result = Classify(Own, circle);
        Assert.Equal(70m, result.Last.Known.Headcount);
        Assert.Equal(2, result.Steps.Count(s => s.Sentence.Contains("circle", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_quarter_in_public_hands_is_no_sme_but_a_small_town_may_hold_it()
    {
        Assert.Equal(SmeCategory.NotSme, Classify(Own, Owner("Region", 15, HolderKind.PublicBody, Figures(0, 0, 0)), Owner("City", 10, HolderKind.PublicBody, Figures(0, 0, 0))).Category);
        Assert.Equal(SmeCategory.Small, Classify(Own, Owner("Region", 24.9, HolderKind.PublicBody, Figures(0, 0, 0))).Category);
        var town = Owner("Town", 40, HolderKind.SmallLocalAuthority, Figures(0, 0, 0));
        Assert.Equal(SmeCategory.Small, Classify(Own, town with { Budget = 900_000_000, Inhabitants = 4_999 }).Category);
        Assert.Equal(SmeCategory.NotSme, Classify(Own, town with { Budget = 900_000_000, Inhabitants = 5_000 }).Category);
    }

    [Fact]
    public void A_business_angel_is_left_out_below_the_ceiling_only()
    {
        var angel = Owner("Angel", 30, HolderKind.BusinessAngel, Figures(1000, 0, 0));
        Assert.Equal(40m, Classify(Own, angel with { Investment = 124_999_999 }).Last.Known.Headcount);
        Assert.Equal(340m, Classify(Own, angel with { Investment = 125_000_000 }).Last.Known.Headcount);
        Assert.Equal(340m, Classify(Own, angel).Last.Known.Headcount);
    }

    [Fact]
    public void A_missing_figure_leaves_it_open_unless_it_cannot_matter()
    {
        Assert.Equal(SmeCategory.Undetermined, Alone(new YearFigures(null, 0, 0)).Category);
        Assert.Equal(SmeCategory.NotSme, Alone(new YearFigures(250, null, null)).Category);
        Assert.Equal(SmeCategory.Micro, Alone(new YearFigures(5, null, 100)).Category);
        Assert.Equal(SmeCategory.Undetermined, Classify(Own, Owner("B", 60, HolderKind.Enterprise, YearFigures.Unknown)).Category);
    }

    [Fact]
    public void A_ceiling_counts_as_crossed_when_it_is_crossed_in_two_years_running()
    {
        Assert.Equal(SmeCategory.Small, Classify(Figures(60, 8, 8), Figures(45, 8, 8)).Category);
        Assert.Equal(SmeCategory.Medium, Classify(Figures(60, 8, 8), Figures(55, 8, 8)).Category);
    }

    [Fact]
    public void More_people_never_make_an_enterprise_smaller() => Prop.ForAll(Enterprises, Gen.Choose(1, 400).ToArbitrary(), (figures, added) =>
    {
        var (own, links) = figures;
        var before = Classify(own, links);
        var after = Classify(own, [.. links, Owner("One more", 30, HolderKind.Enterprise, Figures(added, 1, 1))]);
        Assert.True(after.Category >= before.Category, $"{before.Category} became {after.Category}");
        Assert.True(after.Last.Known.Headcount > before.Last.Known.Headcount);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_links_changes_nothing() => Prop.ForAll(Enterprises, figures =>
    {
        var (own, links) = figures;
        var (one, other) = (Classify(own, links), Classify(own, [.. links.Reverse()]));
        Assert.Equal((one.Category, one.Last), (other.Category, other.Last));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_larger_holding_never_makes_an_enterprise_smaller() => Prop.ForAll(Enterprises, Gen.Choose(1, 60).ToArbitrary(), (figures, more) =>
    {
        var (own, links) = figures;
        if (links.Length == 0) return;
        var raised = links.ToArray();
        raised[0] = raised[0] with { Capital = Math.Min(100, raised[0].Capital + more) };
        Assert.True(Classify(own, raised).Category >= Classify(own, links).Category);
    }).QuickCheckThrowOnFailure();

    // Categories in the order of the enumeration are sizes once every figure is known.
    private static readonly Arbitrary<(YearFigures Own, EnterpriseLink[] Links)> Enterprises = (
        from own in SomeFigures()
        from links in Gen.ListOf(Link(2))
        select (own, links.Take(5).Select((l, i) => l with { Name = $"{l.Name} {i}" }).ToArray())).ToArbitrary();

    private static Gen<YearFigures> SomeFigures() => from people in Gen.Choose(0, 300) from turnover in Gen.Choose(0, 60) from balance in Gen.Choose(0, 60) select Figures(people, turnover, balance);

    private static Gen<EnterpriseLink> Link(int depth) =>
        from name in Gen.Elements("B", "C", "D")
        from holding in Gen.Choose(0, 100)
        from isHolding in Gen.Elements(true, false)
        from figures in SomeFigures()
        from links in depth == 0 ? Gen.Constant<IEnumerable<EnterpriseLink>>([]) : Gen.ListOf(Link(depth - 1)).Select(l => l.Take(2))
        select Owner(name, holding, HolderKind.Enterprise, figures) with { IsHolding = isHolding, Links = [.. links] };

    private static SmeResult Alone(YearFigures own) => Classify(own);

    private static SmeResult Classify(YearFigures own, params EnterpriseLink[] links) => SmeClassifier.Classify("A", "BE", own, YearFigures.Unknown, links);

    private static SmeResult Classify(YearFigures last, YearFigures before) => SmeClassifier.Classify("A", "BE", last, before, []);

    private static EnterpriseLink Owner(string name, double capital, HolderKind kind, YearFigures figures) => new() { Name = name, Country = "BE", Capital = (decimal)capital, Kind = kind, Last = figures };

    private static YearFigures Figures(double people, double turnoverMillions, double balanceMillions) => new((decimal)people, (long)(turnoverMillions * 100_000_000), (long)(balanceMillions * 100_000_000));
}
