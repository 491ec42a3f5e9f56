using System.Diagnostics;
using System.Globalization;
using Paceline.Scheduling;

var folder = "/work/shared/scheduling";
if (args[0] == "schedule")
    return ScheduleCommand.Run(new ScheduleRequest { File = args[1], Fairness = 2, Certify = args.Length > 2, Budget = TimeSpan.FromSeconds(args.Length > 2 ? int.Parse(args[2]) : 30) }, Console.Out, Console.Error);
if (args[0] == "member")
{
    foreach (var name in args[2].Split(','))
    foreach (var how in args[1].Split(',').Select(Enum.Parse<Paceline.Scheduling.Exact.BusyBound>))
    {
        var problem = DznFormat.Read(File.ReadAllText($"{folder}/instances/{name}.dzn")).Problem! with { Fairness = 2 };
        var model = new Model(problem);
        var domains = new Paceline.Scheduling.Exact.Domains(model, [.. Enumerable.Repeat(true, model.Meetings)]);
        var bound = new Paceline.Scheduling.Exact.LagrangianBound(model, domains).Improve(400, int.MaxValue, default);
        var began = Stopwatch.GetTimestamp();
        var member = new Paceline.Scheduling.Exact.ExactMember(model, domains, how, args[4] == "1");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(double.Parse(args[3])));
        Paceline.Scheduling.Sat.Verdict v;
        while ((v = member.Ask(null, bound, long.MaxValue / 2, stop.Token, out _)) == Paceline.Scheduling.Sat.Verdict.Unsatisfiable) bound++;
        Console.WriteLine($"{name,-28} {how,-8} {v,-12} {bound} {Stopwatch.GetElapsedTime(began).TotalSeconds,7:0.00} s conflicts {member.Solver.Conflicts}");
    }
    return 0;
}
if (args[0] == "moves")
{
    var model = new Model(Uniform(500, 3000, 24, 140, 1));
    var table = new Timetable(model);
    var ins = new Insertion(model, table, new Random(1));
    ins.Greedy();
    ins.Eject(() => true, default);
    var ps = new PathSearch(model, table.SlotOf, 1);
    var total2 = long.Parse(args[1]) * 1_000_000;
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    for (long i = 0; i < total2; i += 100000) ps.Run(100000, double.Parse(args[2]) * Math.Pow(double.Parse(args[3]) / double.Parse(args[2]), (double)i / total2));
    Console.WriteLine($"{ps.Breaks} breaks, {total2 / 1e6 / (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.0} M/s, cpu {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds}");
    return 0;
}
if (args[0] == "random")
{
    var (n, m, t, l) = (int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[3]), int.Parse(args[4]));
    var problem = Uniform(n, m, t, l, 1);
    var s = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(double.Parse(args[5], CultureInfo.InvariantCulture)), Threads = int.Parse(args[6]) }, new P());
    Console.WriteLine($"{s.Status} scheduled {s.Scheduled}/{m} breaks {s.Breaks} >= {s.BreaksBound} {s.Elapsed.TotalSeconds:0.00} legal {Legality.Check(problem, s.Schedule!).Count}");
    return 0;
}
var threads = int.Parse(args[0]);
double total = 0;
foreach (var line in File.ReadLines(folder + "/published-optima.csv").Skip(1))
{
    var parts = line.Split(',');
    if (!parts[0].Contains(args.Length > 1 ? args[1] : "", StringComparison.Ordinal)) continue;
    var problem = DznFormat.Read(File.ReadAllText($"{folder}/instances/{parts[0]}.dzn")).Problem! with { Fairness = 2 };
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var s = Scheduler.Solve(problem, new SolverOptions { Budget = TimeSpan.FromSeconds(200), Threads = threads });
    var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
    total += used;
    var bad = s.Schedule is null ? 0 : Legality.Check(problem, s.Schedule).Count + Legality.Shortfalls(problem, s.Schedule).Count;
    Console.WriteLine($"{parts[0],-32} {s.Status,-10} {s.Breaks} >= {s.BreaksBound} published {parts[2],-10} {used,7:0.00} s of {s.Elapsed.TotalSeconds,7:0.00} (ref {parts[4]}) {(bad > 0 ? "ILLEGAL" : "")}");
}
Console.WriteLine($"total {total:0.00}");
return 0;

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
