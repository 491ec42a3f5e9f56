using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Paceline.Data;

/// <summary>What an operator wants to know of the database.</summary>
/// <param name="Engine">Name and version.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Pending">Migrations that are not applied.</param>
/// <param name="Ahead">How far the server's clock runs ahead of ours; zero where they are the same.</param>
/// <param name="Folder">The folder of the file, where it is one.</param>
public sealed record DatabaseFacts(string Engine, long Bytes, int Pending, TimeSpan Ahead, string? Folder)
{
    public static async Task<DatabaseFacts> Read(PacelineDb db, CancellationToken stop)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(stop)).Count();
        if (db.Database.IsNpgsql())
        {
            var version = await Ask<string>(db, "SELECT current_setting('server_version') AS \"Value\"", stop);
            var seconds = await Ask<double>(db, "SELECT extract(epoch FROM clock_timestamp())::double precision AS \"Value\"", stop);
            return new($"PostgreSQL {version}", await Ask<long>(db, "SELECT pg_database_size(current_database()) AS \"Value\"", stop), pending,
                DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) - TimeProvider.System.GetUtcNow(), null);
        }

        var file = Path.GetFullPath(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);
        var bytes = ((string[])[file, file + "-wal"]).Where(File.Exists).Sum(f => new FileInfo(f).Length);
        return new($"SQLite {await Ask<string>(db, "SELECT sqlite_version() AS \"Value\"", stop)}", bytes, pending, TimeSpan.Zero, Path.GetDirectoryName(file));
    }

    /// <summary>The size as people read it.</summary>
    public string Size => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1024.0 / 1024:0.0} MB");

    private static Task<T> Ask<T>(PacelineDb db, string sql, CancellationToken stop) => db.Database.SqlQueryRaw<T>(sql).SingleAsync(stop);
}
