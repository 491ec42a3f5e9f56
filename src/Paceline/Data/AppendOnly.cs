using Microsoft.EntityFrameworkCore;

namespace Paceline.Data;

/// <summary>The audit trail and frozen reports are only ever added to: the database itself refuses to change them.</summary>
public static class AppendOnly
{
    private static readonly string[] Tables = ["audit_events", "report_snapshots"];

    /// <summary>Puts the guards in place; safe to repeat.</summary>
    public static async Task Guard(PacelineDb db, CancellationToken stop = default)
    {
        var statements = db.Database.IsNpgsql() ? OnPostgres() : OnSqlite();
        foreach (var statement in statements) await db.Database.ExecuteSqlRawAsync(statement, stop);
    }

    private static IEnumerable<string> OnSqlite() =>
        from table in Tables
        from act in (string[])["update", "delete"]
        select $"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";

    private static IEnumerable<string> OnPostgres() =>
    [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        .. Tables.Select(table => $"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"),
    ];
}
