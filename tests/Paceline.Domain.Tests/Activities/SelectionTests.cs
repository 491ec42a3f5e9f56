using FsCheck;
using FsCheck.Fluent;
using Paceline.Domain.Activities.Calls;

namespace Paceline.Domain.Tests.Activities;

public sealed class SelectionTests
{
    private static readonly Guid[] Clusters = [.. Enumerable.Range(1, 5).Select(n => new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]))];
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    // Few values, so that ties happen.
    private static readonly Gen<IReadOnlyList<Candidate>> Applicants =
        from n in Gen.Choose(0, 40)
        from score in Gen.Choose(0, 20).ArrayOf(n)
        from cluster in Gen.Choose(-1, 4).ArrayOf(n)
        from minute in Gen.Choose(0, 30).ArrayOf(n)
        select (IReadOnlyList<Candidate>)[.. Enumerable.Range(0, n).Select(i => new Candidate(new Guid(i + 1, 0, 0, new byte[8]), cluster[i] < 0 ? null : Clusters[cluster[i]], score[i] / 4m, Start.AddMinutes(minute[i])))];

    private static readonly Gen<PlaceRules> Rules =
        from places in Gen.Choose(0, 20)
        from per in Gen.Choose(0, 6)
        from reserves in Gen.Choose(-1, 10)
        from mark in Gen.Choose(0, 12)
        select new PlaceRules(places, per == 0 ? null : per, reserves < 0 ? null : reserves, mark / 4m);

    private static readonly Arbitrary<(IReadOnlyList<Candidate> All, PlaceRules Rules, int Seed)> Cases =
        (from all in Applicants from rules in Rules from seed in Gen.Choose(0, 1000) select (all, rules, seed)).ToArbitrary();

    private static void Holds(Func<IReadOnlyList<Candidate>, PlaceRules, int, bool> property) =>
        Prop.ForAll(Cases, c => property(c.All, c.Rules, c.Seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void There_are_never_more_selected_than_places_in_all_or_of_a_cluster() => Holds((all, rules, _) =>
    {
        var selected = Selection.Rank(all, rules).Where(p => p.State is ApplicationState.Selected).ToList();
        return selected.Count <= rules.Places && (rules.PerCluster is not { } most || selected.Where(p => p.Candidate.Cluster is not null).GroupBy(p => p.Candidate.Cluster).All(g => g.Count() <= most));
    });

    [Fact]
    public void Everybody_is_on_the_list_once_and_its_order_is_by_score_then_by_time() => Holds((all, rules, _) =>
    {
        var list = Selection.Rank(all, rules);
        return list.Select(p => p.Candidate.Id).Order().SequenceEqual(all.Select(c => c.Id).Order())
            && list.Select(p => p.Rank).SequenceEqual(Enumerable.Range(1, all.Count))
            && list.Zip(list.Skip(1)).All(p => p.First.Candidate.Score > p.Second.Candidate.Score || p.First.Candidate.Score == p.Second.Candidate.Score && p.First.Candidate.SubmittedAt <= p.Second.Candidate.SubmittedAt);
    });

    [Fact]
    public void The_same_applicants_in_another_order_give_the_same_list() => Holds((all, rules, seed) =>
    {
        var shuffled = all.ToArray();
        new System.Random(seed).Shuffle(shuffled);
        return Selection.Rank(all, rules).SequenceEqual(Selection.Rank(shuffled, rules));
    });

    [Fact]
    public void A_place_stays_empty_only_where_nobody_who_waits_could_take_it() => Holds((all, rules, _) => Selection.MoveUp(Standings(Selection.Rank(all, rules)), rules).Count == 0);

    [Fact]
    public void Nobody_below_the_mark_gets_a_place_or_waits_for_one() => Holds((all, rules, _) =>
        Selection.Rank(all, rules).All(p => p.Candidate.Score < rules.PassMark == p.Because is PlacedBecause.BelowPassMark && (p.State is not (ApplicationState.Selected or ApplicationState.Reserve) || p.Candidate.Score >= rules.PassMark)));

    [Fact]
    public void The_reserve_list_counts_in_order_and_is_never_longer_than_said() => Holds((all, rules, _) =>
    {
        var reserves = Selection.Rank(all, rules).Where(p => p.State is ApplicationState.Reserve).ToList();
        return reserves.Select(p => p.ReserveRank!.Value).SequenceEqual(Enumerable.Range(1, reserves.Count)) && !(reserves.Count > rules.Reserves);
    });

    [Fact]
    public void Withdrawals_move_reserves_up_in_order_within_the_places() => Holds((all, rules, seed) =>
    {
        var standings = Standings(Selection.Rank(all, rules)).ToDictionary(s => s.Id);
        var random = new System.Random(seed);
        for (var turn = 0; turn < 12; turn++)
        {
            var holders = standings.Values.Where(s => s.State is ApplicationState.Selected or ApplicationState.Reserve).OrderBy(s => s.Rank).ToList();
            if (holders.Count == 0) return true;
            var gone = holders[random.Next(holders.Count)];
            standings[gone.Id] = gone with { State = ApplicationState.Withdrawn };
            var up = Selection.MoveUp(standings.Values, rules);
            // Moving up keeps order: whoever is passed over belongs to a cluster that is full.
            if (!up.Select(id => standings[id].Rank).SequenceEqual(up.Select(id => standings[id].Rank).Order())) return false;
            foreach (var id in up)
            {
                if (standings[id].State is not ApplicationState.Reserve) return false;
                standings[id] = standings[id] with { State = ApplicationState.Selected };
            }

            var selected = standings.Values.Where(s => s.State is ApplicationState.Selected).ToList();
            if (selected.Count > rules.Places) return false;
            if (rules.PerCluster is { } most && selected.Where(s => s.Cluster is not null).GroupBy(s => s.Cluster).Any(g => g.Count() > most)) return false;
            if (selected.Count < rules.Places && standings.Values.Any(s => s.State is ApplicationState.Reserve && (rules.PerCluster is null || s.Cluster is null || selected.Count(x => x.Cluster == s.Cluster) < rules.PerCluster))) return false;
        }

        return true;
    });

    [Fact]
    public void One_place_fewer_takes_it_from_the_last_only_where_clusters_have_no_limit() => Holds((all, rules, _) =>
    {
        if (rules.Places == 0) return true;
        var free = rules with { PerCluster = null };
        var (more, fewer) = (Ids(free), Ids(free with { Places = free.Places - 1 }));
        return fewer.SequenceEqual(more.Take(free.Places - 1));
        List<Guid> Ids(PlaceRules r) => [.. Selection.Rank(all, r).Where(p => p.State is ApplicationState.Selected).Select(p => p.Candidate.Id)];
    });

    [Fact]
    public void A_full_cluster_lets_the_next_one_of_another_cluster_pass()
    {
        Candidate[] all = [Of(1, 0, 5), Of(2, 0, 4.5m), Of(3, 1, 4), Of(4, 0, 3), Of(5, 2, 1)];
        var list = Selection.Rank(all, new PlaceRules(2, 1, null, 2));
        Assert.Equal([ApplicationState.Selected, ApplicationState.Reserve, ApplicationState.Selected, ApplicationState.Reserve, ApplicationState.Rejected], list.Select(p => p.State));
        Assert.Equal(PlacedBecause.ClusterPlacesTaken, list[1].Because);
        // The one of the other cluster goes: its place cannot be taken by a cluster that is full.
        var standings = Standings(list).Select(s => s.Rank == 3 ? s with { State = ApplicationState.Withdrawn } : s);
        Assert.Empty(Selection.MoveUp(standings, new PlaceRules(2, 1, null, 2)));
        standings = Standings(list).Select(s => s.Rank == 1 ? s with { State = ApplicationState.Withdrawn } : s);
        Assert.Equal([list[1].Candidate.Id], Selection.MoveUp(standings, new PlaceRules(2, 1, null, 2)));
    }

    [Fact]
    public void The_score_is_the_weighted_mean_of_both_assessors()
    {
        Criterion[] criteria = [new(Clusters[0], new("A"), 3), new(Clusters[1], new("B"), 1)];
        Assert.Equal(3.63m, Selection.Score(criteria, [Scores(5, 0), Scores(4, 2)])); // (3·4.5 + 1·1) / 4 = 3.625
        Assert.Null(Selection.Score(criteria, [new Dictionary<Guid, int> { [Clusters[0]] = 5 }]));
        Assert.Null(Selection.Score(criteria, []));
        static Dictionary<Guid, int> Scores(int a, int b) => new() { [Clusters[0]] = a, [Clusters[1]] = b };
    }

    private static Candidate Of(int n, int cluster, decimal score) => new(new Guid(n, 0, 0, new byte[8]), Clusters[cluster], score, Start.AddMinutes(n));

    private static IEnumerable<Standing> Standings(IEnumerable<Placed> list) => list.Select(p => new Standing(p.Candidate.Id, p.Candidate.Cluster, p.Rank, p.State));
}
