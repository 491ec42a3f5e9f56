using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Paceline.Scheduling.Bench;

/// <summary>
/// Events like the published ones that nobody has seen before: the same meetings under other names and in another order, with
/// other availability, fixed slots, precedences, tables or fairness. Shows that nothing is made for the published files.
/// </summary>
internal static class Variants
{
    private const int Budget = 200;

    private static readonly string[] Kinds = ["names", "forbidden 0.3 %", "forbidden 0.7 %", "fixed 20 %", "fixed 40 %", "precedences 15 %", "precedences 25 %", "fairness 1", "cancelled 4 %", "partners changed"];

    public static void Run(string filter, int threads, int seeds)
    {
        if (Instances.Folder is not { } folder) return;
        Console.WriteLine("| variant of | what | seed | status | breaks | bound | seconds | processor s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        int all = 0, proven = 0;
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "instances"), "*.dzn").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var published = DznFormat.Read(File.ReadAllText(path)).Problem! with { Fairness = 2 };
            // The others are varied already: they are only renamed.
            foreach (var kind in name.EndsWith(".original", StringComparison.Ordinal) ? Kinds : Kinds[..1])
            {
                if (!$"{name} {kind}".Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
                for (var seed = 1; seed <= seeds; seed++)
                {
                    var problem = Renamed(Varied(published, kind, new Random(seed)), new Random(seed));
                    using var process = Process.GetCurrentProcess();
                    var before = process.TotalProcessorTime;
                    var solution = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(Budget), Threads = threads, Seed = seed });
                    process.Refresh();
                    all++;
                    if (solution.Status is SolutionStatus.Optimal or SolutionStatus.Infeasible) proven++;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"| {name} | {kind} | {seed} | {solution.Status} | {solution.Breaks} | {solution.BreaksBound} | {solution.Elapsed.TotalSeconds:0.00} | {(process.TotalProcessorTime - before).TotalSeconds:0.00} |"));
                }
            }
        }

        Console.WriteLine($"\n{proven} of {all} proven within {Budget} s\n");
    }

    private static Problem Varied(Problem problem, string kind, Random random)
    {
        var (slots, meetings) = (problem.Slots.Count, problem.Meetings.Count);
        return kind switch
        {
            "names" => problem,
            "forbidden 0.3 %" => Forbidden(problem, random, 3),
            "forbidden 0.7 %" => Forbidden(problem, random, 7),
            "fixed 20 %" => Fixed(problem, random, meetings / 5),
            "fixed 40 %" => Fixed(problem, random, meetings * 2 / 5),
            "precedences 15 %" => Ordered(problem, random, meetings * 15 / 100),
            "precedences 25 %" => Ordered(problem, random, meetings / 4),
            "fairness 1" => problem with { Fairness = 1 },
            "cancelled 4 %" => Kept(problem, [.. Enumerable.Range(0, meetings).Where(_ => random.Next(25) > 0)]),
            "partners changed" => Rewired(problem, random, meetings / 8),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

        static Problem Forbidden(Problem problem, Random random, int perThousand) => problem with
        {
            Participants = [.. problem.Participants.Select(p => p with { Unavailable = [.. Enumerable.Range(0, problem.Slots.Count).Where(_ => random.Next(1000) < perThousand)] })],
        };
    }

    // At random, but so that nobody is needed twice and a place is left in every slot.
    private static Problem Fixed(Problem problem, Random random, int count)
    {
        var meetings = problem.Meetings.ToArray();
        var busy = new HashSet<(int, int)>();
        var load = new int[problem.Slots.Count];
        foreach (var m in Enumerable.Range(0, meetings.Length).OrderBy(_ => random.Next()).Take(count))
        {
            var meeting = meetings[m];
            int[] free = [.. Enumerable.Range(0, load.Length).Where(t => load[t] < problem.Places.Count - 1
                && (meeting.AllowedSessions is not { } sessions || sessions.Contains(problem.Slots[t].Session))
                && !meeting.Parties.Any(p => busy.Contains((p, t)) || problem.Participants[p].Unavailable.Contains(t)))];
            if (free.Length == 0) continue;
            var slot = free[random.Next(free.Length)];
            load[slot]++;
            foreach (var party in meeting.Parties) busy.Add((party, slot));
            meetings[m] = meeting with { FixedSlot = slot };
        }

        return problem with { Meetings = meetings };
    }

    private static Problem Ordered(Problem problem, Random random, int count)
    {
        var meetings = problem.Meetings.ToArray();
        int[] order = [.. Enumerable.Range(0, meetings.Length).OrderBy(_ => random.Next())];
        for (var i = 0; i < count; i++)
        {
            var early = random.Next(order.Length - 1);
            var late = order[random.Next(early + 1, order.Length)];
            meetings[late] = meetings[late] with { After = meetings[late].After.Add(order[early]) };
        }

        return problem with { Meetings = meetings };
    }

    private static Problem Rewired(Problem problem, Random random, int count)
    {
        var meetings = problem.Meetings.ToArray();
        for (var i = 0; i < count; i++)
        {
            int a = random.Next(meetings.Length), b = random.Next(meetings.Length);
            ImmutableArray<int> first = [meetings[a].Parties[0], meetings[b].Parties[1]], second = [meetings[b].Parties[0], meetings[a].Parties[1]];
            if (first[0] == first[1] || second[0] == second[1]) continue;
            (meetings[a], meetings[b]) = (meetings[a] with { Parties = first }, meetings[b] with { Parties = second });
        }

        return problem with { Meetings = meetings };
    }

    private static Problem Renamed(Problem problem, Random random)
    {
        int[] people = [.. Enumerable.Range(0, problem.Participants.Count).OrderBy(_ => random.Next())];
        var now = new int[people.Length];
        for (var i = 0; i < people.Length; i++) now[people[i]] = i;
        var renamed = problem with
        {
            Participants = [.. people.Select(p => problem.Participants[p])],
            Meetings = [.. problem.Meetings.Select(m => m with { Parties = [.. m.Parties.Select(p => now[p])] })],
        };
        return Kept(renamed, [.. Enumerable.Range(0, problem.Meetings.Count).OrderBy(_ => random.Next())]);
    }

    private static Problem Kept(Problem problem, int[] meetings)
    {
        var now = meetings.Index().ToDictionary(x => x.Item, x => x.Index);
        return problem with
        {
            Meetings = [.. meetings.Select(m => problem.Meetings[m]).Select(m => m with { After = [.. m.After.Where(now.ContainsKey).Select(e => now[e])] })],
        };
    }
}
