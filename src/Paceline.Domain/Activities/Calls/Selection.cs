namespace Paceline.Domain.Activities.Calls;

/// <summary>Why an application stands where it stands.</summary>
public enum PlacedBecause
{
    /// <summary>Its score was enough for a place.</summary>
    ScoreReachesPlace,
    /// <summary>Its cluster had all of its places.</summary>
    ClusterPlacesTaken,
    /// <summary>Others with a higher score took the places.</summary>
    PlacesTaken,
    /// <summary>The reserve list was full.</summary>
    ReserveListFull,
    /// <summary>The score is below the least that the call asks for.</summary>
    BelowPassMark,
}

/// <summary>How many places there are.</summary>
/// <param name="Places">In all.</param>
/// <param name="PerCluster">Of one cluster; null without a limit.</param>
/// <param name="Reserves">On the reserve list; null without a limit.</param>
/// <param name="PassMark">The least score.</param>
public sealed record PlaceRules(int Places, int? PerCluster, int? Reserves, decimal PassMark);

/// <summary>An application that is ranked.</summary>
/// <param name="Id">The application.</param>
/// <param name="Cluster">The cluster whose places it takes.</param>
/// <param name="Score">Weighted score.</param>
/// <param name="SubmittedAt">Breaks ties: the earlier one comes first.</param>
public sealed record Candidate(Guid Id, Guid? Cluster, decimal Score, DateTimeOffset SubmittedAt);

/// <summary>Where an application came out.</summary>
/// <param name="Candidate">The application.</param>
/// <param name="Rank">1 for the first.</param>
/// <param name="State">Selected, Reserve or Rejected.</param>
/// <param name="ReserveRank">1 for the first on the reserve list.</param>
/// <param name="Because">Why.</param>
public sealed record Placed(Candidate Candidate, int Rank, ApplicationState State, int? ReserveRank, PlacedBecause Because);

/// <summary>An application as it stands after places were given.</summary>
/// <param name="Id">The application.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Rank">Its place in the frozen ranking.</param>
/// <param name="State">Where it stands now.</param>
public sealed record Standing(Guid Id, Guid? Cluster, int Rank, ApplicationState State);

/// <summary>The ranked list, and who moves up. Pure: the same inputs give the same list, in whatever order they come.</summary>
public static class Selection
{
    /// <summary>The weighted score: for each criterion the mean of the assessors, times its weight, all of it divided by the sum of weights; rounded to two decimals, halves up.</summary>
    public static decimal? Score(IReadOnlyList<Criterion> criteria, IReadOnlyList<IReadOnlyDictionary<Guid, int>> assessments)
    {
        var weights = criteria.Sum(c => c.Weight);
        if (weights <= 0 || assessments.Count == 0 || !assessments.All(a => criteria.All(c => a.ContainsKey(c.Id)))) return null;
        var sum = assessments.Sum(a => criteria.Sum(c => (decimal)c.Weight * a[c.Id]));
        return Math.Round(sum / (weights * assessments.Count), 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>The ranked list: by score, ties by time of submission, then by key so that nothing is left to chance.</summary>
    public static IReadOnlyList<Placed> Rank(IEnumerable<Candidate> candidates, PlaceRules rules)
    {
        var placed = new List<Placed>();
        var perCluster = new Dictionary<Guid, int>();
        var (taken, reserves) = (0, 0);
        foreach (var candidate in candidates.OrderByDescending(c => c.Score).ThenBy(c => c.SubmittedAt).ThenBy(c => c.Id))
        {
            var rank = placed.Count + 1;
            if (candidate.Score < rules.PassMark)
            {
                placed.Add(new Placed(candidate, rank, ApplicationState.Rejected, null, PlacedBecause.BelowPassMark));
                continue;
            }

            var clusterHasRoom = HasRoom(candidate.Cluster, perCluster, rules);
            if (taken < rules.Places && clusterHasRoom)
            {
                taken++;
                Take(candidate.Cluster, perCluster);
                placed.Add(new Placed(candidate, rank, ApplicationState.Selected, null, PlacedBecause.ScoreReachesPlace));
            }
            else if (rules.Reserves is { } most && reserves >= most)
                placed.Add(new Placed(candidate, rank, ApplicationState.Rejected, null, PlacedBecause.ReserveListFull));
            else
                placed.Add(new Placed(candidate, rank, ApplicationState.Reserve, ++reserves, clusterHasRoom ? PlacedBecause.PlacesTaken : PlacedBecause.ClusterPlacesTaken));
        }

        return placed;
    }

    /// <summary>Who moves up from the reserve list now, in its order: as many as there are free places, each only where its cluster has room.</summary>
    public static IReadOnlyList<Guid> MoveUp(IEnumerable<Standing> standings, PlaceRules rules)
    {
        var all = standings.ToList();
        var holders = all.Where(s => s.State is ApplicationState.Selected or ApplicationState.Confirmed).ToList();
        var perCluster = holders.Where(s => s.Cluster is not null).GroupBy(s => s.Cluster!.Value).ToDictionary(g => g.Key, g => g.Count());
        var free = rules.Places - holders.Count;
        var up = new List<Guid>();
        foreach (var reserve in all.Where(s => s.State is ApplicationState.Reserve).OrderBy(s => s.Rank).ThenBy(s => s.Id))
        {
            if (free <= 0) break;
            if (!HasRoom(reserve.Cluster, perCluster, rules)) continue;
            free--;
            Take(reserve.Cluster, perCluster);
            up.Add(reserve.Id);
        }

        return up;
    }

    private static bool HasRoom(Guid? cluster, Dictionary<Guid, int> perCluster, PlaceRules rules) =>
        rules.PerCluster is not { } most || cluster is null || perCluster.GetValueOrDefault(cluster.Value) < most;

    private static void Take(Guid? cluster, Dictionary<Guid, int> perCluster)
    {
        if (cluster is { } id) perCluster[id] = perCluster.GetValueOrDefault(id) + 1;
    }
}

/// <summary>The ranking as it was confirmed: what went in, what came out, and the hash of both. Never changed.</summary>
public sealed class SelectionDecision
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The call; one decision each.</summary>
    public required Guid CallId { get; init; }
    /// <summary>Its activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Who confirmed it.</summary>
    public required string By { get; init; }
    /// <summary>The account.</summary>
    public Guid? ById { get; init; }
    /// <summary>Inputs and list as one JSON document.</summary>
    public required string Content { get; init; }
    /// <summary>SHA-256 of the content, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
