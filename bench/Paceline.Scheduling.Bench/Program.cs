using System.Diagnostics;
using System.Globalization;
using Paceline.Scheduling;

var folder = "/work/shared/scheduling";
if (args[0] == "random")
{
    var (n, m, t, l) = (int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[3]), int.Parse(args[4]));
    var problem = Uniform(n, m, t, l, 1);
    var s = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(double.Parse(args[5], CultureInfo.InvariantCulture)), Threads = int.Parse(args[6]) }, new P());
    Console.WriteLine($"{s.Status} scheduled {s.Scheduled}/{m} breaks {s.Breaks} >= {s.BreaksBound} {s.Elapsed.TotalSeconds:0.00} legal {Legality.Check(problem, s.Schedule!).Count}");
    return;
}
var threads = int.Parse(args[0]);
double total = 0;
foreach (var line in File.ReadLines(folder + "/published-optima.csv").Skip(1))
{
    var parts = line.Split(',');
    if (!parts[0].Contains(args.Length > 1 ? args[1] : "", StringComparison.Ordinal)) continue;
    var problem = DznFormat.Read(File.ReadAllText($"{folder}/instances/{parts[0]}.dzn")).Problem! with { Fairness = 2 };
    var s = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(60), Threads = threads });
    total += s.Elapsed.TotalSeconds;
    var bad = s.Schedule is null ? 0 : Legality.Check(problem, s.Schedule).Count + Legality.Shortfalls(problem, s.Schedule).Count;
    Console.WriteLine($"{parts[0],-32} {s.Status,-10} {s.Breaks} >= {s.BreaksBound} published {parts[2],-10} {s.Elapsed.TotalSeconds,7:0.00} s (ref {parts[4]}) {(bad > 0 ? "ILLEGAL" : "")}");
}
Console.WriteLine($"total {total:0.00}");

static Problem Uniform(int participants, int meetings, int slots, int tables, int seed)
{
    var random = new Random(seed);
    var degree = new int[participants];
    var pairs = new HashSet<(int, int)>();
    var list = new List<Meeting>();
    while (list.Count < meetings)
    {
        int a = random.Next(participants), b = random.Next(participants);
        if (a == b || degree[a] == slots || degree[b] == slots || !pairs.Add((Math.Min(a, b), Math.Max(a, b)))) continue;
        degree[a]++;
        degree[b]++;
        list.Add(new Meeting { Parties = [a, b] });
    }
    return new Problem
    {
        Slots = [.. Enumerable.Range(0, slots).Select(_ => new Slot(0))],
        Places = [.. Enumerable.Range(0, tables).Select(i => new Place(i.ToString(CultureInfo.InvariantCulture)))],
        Participants = [.. Enumerable.Range(0, participants).Select(i => new Participant { Name = i.ToString(CultureInfo.InvariantCulture) })],
        Meetings = list,
    };
}

sealed class P : IProgress<Progress>
{
    private double _last = -10;
    public void Report(Progress p)
    {
        if (p.Elapsed.TotalSeconds < _last * 1.5) return;
        _last = p.Elapsed.TotalSeconds;
        Console.WriteLine($"  {p.Elapsed.TotalSeconds:0.00} scheduled {p.Scheduled} breaks {p.Breaks} >= {p.BreaksBound} {p.Status}");
    }
}
