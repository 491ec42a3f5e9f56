using Microsoft.EntityFrameworkCore;

namespace Paceline.Data.Isolation;

/// <summary>How the policies of PostgreSQL hold.</summary>
/// <param name="User">The user of the connection.</param>
/// <param name="UnderRole">Work is done under the role that owns nothing.</param>
/// <param name="Passes">The user passes by every policy: a superuser, or one that may.</param>
/// <param name="Open">Owned tables that have no policy in force.</param>
public sealed record RowSecurityState(string User, bool UnderRole, bool Passes, int Open)
{
    /// <summary>As the database says; null on an engine without policies.</summary>
    public static async Task<RowSecurityState?> Read(PacelineDb db, CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return null;
        string[] tables = [.. OwnedRows.Owned.Select(o => db.Model.FindEntityType(o.Entity)!.GetTableName()!)];
        return await db.Database.SqlQuery<RowSecurityState>($"""
            SELECT session_user::text AS "User", current_user = {RowSecurity.Role} AS "UnderRole",
                (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles r WHERE r.rolname = session_user) AS "Passes",
                (SELECT count(*)::int FROM unnest({tables}) AS owned (name)
                    WHERE NOT EXISTS (SELECT 1 FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'sight'
                        WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = owned.name AND c.relrowsecurity AND c.relforcerowsecurity)) AS "Open"
            """).SingleAsync(stop);
    }
}
