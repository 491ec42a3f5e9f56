namespace Paceline.Domain.Organisations;

/// <summary>A line of the sum: what was looked at, what follows from it, and how much of the figures is added.</summary>
/// <param name="Sentence">English sentence, also the key of its translations, with {0} for the name and {1} for the percentage that is looked at.</param>
/// <param name="Name">The enterprise; empty where the line is about the sum.</param>
/// <param name="Percent">The holding that is looked at, in percent.</param>
/// <param name="Added">The figures of the last year of which a part is added; null where nothing is.</param>
/// <param name="Share">The part that is added, in percent: the holding, or the product of holdings along the way.</param>
public sealed record SmeStep(string Sentence, string Name, decimal Percent, YearFigures? Added, decimal Share = 0);

/// <summary>Headcount and money of an enterprise together with those related to it. Null where a figure that counts is not known.</summary>
/// <param name="Known">The sum of what is known.</param>
/// <param name="IsWhole">For headcount, turnover and balance sheet: whether every part of the sum is known.</param>
public sealed record SmeTotals(YearFigures Known, (bool Headcount, bool Turnover, bool BalanceSheet) IsWhole);

/// <summary>What a declaration gives.</summary>
/// <param name="Category">The category.</param>
/// <param name="Last">Totals of the last closed year.</param>
/// <param name="Before">Totals of the year before; null when it does not exist.</param>
/// <param name="Steps">Each step of the sum, in the order in which people do it on paper.</param>
public sealed record SmeResult(SmeCategory Category, SmeTotals Last, SmeTotals? Before, IReadOnlyList<SmeStep> Steps);

/// <summary>Computes the size of an enterprise by the annex of Recommendation 2003/361/EC. Pure: the same figures always give the same answer.</summary>
public static class SmeClassifier
{
    private const long Million = 100_000_000; // cents of a euro

    /// <summary>The ceilings of article 2: headcount below the first, and turnover or balance sheet at most the others, in cents of a euro.</summary>
    public static readonly IReadOnlyList<(SmeCategory Category, decimal Headcount, long Turnover, long BalanceSheet)> Ceilings =
    [
        (SmeCategory.Micro, 10, 2 * Million, 2 * Million),
        (SmeCategory.Small, 50, 10 * Million, 10 * Million),
        (SmeCategory.Medium, 250, 50 * Million, 43 * Million),
    ];

    /// <summary>The category of an enterprise, with each step of the sum.</summary>
    /// <param name="name">Its name: a circle of holdings that leads back to it ends there.</param>
    /// <param name="country">Its country, for the same.</param>
    /// <param name="last">Own figures of the last closed year.</param>
    /// <param name="before">Own figures of the year before; unknown for a new enterprise.</param>
    /// <param name="links">Owners and holdings.</param>
    public static SmeResult Classify(string name, string country, YearFigures last, YearFigures before, IReadOnlyList<EnterpriseLink> links)
    {
        var related = RelatedEnterprises.Of(name, country, links);
        List<SmeStep> steps = [new("{0} counts with all of its own figures.", name, 100, last, 100), .. related.Steps];
        var totals = Sum(last, related.Counted, l => l.Last);
        if (related.PublicShare >= 25)
        {
            steps.Add(new SmeStep("Public bodies hold {1} % together: with a quarter or more in public hands an enterprise is not an SME.", "", related.PublicShare, null));
            return new SmeResult(SmeCategory.NotSme, totals, null, steps);
        }

        var now = CategoryOf(totals);
        if (before == YearFigures.Unknown)
        {
            steps.Add(new SmeStep("There are no figures for the year before: the last closed year alone decides.", "", 0, null));
            return new SmeResult(now, totals, null, steps);
        }

        var totalsBefore = Sum(before, related.Counted, l => l.Before);
        var then = CategoryOf(totalsBefore);
        var category = Over(now, then);
        steps.Add(new SmeStep(
            now == then ? "Both years give the same category."
            : category is SmeCategory.Undetermined ? "One of the two years cannot be decided with the figures given."
            : "The two years differ: the category of the year before holds until a ceiling is crossed in two years running.", "", 0, null));
        return new SmeResult(category, totals, totalsBefore, steps);
    }

    /// <summary>The category of figures that are complete, by the ceilings of article 2.</summary>
    public static SmeCategory CategoryOf(decimal headcount, long turnover, long balanceSheet)
    {
        foreach (var (category, people, money, balance) in Ceilings)
            if (headcount < people && (turnover <= money || balanceSheet <= balance)) return category;
        return SmeCategory.NotSme;
    }

    // A missing figure may be anything: where nothing and everything give the same category, it does not matter.
    private static SmeCategory CategoryOf(SmeTotals totals)
    {
        var (headcount, turnover, balance) = totals.Known;
        var least = CategoryOf(headcount ?? 0, turnover ?? 0, balance ?? 0);
        var most = CategoryOf(totals.IsWhole.Headcount ? headcount ?? 0 : decimal.MaxValue, totals.IsWhole.Turnover ? turnover ?? 0 : long.MaxValue, totals.IsWhole.BalanceSheet ? balance ?? 0 : long.MaxValue);
        return least == most ? least : SmeCategory.Undetermined;
    }

    private static SmeCategory Over(SmeCategory now, SmeCategory then) => now is SmeCategory.Undetermined || then is SmeCategory.Undetermined ? SmeCategory.Undetermined : then;

    private static SmeTotals Sum(YearFigures own, IReadOnlyList<RelatedEnterprise> counted, Func<EnterpriseLink, YearFigures> year)
    {
        decimal headcount = own.Headcount ?? 0, turnover = own.Turnover ?? 0, balance = own.BalanceSheet ?? 0;
        var whole = (own.Headcount is not null, own.Turnover is not null, own.BalanceSheet is not null);
        foreach (var (link, percent) in counted)
        {
            var figures = year(link);
            whole = (whole.Item1 && figures.Headcount is not null, whole.Item2 && figures.Turnover is not null, whole.Item3 && figures.BalanceSheet is not null);
            headcount += (figures.Headcount ?? 0) * percent / 100;
            turnover += (figures.Turnover ?? 0) * percent / 100;
            balance += (figures.BalanceSheet ?? 0) * percent / 100;
        }

        // A fraction of a cent is rounded up: half a cent above a ceiling is above it.
        return new SmeTotals(new YearFigures(headcount, Cents(turnover), Cents(balance)), whole);
    }

    private static long Cents(decimal amount) => amount >= long.MaxValue ? long.MaxValue : (long)Math.Ceiling(amount);
}
