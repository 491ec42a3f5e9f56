using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Paceline.Data;

/// <summary>A transaction that sees the database as it stood at its first read, while others go on writing.</summary>
public static class Snapshot
{
    public static async Task<IDbContextTransaction> Begin(PacelineDb db, CancellationToken stop = default)
    {
        if (db.Database.IsNpgsql()) return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        // Deferred: otherwise SQLite would keep writers out for as long as the reading takes.
        await db.Database.OpenConnectionAsync(stop);
        return db.Database.UseTransaction(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true))!;
    }
}
