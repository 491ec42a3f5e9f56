using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Organisations;

/// <summary>An enterprise that counts, and how much of it.</summary>
internal sealed record RelatedEnterprise(EnterpriseLink Link, decimal Percent);

/// <summary>Which related enterprises count towards the size of one, how much of each, and why (Recommendation 2003/361/EC, annex, articles 3 and 6).</summary>
internal sealed class RelatedEnterprises
{
    private const decimal Partner = 25, Linked = 50;
    private const long AngelCeiling = 125_000_000, AuthorityBudget = 1_000_000_000; // cents of a euro: 1.25 and 10 million
    private const int AuthorityInhabitants = 5_000;

    private readonly Dictionary<string, RelatedEnterprise> _counted = new(StringComparer.Ordinal);
    private readonly List<SmeStep> _steps = [];

    /// <summary>Each enterprise once, with the largest share by which it is reached.</summary>
    public IReadOnlyList<RelatedEnterprise> Counted => [.. _counted.Values];

    /// <summary>Why each is in or out.</summary>
    public IReadOnlyList<SmeStep> Steps => _steps;

    /// <summary>Percentage in the hands of public bodies, together.</summary>
    public decimal PublicShare { get; private set; }

    public static RelatedEnterprises Of(string name, string country, IReadOnlyList<EnterpriseLink> links)
    {
        var related = new RelatedEnterprises();
        related.Walk(links, 100, [KeyOf(name, country)], partnersToo: true, ownersOfTheEnterprise: true);
        return related;
    }

    // Owners that are linked to each other act as one; every other link stands alone.
    private void Walk(IReadOnlyList<EnterpriseLink> links, decimal share, HashSet<string> path, bool partnersToo, bool ownersOfTheEnterprise)
    {
        foreach (var alone in links.Where(l => l.Group is "" || l.IsHolding)) Look([alone], alone.Holding, share, path, partnersToo, ownersOfTheEnterprise);
        foreach (var group in links.Where(l => l.Group is not "" && !l.IsHolding).GroupBy(l => l.Group, StringComparer.OrdinalIgnoreCase))
            Look([.. group], Math.Min(100, Math.Max(group.Sum(l => l.Capital), group.Sum(l => l.Votes))), share, path, partnersToo, ownersOfTheEnterprise);
    }

    private void Look(IReadOnlyList<EnterpriseLink> links, decimal holding, decimal share, HashSet<string> path, bool partnersToo, bool ownersOfTheEnterprise)
    {
        var linked = holding > Linked || links.Any(l => l.Controls);
        foreach (var link in links.Where(IsPublic))
        {
            if (ownersOfTheEnterprise) PublicShare += link.Holding;
            _steps.Add(new SmeStep("{0} is a public body with {1} %: it is not added, but its share is watched.", link.Name, link.Holding, null));
        }

        var enterprises = links.Where(l => !IsPublic(l)).ToList();
        if (enterprises.Count == 0) return;
        if (!linked && enterprises.All(IsExempt))
        {
            foreach (var link in enterprises) _steps.Add(new SmeStep("{0} holds {1} % and is an investor that may hold up to half without being counted.", link.Name, holding, null));
        }
        else if (linked)
        {
            foreach (var link in enterprises) Count(link, share, path, "{0} is linked, with {1} % or by control: all of it counts.", holding, partnersToo);
        }
        else if (holding < Partner)
        {
            foreach (var link in enterprises) _steps.Add(new SmeStep("{0} has {1} %, less than a quarter: it does not count.", link.Name, holding, null));
        }
        else if (!partnersToo)
        {
            foreach (var link in enterprises) _steps.Add(new SmeStep("{0} is a partner of a partner with {1} %: it does not count.", link.Name, holding, null));
        }
        else
        {
            foreach (var link in enterprises) Count(link, share * holding / 100, path, "{0} is a partner with {1} %: that part of it counts.", holding, partnersToo: false);
        }
    }

    private void Count(EnterpriseLink link, decimal share, HashSet<string> path, string sentence, decimal holding, bool partnersToo)
    {
        var key = KeyOf(link.Name, link.Country);
        if (path.Contains(key))
        {
            _steps.Add(new SmeStep("{0} leads back in a circle: it is counted already.", link.Name, holding, null));
            return;
        }

        _steps.Add(new SmeStep(sentence, link.Name, holding, link.Last, share));
        _counted[key] = _counted.TryGetValue(key, out var known) ? new RelatedEnterprise(Larger(known.Link, link), Math.Max(known.Percent, share)) : new RelatedEnterprise(link, share);
        Walk(link.Links, share, [.. path, key], partnersToo, ownersOfTheEnterprise: false);
    }

    // One enterprise reached by two ways, with figures that differ: the larger ones, so that nobody grows smaller by telling twice.
    private static EnterpriseLink Larger(EnterpriseLink one, EnterpriseLink other) => one with { Last = Larger(one.Last, other.Last), Before = Larger(one.Before, other.Before) };

    private static YearFigures Larger(YearFigures one, YearFigures other) => new(Larger(one.Headcount, other.Headcount), Larger(one.Turnover, other.Turnover), Larger(one.BalanceSheet, other.BalanceSheet));

    private static T? Larger<T>(T? one, T? other) where T : struct, IComparable<T> => one is not { } a ? other : other is not { } b || a.CompareTo(b) >= 0 ? one : other;

    private static bool IsPublic(EnterpriseLink link) => !link.IsHolding && (link.Kind is HolderKind.PublicBody || link.Kind is HolderKind.SmallLocalAuthority && !IsExempt(link));

    private static bool IsExempt(EnterpriseLink link) => !link.IsHolding && link.Kind switch
    {
        HolderKind.Enterprise or HolderKind.PublicBody => false,
        HolderKind.BusinessAngel => link.Investment < AngelCeiling,
        HolderKind.SmallLocalAuthority => link.Budget < AuthorityBudget && link.Inhabitants < AuthorityInhabitants,
        _ => true,
    };

    // Legal forms stay in: "Nordvelo BV" and "Nordvelo NV" may be two enterprises of one group.
    private static string KeyOf(string name, string country) => Spelling.Key(name) + "|" + country.ToUpperInvariant();
}
