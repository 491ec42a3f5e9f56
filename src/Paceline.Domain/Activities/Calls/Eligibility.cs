using Paceline.Domain.Organisations;

namespace Paceline.Domain.Activities.Calls;

/// <summary>A rule of who may apply.</summary>
public enum EligibilityRule
{
    /// <summary>The size is declared, validated, and that of an SME.</summary>
    SmallOrMediumSize,
    /// <summary>A cluster of the call counts the company.</summary>
    HomeCluster,
    /// <summary>The profile names the market.</summary>
    TargetMarket,
    /// <summary>The size is one of those asked for.</summary>
    SizeAskedFor,
    /// <summary>Not too many activities in this market before.</summary>
    EarlierTrips,
}

/// <summary>What the rules look at.</summary>
/// <param name="Category">Size by the declaration that is valid on the day; null without one.</param>
/// <param name="HomeCluster">The cluster that counts the company.</param>
/// <param name="TargetMarkets">Countries where it wants to sell.</param>
/// <param name="EarlierTrips">Activities in the market of the call in which it took part before.</param>
public sealed record EligibilityFacts(SmeCategory? Category, Guid? HomeCluster, IReadOnlyCollection<string> TargetMarkets, int EarlierTrips);

/// <summary>What a rule says of a company.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsMet">Whether it is met.</param>
/// <param name="Why">What was found, and where it is not met, what would be.</param>
public sealed record RuleFinding(EligibilityRule Rule, bool IsMet, Refusal Why);

/// <summary>Who may take part, with the rule and the reason. Pure.</summary>
public static class Eligibility
{
    /// <summary>What it means that a rule is not met, as a letter says it.</summary>
    public static Refusal NotMet(EligibilityRule rule) => rule switch
    {
        EligibilityRule.SmallOrMediumSize => new("The company’s size is not declared and checked yet."),
        EligibilityRule.HomeCluster => new("The call is for companies of other clusters."),
        EligibilityRule.TargetMarket => new("The profile does not name this country as a target market."),
        EligibilityRule.SizeAskedFor => new("The call is for companies of another size."),
        EligibilityRule.EarlierTrips => new("The company has been in this market with the alliance before, and others come first."),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };

    /// <summary>What each rule of the call says; rules that it does not make are left out.</summary>
    /// <param name="terms">The call's terms.</param>
    /// <param name="partners">Clusters of the partnership, for a call that is open to all of them.</param>
    /// <param name="market">The activity's country.</param>
    /// <param name="facts">What is known of the company.</param>
    public static IReadOnlyList<RuleFinding> Check(CallTerms terms, IReadOnlyCollection<Guid> partners, string? market, EligibilityFacts facts)
    {
        var findings = new List<RuleFinding>();
        var isSme = facts.Category is SmeCategory.Micro or SmeCategory.Small or SmeCategory.Medium;
        if (terms.NeedsSme)
            Add(EligibilityRule.SmallOrMediumSize, isSme, new("The company is an SME; somebody else has checked it."),
                facts.Category is SmeCategory.NotSme ? new("The company is larger than an SME.") : new("The company’s size is not declared and checked yet."));
        IReadOnlyCollection<Guid> clusters = terms.Clusters.Count > 0 ? terms.Clusters : partners;
        Add(EligibilityRule.HomeCluster, facts.HomeCluster is { } home && clusters.Contains(home), new("A cluster of this call counts the company."),
            facts.HomeCluster is null ? new("No cluster counts the company.") : new("The call is for companies of other clusters."));
        if (terms.NeedsMarket && market is not null)
            Add(EligibilityRule.TargetMarket, facts.TargetMarkets.Contains(market, StringComparer.OrdinalIgnoreCase), new("The profile names this market."), new("The profile does not name this country as a target market."));
        if (terms.Sizes.Count > 0)
            Add(EligibilityRule.SizeAskedFor, facts.Category is { } size && terms.Sizes.Contains(size), new("The size is one of those asked for."), new("The call is for companies of another size."));
        if (terms.MostEarlierTrips is { } most)
            Add(EligibilityRule.EarlierTrips, facts.EarlierTrips <= most, new("Activities in this market before: {0}, at most {1}.", facts.EarlierTrips, most), new("Activities in this market before: {0}, at most {1}.", facts.EarlierTrips, most));
        return findings;

        void Add(EligibilityRule rule, bool met, Refusal yes, Refusal no) => findings.Add(new RuleFinding(rule, met, met ? yes : no));
    }
}
