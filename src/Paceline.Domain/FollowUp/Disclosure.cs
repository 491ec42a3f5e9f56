namespace Paceline.Domain.FollowUp;

/// <summary>How close somebody stands to a contract.</summary>
public enum Closeness
{
    /// <summary>Neither signed it nor answers for it: another company, an administrator.</summary>
    Outside,
    /// <summary>Within the partnership: another cluster's manager, and what a frozen report shows.</summary>
    Partnership,
    /// <summary>Looks on for the funder.</summary>
    Funder,
    /// <summary>The company itself, its cluster, the coordinator, the monitoring officer.</summary>
    Inside,
}

/// <summary>What a reader sees of a contract.</summary>
/// <param name="IsMasked">Who signed, with whom and for how much stays hidden.</param>
/// <param name="Counterpart">Who signed on the other side; null where hidden.</param>
/// <param name="Country">The counterpart's country.</param>
/// <param name="Kind">Kind of contract.</param>
/// <param name="Value">The exact value; null where hidden or not said.</param>
/// <param name="Band">The size, where no exact value is shown.</param>
/// <param name="OpensFiles">The files that prove it may be opened.</param>
public sealed record DealView(bool IsMasked, string? Counterpart, string Country, DealKind Kind, Money? Value, ValueBand Band, bool OpensFiles);

/// <summary>The only place that decides who sees what of a contract.</summary>
public static class Disclosure
{
    /// <summary>Whether somebody so close may know who signed with whom and for how much.</summary>
    public static bool Shows(Confidentiality confidentiality, Closeness reader) => confidentiality switch
    {
        Confidentiality.Public => true,
        Confidentiality.Consortium => reader is not Closeness.Outside,
        Confidentiality.AuditorOnly => reader is Closeness.Inside,
        _ => false,
    };

    /// <summary>Whether somebody so close may open the files; within the partnership a contract's text stays with its own cluster.</summary>
    public static bool OpensFiles(Confidentiality confidentiality, Closeness reader) =>
        reader is Closeness.Inside or Closeness.Funder && Shows(confidentiality, reader);

    /// <summary>What a reader sees. A masked contract still says that there is one, where, and of what kind: that much is in the figure.</summary>
    public static DealView Of(BusinessDeal deal, Closeness reader) =>
        Shows(deal.Confidentiality, reader)
            ? new DealView(false, deal.Counterpart, deal.CounterpartCountry, deal.Kind, deal.Value, deal.Band, OpensFiles(deal.Confidentiality, reader))
            : new DealView(true, null, deal.CounterpartCountry, deal.Kind, null, ValueBand.Undisclosed, false);
}
