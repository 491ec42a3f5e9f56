using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Audit;

namespace Paceline.Bench;

/// <summary>What the chain of the audit trail costs: the same small change with and without its entry, and reading the whole trail.</summary>
internal static class Trail
{
    private const int Saves = 800, Lines = 100_000;

    /// <summary>Measures on a database that is up to date; whether the trail was whole at the end.</summary>
    public static async Task<bool> Run(string connection)
    {
        await using var services = new ServiceCollection().AddPacelineDb(connection).BuildServiceProvider();
        await Write(services, 4, Saves, entry: true); // once, so that nothing is compiled while it is measured
        Console.WriteLine("One small change in a saving of its own, by several who write at once");
        Console.WriteLine("writers   without an entry            with its entry in the trail");
        foreach (var writers in (int[])[1, 4, 16])
        {
            var (bare, noted) = (await Write(services, writers, Saves, entry: false), await Write(services, writers, Saves, entry: true));
            Console.WriteLine($"{writers,7}   {bare.PerSecond,6:0}/s, p95 {bare.P95,6:0.0} ms        {noted.PerSecond,6:0}/s, p95 {noted.P95,6:0.0} ms");
        }

        await Fill(services);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("What is measured is put in place and counted.");
        var watch = Stopwatch.StartNew();
        var state = await new VerifyTrail(db).Run();
        Console.WriteLine($"Verifying {state.Length} entries: {watch.Elapsed.TotalSeconds:0.0} s, {state.Faults.Count} faults");
        return state.IsWhole;
    }

    private static async Task<(double PerSecond, double P95)> Write(ServiceProvider services, int writers, int saves, bool entry)
    {
        var times = new List<double>(saves);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < saves / writers; n++)
            {
                await using var scope = services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
                using var house = db.AsTheHouse("What is measured is put in place and counted.");
                var begun = Stopwatch.GetTimestamp();
                db.Add(new Setting { Key = $"bench.{Ids.New():N}", Value = "a" });
                if (entry) db.AuditEvents.Add(One(n));
                await db.SaveChangesAsync();
                lock (times) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        })));
        times.Sort();
        return (times.Count / watch.Elapsed.TotalSeconds, times[(int)(times.Count * 0.95)]);
    }

    private static async Task Fill(ServiceProvider services)
    {
        for (var left = Lines; left > 0;)
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
            using var house = db.AsTheHouse("What is measured is put in place and counted.");
            left = Lines - await db.AuditEvents.CountAsync();
            for (var n = 0; n < Math.Min(left, 1000); n++) db.AuditEvents.Add(One(n));
            await db.SaveChangesAsync();
        }
    }

    private static AuditEvent One(int number) => new() { At = DateTimeOffset.UnixEpoch.AddSeconds(number), Actor = "Clara Nord", Action = "Moved a meeting", RecordKind = RecordKind.Meeting, RecordId = Ids.New(), Subject = $"Nr {number}", Details = "Monday 9:00, table 3 → Tuesday 10:20, table 7" };
}
