namespace Paceline.Domain.Organisations;

/// <summary>Which cluster counts a company, by its memberships. Pure.</summary>
public static class HomeCluster
{
    /// <summary>The home cluster on a day; null when none is.</summary>
    public static Guid? On(DateOnly day, IEnumerable<ClusterMembership> memberships) =>
        memberships.Where(m => m.HomeProgrammeId is not null && m.HoldsOn(day)).OrderByDescending(m => m.From).Select(m => (Guid?)m.ClusterId).FirstOrDefault();

    /// <summary>The days after a day on which a home membership begins, or has just ended: the answer may change on them.</summary>
    public static IEnumerable<DateOnly> Changes(DateOnly after, IEnumerable<ClusterMembership> memberships) =>
        memberships.Where(m => m.HomeProgrammeId is not null).SelectMany(m => (DateOnly[])(m.To is { } to && to < DateOnly.MaxValue ? [m.From, to.AddDays(1)] : [m.From])).Where(d => d > after).Distinct().Order();
}
