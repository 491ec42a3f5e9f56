using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Paceline.Tests.Access;

/// <summary>All that a database held at one moment: compared with what it holds now, and put back.</summary>
internal abstract class DataKept : IDisposable
{
    // What is written whoever asks: when a session was last seen, how often a link was opened, that somebody failed to sign in.
    protected static readonly string[] NotCompared = ["sign_in_sessions", "access_links", "sign_in_attempts"];

    public static async Task<DataKept> Of(Engine engine) => engine is PostgresEngine ? await PostgresKept.Of(engine.Connection) : await SqliteKept.Of(engine.Connection);

    /// <summary>A connection past all filters and policies: the database's own tools.</summary>
    public static async Task<DbConnection> Open(Engine engine)
    {
        DbConnection connection = engine is PostgresEngine ? new NpgsqlConnection(engine.Connection) : new SqliteConnection(engine.Connection);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The first lines that are other than they were; null where nothing is.</summary>
    public abstract Task<string?> Difference();

    /// <summary>Makes everything as it was.</summary>
    public abstract Task PutBack();

    public abstract void Dispose();

    internal static async Task<List<string>> Ask(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync()) lines.Add(Line(reader));
        return lines;
    }

    internal static async Task<int> Do(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables and ids of our own rows.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    }

    private static string Line(DbDataReader reader) =>
        string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)));
}

internal sealed class SqliteKept : DataKept
{
    private readonly SqliteConnection _live, _kept = new("Data Source=:memory:");
    private string _before = "";

    private SqliteKept(string connection) => _live = new SqliteConnection(connection);

    public static async Task<DataKept> Of(string connection)
    {
        var data = new SqliteKept(connection);
        await data._live.OpenAsync();
        await data._kept.OpenAsync();
        data._live.BackupDatabase(data._kept);
        data._before = await data.Dump();
        return data;
    }

    public override async Task<string?> Difference() => await Dump() is var now && now == _before ? null : string.Join("; ", now.Split('\n').Except(_before.Split('\n')).Append("lines gone or moved").Take(3));

    public override Task PutBack()
    {
        _kept.BackupDatabase(_live);
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        _live.Dispose();
        _kept.Dispose();
    }

    private async Task<string> Dump()
    {
        var text = new StringBuilder();
        foreach (var name in (await Ask(_live, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")).Except(NotCompared))
            text.Append('#').Append(name).Append('\n').AppendJoin('\n', await Ask(_live, $"SELECT * FROM {name} ORDER BY 1, 2")).Append('\n');
        return text.ToString();
    }
}

/// <summary>Copies of all tables in a schema beside; only where a table was written since is it read line by line.</summary>
internal sealed class PostgresKept : DataKept
{
    private readonly NpgsqlConnection _live;
    private readonly Dictionary<string, string> _stamps = new(StringComparer.Ordinal);
    private string _stampsNow = "";

    private PostgresKept(string connection) => _live = new NpgsqlConnection(connection);

    public static async Task<DataKept> Of(string connection)
    {
        var data = new PostgresKept(connection);
        await data._live.OpenAsync();
        await Do(data._live, "DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept; SET session_replication_role = replica");
        var tables = await Ask(data._live, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
        foreach (var table in tables) await Do(data._live, $"CREATE TABLE kept.\"{table}\" AS SELECT * FROM public.\"{table}\"");
        // A line that is added or changed bears a later transaction, one that is gone counts no more.
        data._stampsNow = string.Join(" UNION ALL ", tables.Select(t => $"SELECT '{t}', count(*)::text || ':' || coalesce(max(xmin::text::bigint), 0)::text FROM public.\"{t}\""));
        await data.Stamp();
        return data;
    }

    public override async Task<string?> Difference()
    {
        List<string> lines = [];
        foreach (var table in (await Written()).Except(NotCompared))
            lines.AddRange((await Ask(_live, $"(SELECT t::text FROM public.\"{table}\" t EXCEPT ALL SELECT t::text FROM kept.\"{table}\" t) UNION ALL (SELECT t::text FROM kept.\"{table}\" t EXCEPT ALL SELECT t::text FROM public.\"{table}\" t) LIMIT 3")).Select(l => $"{table} {l}"));
        return lines.Count == 0 ? null : string.Join("; ", lines.Take(3));
    }

    public override async Task PutBack()
    {
        var written = await Written();
        if (written.Count > 0) await Do(_live, "BEGIN; " + string.Concat(written.Select(t => $"DELETE FROM public.\"{t}\"; INSERT INTO public.\"{t}\" SELECT * FROM kept.\"{t}\"; ")) + "COMMIT");
        await Stamp();
    }

    public override void Dispose() => _live.Dispose();

    private async Task<List<string>> Written() => [.. (await Ask(_live, _stampsNow)).Select(l => l.Split('|')).Where(p => _stamps[p[0]] != p[1]).Select(p => p[0])];

    private async Task Stamp()
    {
        foreach (var part in (await Ask(_live, _stampsNow)).Select(l => l.Split('|'))) _stamps[part[0]] = part[1];
    }
}
