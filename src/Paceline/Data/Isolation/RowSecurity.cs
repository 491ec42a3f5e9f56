using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Paceline.Data.Isolation;

/// <summary>What stands behind the filters on PostgreSQL: policies on the owned tables, and a role that does not own them.</summary>
public static class RowSecurity
{
    /// <summary>The role under which the product works. It owns nothing, so it cannot switch the policies off.</summary>
    public const string Role = "paceline_app";

    // What is asked of every connection once; after that the answer is known.
    private const string MayWorkUnderRole = $"SELECT EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = '{Role}' AND pg_has_role(session_user, r.oid, 'MEMBER') AND EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = 'settings' AND c.relnamespace = current_schema()::regnamespace AND has_table_privilege(r.oid, c.oid, 'INSERT')))";

    private static readonly ConcurrentDictionary<string, bool> Known = new(StringComparer.Ordinal);

    /// <summary>Puts the role, its rights and the policies in place; safe to repeat, and quiet where nothing has changed.</summary>
    public static async Task Guard(PacelineDb db, CancellationToken stop = default)
    {
        if (!db.Database.IsNpgsql()) return;
        // Other installations on the same server make the same role at the same moment; a user who may not is told by the check-up.
        await db.Database.ExecuteSqlRawAsync($"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{Role}') THEN CREATE ROLE {Role} NOLOGIN; END IF;
                IF NOT pg_has_role(session_user, '{Role}', 'MEMBER') THEN EXECUTE format('GRANT {Role} TO %I', session_user); END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
            END $$
            """, stop);
        await db.Database.ExecuteSqlRawAsync($"""
            DO $$ BEGIN
                IF EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = '{Role}' AND pg_has_role(session_user, r.oid, 'MEMBER')) THEN
                    EXECUTE format('GRANT USAGE ON SCHEMA %I TO {Role}', current_schema());
                    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO {Role}', current_schema());
                    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO {Role}', current_schema());
                END IF;
            END $$
            """, stop);
        var there = (await db.Database.SqlQueryRaw<string>("SELECT c.relname || ':' || coalesce(obj_description(p.oid, 'pg_policy'), '') AS \"Value\" FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polname = 'sight' AND c.relnamespace = current_schema()::regnamespace").ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        foreach (var ownership in OwnedRows.Owned)
        {
            var table = db.Model.FindEntityType(ownership.Entity)!.GetTableName()!;
            var condition = ownership.Policy(db.Model);
            var mark = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(condition)))[..16];
            if (there.Contains($"{table}:{mark}")) continue;
            var statement = $"""
                ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
                ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
                DROP POLICY IF EXISTS sight ON {table};
                CREATE POLICY sight ON {table} USING ({condition}) WITH CHECK ({condition});
                COMMENT ON POLICY sight ON {table} IS '{mark}';
                """; // of our own model, never from a person
            await db.Database.ExecuteSqlRawAsync(statement, stop);
        }
    }

    /// <summary>Tells an open connection under which role it works and what it may see.</summary>
    public static void Tell(DbConnection connection, Sight? sight, bool asOwner)
    {
        using var command = Command(connection, sight, !asOwner && WorksUnderRole(connection));
        command.ExecuteNonQuery();
    }

    /// <inheritdoc cref="Tell"/>
    public static async Task TellAsync(DbConnection connection, Sight? sight, bool asOwner, CancellationToken stop)
    {
        await using var command = Command(connection, sight, !asOwner && await WorksUnderRoleAsync(connection, stop));
        await command.ExecuteNonQueryAsync(stop);
    }

    private static bool WorksUnderRole(DbConnection connection)
    {
        if (Known.ContainsKey(connection.ConnectionString)) return true;
        using var command = connection.CreateCommand();
        command.CommandText = MayWorkUnderRole;
        return command.ExecuteScalar() is true && Known.TryAdd(connection.ConnectionString, true) | true;
    }

    private static async Task<bool> WorksUnderRoleAsync(DbConnection connection, CancellationToken stop)
    {
        if (Known.ContainsKey(connection.ConnectionString)) return true;
        await using var command = connection.CreateCommand();
        command.CommandText = MayWorkUnderRole;
        return await command.ExecuteScalarAsync(stop) is true && Known.TryAdd(connection.ConnectionString, true) | true;
    }

    private static DbCommand Command(DbConnection connection, Sight? sight, bool underRole)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT set_config('role', $1, false), set_config('paceline.sight', $2, false), set_config('paceline.clusters', $3, false), set_config('paceline.companies', $4, false), set_config('paceline.participants', $5, false), set_config('paceline.activities', $6, false)";
        foreach (var value in (string[])[underRole ? Role : "none", sight is null ? "" : sight.Everything ? "all" : "some", Ids(sight?.Clusters), Ids(sight?.Companies), Ids(sight?.Participants), Ids(sight?.Activities)])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static string Ids(List<Guid?>? ids) => string.Join(',', ids ?? []);
}

/// <summary>A connection of the pool remembers nothing of the one before: what may be seen is said each time one is opened.</summary>
internal sealed class TellSight : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is PacelineDb db) RowSecurity.Tell(connection, db.SightOrNull, db.WorksAsOwner);
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        eventData.Context is PacelineDb db ? RowSecurity.TellAsync(connection, db.SightOrNull, db.WorksAsOwner, cancellationToken) : Task.CompletedTask;
}
