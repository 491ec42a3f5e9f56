using System.Globalization;
using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Bench;

/// <summary>What propagation allocates: nothing.</summary>
internal static class Allocation
{
    public static void Run(Figures figures)
    {
        var problem = UniformEvents.Event(60, 280, 14, 24, seed: 1) with { Fairness = 2 };
        var model = new Model(problem);
        var domains = new Domains(model, [.. Enumerable.Repeat(true, model.Meetings)]);
        var solver = new SatSolver { FocusOnRecent = true };
        var encoding = new ScheduleEncoding(model, domains, solver, BusyBound.Counted);
        var schedule = Scheduler.Solve(problem, new SolverOptions { Steps = 30 }).Schedule!;
        int[] held = [.. schedule.Placements.Index().Where(x => x.Item is not null).Select(x => encoding.Meets(x.Index, x.Item!.Value.Slot))];
        Descend(solver, held, 100);
        var (before, from) = (GC.GetAllocatedBytesForCurrentThread(), solver.Propagations);
        Descend(solver, held, 1000);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var literals = solver.Propagations - from;
        Console.WriteLine("| allocation | propagated literals | bytes | bytes a literal |");
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| propagation only | {literals} | {bytes} | {(double)bytes / literals:0.0000} |\n"));
        figures.AtMost("bytes allocated for a propagated literal", (double)bytes / literals, 0, "");
    }

    // Takes a schedule over and over: decisions and their consequences, without a conflict.
    private static void Descend(SatSolver solver, int[] held, int times)
    {
        for (var i = 0; i < times; i++) solver.Solve(held, long.MaxValue / 2, CancellationToken.None);
    }
}
