using System.Globalization;
using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Bench;

/// <summary>What the clause-learning search allocates: nothing for a propagated literal, little for what it learns.</summary>
internal static class Allocation
{
    public static void Run(Figures figures)
    {
        var problem = UniformEvents.Event(60, 300, 14, 24, seed: 1) with { Fairness = 2 };
        var model = new Model(problem);
        var domains = new Domains(model, [.. Enumerable.Repeat(true, model.Meetings)]);
        var solver = new SatSolver { FocusOnRecent = true };
        var encoding = new ScheduleEncoding(model, domains, solver, BusyBound.Counted);
        Descend(encoding, solver, problem, 20);
        var (before, from) = (GC.GetAllocatedBytesForCurrentThread(), solver.Propagations);
        Descend(encoding, solver, problem, 500);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var literals = solver.Propagations - from;
        Console.WriteLine("| allocation | propagated literals | bytes | bytes a literal |");
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| propagation only | {literals} | {bytes} | {(double)bytes / literals:0.0000} |"));
        figures.AtMost("bytes allocated for a propagated literal", (double)bytes / literals, 0, "");

        int goal = encoding.AtMostBreaks(1)!.Value;
        (before, from) = (GC.GetAllocatedBytesForCurrentThread(), solver.Propagations);
        solver.Solve([goal], 20_000_000, CancellationToken.None);
        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        literals = solver.Propagations - from;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| search, with {solver.Conflicts} conflicts so far: lemmas and their care | {literals} | {bytes} | {(double)bytes / literals:0.0000} |\n"));
    }

    // Takes a schedule slot by slot, as often as asked: decisions and their consequences, without a conflict.
    private static void Descend(ScheduleEncoding encoding, SatSolver solver, Problem problem, int times)
    {
        var schedule = Scheduler.Solve(problem, new SolverOptions { Steps = 3 }).Schedule!;
        int[] assumptions = [.. schedule.Placements.Select((at, m) => encoding.Meets(m, at!.Value.Slot))];
        for (var i = 0; i < times; i++) solver.Solve(assumptions, long.MaxValue / 2, CancellationToken.None);
    }
}
