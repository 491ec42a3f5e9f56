using System.Diagnostics;
using Paceline.Scheduling;
using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

var folder = "/work/shared/scheduling";
var members = args.Length > 1 ? args[1].Split(',').Select(Enum.Parse<BusyBound>).ToArray() : Enum.GetValues<BusyBound>();
var limit = args.Length > 2 ? double.Parse(args[2]) : 20;
foreach (var line in File.ReadLines(folder + "/published-optima.csv").Skip(1))
{
    var parts = line.Split(',');
    if (!parts[0].Contains(args.Length > 0 ? args[0] : "", StringComparison.Ordinal)) continue;
    var problem = DznFormat.Read(File.ReadAllText($"{folder}/instances/{parts[0]}.dzn")).Problem! with { Fairness = 2 };
    foreach (var how in members)
    {
        var began = Stopwatch.GetTimestamp();
        var model = new Model(problem);
        var required = new bool[model.Meetings];
        Array.Fill(required, true);
        var domains = new Domains(model, required);
        var result = "";
        if (domains.Emptied is not null) { Console.WriteLine($"{parts[0],-32} infeasible at once, published {parts[2]}"); continue; }
        var member = new ExactMember(model, domains, how);
        var bound = 0;
        var stop = new CancellationTokenSource(TimeSpan.FromSeconds(limit));
        while (true)
        {
            var verdict = member.Ask(bound, long.MaxValue / 2, stop.Token, out var slots);
            if (verdict == Verdict.Unsatisfiable)
            {
                if (member.Solver.Core.Count == 0) { result = "infeasible"; break; }
                bound++;
                continue;
            }
            if (verdict == Verdict.Unknown) { result = $">={bound} ?"; break; }
            var schedule = Seating.Assign(model, slots!);
            result = $"{bound}{(Legality.Check(problem, schedule).Count + Legality.Shortfalls(problem, schedule).Count > 0 ? " ILLEGAL" : "")}{(ScheduleMeasures.Breaks(problem, schedule) == bound ? "" : $" BREAKS {ScheduleMeasures.Breaks(problem, schedule)}")}";
            break;
        }
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"{parts[0],-32} {how,-8} {result,-12} published {parts[2],-10} {seconds,7:0.00} s (ref {parts[4]}) conflicts {member.Solver.Conflicts}, {member.Solver.Propagations / 1e6 / seconds:0.0} Mprop/s, vars {member.Solver.Variables}");
    }
}
