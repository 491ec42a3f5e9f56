using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Paceline.Data;

/// <summary>Chooses the engine.</summary>
public static class Database
{
    /// <summary>One connection string decides everything: "Host=…" is PostgreSQL, anything else is a SQLite file.</summary>
    public static IServiceCollection AddPacelineDb(this IServiceCollection services, string connection)
    {
        if (IsPostgres(connection))
            return services.AddDbContextPool<PacelineDb, PostgresDb>(o => o.UseNpgsql(connection, x => x.MigrationsHistoryTable("migrations_history").UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)).AddInterceptors(new Isolation.TellSight()));

        var file = new SqliteConnectionStringBuilder(connection).DataSource;
        if (file is not ":memory:" && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        return services.AddDbContextPool<PacelineDb, SqliteDb>(o => o
            .UseSqlite(connection, x => x.MigrationsHistoryTable("migrations_history").UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery))
            .AddInterceptors(new SqlitePragmas()));
    }

    /// <summary>Whether a connection string names a PostgreSQL server.</summary>
    public static bool IsPostgres(string connection) => connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);
}
