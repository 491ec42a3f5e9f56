using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Tests;

public class SearchCostTests
{
    [Fact]
    public void A_propagated_literal_allocates_nothing()
    {
        var problem = Events.Random(new Random(5), participants: 30, meetings: 90, slots: 12, tables: 14) with { Fairness = 2 };
        var model = new Model(problem);
        var solver = new SatSolver { FocusOnRecent = true };
        var encoding = new ScheduleEncoding(model, new Domains(model, [.. Enumerable.Repeat(true, model.Meetings)]), solver, BusyBound.Counted);
        Assert.Equal(Verdict.Satisfiable, solver.Solve([], long.MaxValue / 2, default));
        int[] held = [.. encoding.Decode().Select((slot, m) => encoding.Meets(m, slot))];
        Descend(100);
        var (fromFew, few) = (solver.Propagations, Bytes(50));
        var (fromMany, many) = (solver.Propagations, Bytes(1000));
        Assert.True(solver.Propagations - fromMany > 15 * (fromMany - fromFew));
        // Twenty times the literals for the same bytes, which are none; one object a literal would be millions.
        Assert.InRange(many, 0, few + 1000);

        long Bytes(int times)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Descend(times);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Descend(int times)
        {
            var missed = 0;
            for (var i = 0; i < times; i++)
            {
                if (solver.Solve(held, long.MaxValue / 2, default) != Verdict.Satisfiable) missed++;
            }

            if (missed > 0) Assert.Fail("A schedule that is one was refused.");
        }
    }

    [Fact]
    public void Lemmas_of_others_are_taken_in_where_they_speak_of_common_variables()
    {
        var exchange = new LemmaExchange();
        var (first, second) = (new SatSolver { Exchange = exchange }, new SatSolver { Exchange = exchange });
        foreach (var solver in (SatSolver[])[first, second])
        {
            Pigeons(solver, 6, 5);
            solver.SharedVariables = solver.Variables;
        }

        // What the first has learnt makes up for what the second may still look at.
        Assert.Equal(Verdict.Unsatisfiable, first.Solve([], long.MaxValue / 2, default));
        Assert.Equal(Verdict.Unsatisfiable, second.Solve([], long.MaxValue / 2, default));
        Assert.True(second.Imported > 0);
        Assert.True(second.Conflicts < first.Conflicts);
    }

    private static void Pigeons(SatSolver solver, int pigeons, int holes)
    {
        var at = new int[pigeons, holes];
        for (var i = 0; i < pigeons; i++)
        {
            for (var j = 0; j < holes; j++) at[i, j] = solver.NewLiteral();
        }

        for (var i = 0; i < pigeons; i++) solver.Add([.. Enumerable.Range(0, holes).Select(j => at[i, j])]);
        for (var j = 0; j < holes; j++) Cardinality.AtMostOne(solver, [.. Enumerable.Range(0, pigeons).Select(i => at[i, j])]);
    }

    [Fact]
    public void The_published_instances_give_the_same_schedule_for_the_same_seed_and_steps()
    {
        Assert.SkipWhen(PublishedInstances.Folder is null, PublishedInstances.Absent);
        foreach (var path in Directory.GetFiles(Path.Combine(PublishedInstances.Folder!, "instances"), "*.original.dzn"))
        {
            var problem = PublishedInstances.Read(Path.GetFileNameWithoutExtension(path));
            string Fingerprint(int seed) => JsonFormat.Write(Scheduler.Solve(problem, new SolverOptions { Steps = 4, Seed = seed, Budget = TimeSpan.FromHours(1) }).Schedule!);
            Assert.Equal(Fingerprint(3), Fingerprint(3));
        }
    }
}
