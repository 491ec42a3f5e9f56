namespace Paceline.Domain.Activities.Travel;

/// <summary>How a gate stands.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Why">What keeps it shut; null when it is open.</param>
public sealed record GateStanding(GateKind Kind, Refusal? Why)
{
    /// <summary>Whether it lets a list through.</summary>
    public bool IsOpen => Why is null;
}

/// <summary>Somebody to whom a list would go: an organisation, and what was found when it was looked up.</summary>
/// <param name="Id">The counterpart.</param>
/// <param name="Name">Its name.</param>
/// <param name="Country">Where it is: where names would go. Empty where nobody said.</param>
/// <param name="Standing">What the last check against the newest list says.</param>
public sealed record CounterpartStanding(Guid Id, string Name, string Country, CheckStanding Standing);

/// <summary>What the gates of a mission are judged by.</summary>
/// <param name="Country">Where the mission goes; says where the hosts are as long as none is named.</param>
/// <param name="Today">The day in the mission's zone.</param>
/// <param name="LastDay">The last day of the mission.</param>
/// <param name="Travellers">The members of the delegation, by the keys of their registrations.</param>
/// <param name="Bases">What is recorded for them.</param>
/// <param name="Counterparts">The hosts and how each stands.</param>
/// <param name="HasList">A list of restrictive measures was imported.</param>
/// <param name="Settled">Travel security and insurance as recorded.</param>
public sealed record GateFacts(string? Country, DateOnly Today, DateOnly LastDay, IReadOnlyList<Guid> Travellers, IReadOnlyList<PersonTransferBasis> Bases,
    IReadOnlyList<CounterpartStanding> Counterparts, bool HasList, IReadOnlyList<MissionGate> Settled)
{
    /// <summary>Where names would go: the countries of the hosts, whatever the country of the mission. Buyers who are received in Ghent take the names home with them.</summary>
    public IReadOnlyList<string> Countries => Counterparts.Count == 0 ? Country is null ? [] : [Country] : [.. Counterparts.Select(c => c.Country).Where(c => c is not "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The countries among them for which each person needs a basis.</summary>
    public IReadOnlyList<string> Beyond => [.. Countries.Where(c => Transfers.Needed(c, Today) is not TransferNeed.Nothing)];
}

/// <summary>Which gates of a mission are open, and what a shut one forbids. Pure: the system records, people decide.</summary>
public static class Gates
{
    /// <summary>How each gate stands.</summary>
    public static IReadOnlyList<GateStanding> Of(GateFacts facts) =>
        [new(GateKind.TransferBasis, Basis(facts)), new(GateKind.RestrictiveMeasures, Measures(facts)), new(GateKind.TravelSecurity, Settled(facts, GateKind.TravelSecurity)), new(GateKind.Insurance, Settled(facts, GateKind.Insurance))];

    /// <summary>
    /// Why no list of the delegation may go to these hosts, or null. A traveller without a basis does not stop the list: that person is
    /// left out. That nobody at all has a basis does, as does a host that was not looked up, or was found in the list. One list for hosts
    /// in several countries goes only where the same people may go to each of them.
    /// </summary>
    public static Refusal? RefusesList(GateFacts facts, IReadOnlyCollection<Guid> recipients)
    {
        if (recipients.Count == 0) return new Refusal("Choose at least one host.");
        if (facts.Travellers.Count == 0) return new Refusal("Nobody is in the delegation yet.");
        foreach (var id in recipients)
        {
            if (facts.Counterparts.FirstOrDefault(c => c.Id == id) is not { } host) return new Refusal("One of the hosts is not a counterpart of this mission any more. Look at it again.");
            if (host.Country is "") return NoCountry;
            if (OfCounterpart(host, facts.HasList) is { } shut) return shut;
        }

        if (Settled(facts, GateKind.TravelSecurity) is { } security) return security;
        if (Settled(facts, GateKind.Insurance) is { } insurance) return insurance;
        var lists = CountriesOf(facts, recipients).Select(c => Included(facts, c)).ToList();
        if (lists.TrueForAll(l => l.Count == 0)) return new Refusal("No one in the delegation has a basis for the transfer yet: the list would be empty.");
        return lists.Exists(l => !l.SequenceEqual(lists[0])) ? new Refusal("These hosts are in several countries, and not the same people may go to each. Make one list for each country.") : null;
    }

    /// <summary>The countries of some of the hosts.</summary>
    public static IReadOnlyList<string> CountriesOf(GateFacts facts, IReadOnlyCollection<Guid> recipients) =>
        [.. facts.Counterparts.Where(c => recipients.Contains(c.Id)).Select(c => c.Country).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The travellers whose data may go to a country, in their order.</summary>
    public static IReadOnlyList<Guid> Included(GateFacts facts, string country) => [.. facts.Travellers.Where(t => Transfers.MayGo(t, country, facts.Today, facts.Bases))];

    /// <summary>The travellers that a list to a country leaves out: it says "withheld (n)".</summary>
    public static IReadOnlyList<Guid> Withheld(GateFacts facts, string country) => [.. facts.Travellers.Except(Included(facts, country))];

    private static Refusal NoCountry => new("Say first in which country the hosts are: that decides what the transfer needs.");

    private static Refusal? Basis(GateFacts facts)
    {
        if (facts.Countries.Count == 0) return NoCountry;
        if (facts.Travellers.Count == 0) return new Refusal("Nobody is in the delegation yet.");
        var missing = facts.Countries.SelectMany(c => Withheld(facts, c)).Distinct().Count();
        return missing > 0 ? new Refusal("{0} of {1} people have no basis for the transfer: lists leave them out.", missing, facts.Travellers.Count) : null;
    }

    private static Refusal? Measures(GateFacts facts)
    {
        if (facts.Counterparts.Count == 0) return new Refusal("No host is named yet.");
        foreach (var counterpart in facts.Counterparts.OrderByDescending(c => c.Standing))
            if (OfCounterpart(counterpart, facts.HasList) is { } shut) return shut;
        return null;
    }

    private static Refusal? OfCounterpart(CounterpartStanding host, bool hasList) =>
        !hasList ? new Refusal("No list of restrictive measures was imported yet.") : host.Standing switch
        {
            CheckStanding.Clear => null,
            CheckStanding.NotChecked => new Refusal("{0} was not looked up in the list of restrictive measures.", host.Name),
            CheckStanding.Old => new Refusal("{0} was looked up in an older list. Look it up again.", host.Name),
            CheckStanding.Open => new Refusal("{0} may be on the list of restrictive measures: somebody has to decide.", host.Name),
            CheckStanding.Matched => new Refusal("{0} is on the list of restrictive measures.", host.Name),
            _ => throw new ArgumentOutOfRangeException(nameof(host), host.Standing, null),
        };

    private static Refusal? Settled(GateFacts facts, GateKind kind)
    {
        if (facts.Settled.FirstOrDefault(g => g.Kind == kind) is not { } gate) return kind is GateKind.Insurance ? new Refusal("The insurance of the delegation is not recorded.") : new Refusal("Travel security is not recorded.");
        // It has to hold for the journey; after it, nothing more is sent but what the hosts still need.
        if (gate.ValidUntil is { } until && until < facts.LastDay) return kind is GateKind.Insurance ? new Refusal("The insurance ends before the mission does.") : new Refusal("What was recorded on travel security ends before the mission does.");
        return null;
    }
}
