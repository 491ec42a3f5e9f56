using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

// What holds between groups of participants: their averages differ by at most so many hundredths.
internal sealed partial class ScheduleEncoding
{
    private List<int[]> GroupMembers() =>
        [.. Enumerable.Range(0, _model.Participants).Where(p => _model.Problem.Participants[p].Group is not null)
            .GroupBy(p => _model.Problem.Participants[p].Group!, StringComparer.Ordinal).Select(g => g.ToArray())];

    private void Between(GroupFairness fairness)
    {
        if (fairness.Served is not { } points) return;
        var held = Enumerable.Range(0, _model.Meetings).Select(Held).ToArray();
        Between([.. GroupMembers().Select(members => (Members: members, Own: Enumerable.Range(0, _model.Meetings)
            .SelectMany(m => _model.Problem.Meetings[m].Parties.Where(members.Contains).Select(_ => held[m])).ToArray()))
            .Select(group => (group.Own, Asked: group.Own.Length + AlsoAsked(group.Members))).Where(group => group.Asked > 0)], points);
    }

    private int AlsoAsked(int[] members) => _model.AlsoAsked.GetValueOrDefault(_model.Problem.Participants[members[0]].Group!);

    private void BreaksBetween(int[][] levels) =>
        Between([.. GroupMembers().Select(members => (members.SelectMany(p => levels[p]).ToArray(), members.Length))], _model.Problem.GroupFairness!.Breaks!.Value);

    // Where one group's literals hold k times, the other's hold so often that the averages are near enough.
    private void Between(List<(int[] Literals, int Weight)> groups, int gap)
    {
        var over = groups.ConvertAll(g => Cardinality.Count(_solver, g.Literals, g.Literals.Length));
        var under = groups.ConvertAll(g => Cardinality.Count(_solver, Array.ConvertAll(g.Literals, Literal.Not), g.Literals.Length));
        for (var g = 0; g < groups.Count; g++)
        {
            for (var h = 0; h < groups.Count; h++)
            {
                if (g == h) continue;
                long mine = groups[g].Weight, theirs = groups[h].Weight;
                for (var k = 1; k <= groups[g].Literals.Length; k++)
                {
                    var excess = 100 * k * theirs - gap * mine * theirs;
                    if (excess <= 0) continue;
                    var least = (excess + 100 * mine - 1) / (100 * mine);
                    var all = groups[h].Literals.Length;
                    if (least > all) _solver.Add(Literal.Not(over[g][k - 1]));
                    else _solver.Add(Literal.Not(over[g][k - 1]), Literal.Not(under[h][all - (int)least]));
                }
            }
        }
    }
}
