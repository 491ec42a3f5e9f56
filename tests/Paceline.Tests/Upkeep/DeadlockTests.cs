using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Tests.Upkeep;

public sealed class DeadlockTests(PostgresEngine engine) : IClassFixture<PostgresEngine>
{
    /// <summary>SQLite knows none: it has one writer at a time.</summary>
    [Fact]
    public async Task A_deadlock_is_a_save_that_failed_like_any_other()
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        var rounds = new TaskCompletionSource();
        var waiting = 0;
        var faults = await Task.WhenAll(Both("one", "two"), Both("two", "one"));
        Assert.IsType<DbUpdateException>(Assert.Single(faults, f => f is not null));

        // Each has written what the other writes next.
        Task<Exception?> Both(string first, string second) => engine.App.Db<Exception?>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Settings.Add(new Setting { Key = first, Value = "" });
            await db.SaveChangesAsync();
            if (Interlocked.Increment(ref waiting) == 2) rounds.SetResult();
            await rounds.Task;
            db.Settings.Add(new Setting { Key = second, Value = "" });
            try
            {
                await db.SaveChangesAsync();
                await transaction.RollbackAsync();
                return null;
            }
#pragma warning disable CA1031 // Which fault it is, is the question.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                return fault;
            }
        });
    }
}
