using Microsoft.EntityFrameworkCore;
using Paceline.Platform.Audit;

namespace Paceline.Data;

/// <summary>
/// The audit trail, frozen reports and certificates of retention are only ever added to: the database itself refuses to change them. One change is let
/// through: taking a person's texts out of an entry, which touches neither its place nor its hash.
/// </summary>
public static class AppendOnly
{
    /// <summary>The tables whose rows are never changed; what is personal in them goes another way, or stays with the proof.</summary>
    public static readonly IReadOnlySet<string> Tables = new HashSet<string>(StringComparer.Ordinal) { "report_snapshots", "retention_runs", "audit_events" };

    private static readonly string[] Kept = ["id", "sequence", "hash", "at", "actor_id", "action", "record_kind", "record_id", "cluster_id", "on_behalf_of_id"];

    /// <summary>Puts the guards and the head of the chain in place; safe to repeat.</summary>
    public static async Task Guard(PacelineDb db, CancellationToken stop = default)
    {
        var statements = db.Database.IsNpgsql() ? OnPostgres() : OnSqlite();
        foreach (var statement in statements) await db.Database.ExecuteSqlRawAsync(statement, stop);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO audit_heads (id, length, hash) VALUES ({0}, 0, {1}) ON CONFLICT (id) DO NOTHING", [AuditHead.Only, AuditChain.Start], stop);
    }

    private static IEnumerable<string> OnSqlite() =>
    [
        Refusal("report_snapshots", "update", ""),
        Refusal("report_snapshots", "delete", ""),
        Refusal("retention_runs", "update", ""),
        Refusal("retention_runs", "delete", ""),
        Refusal("audit_events", "delete", ""),
        Refusal("audit_events", "update", $"WHEN NOT ({string.Join(" AND ", Kept.Select(c => $"NEW.{c} IS OLD.{c}"))} AND NEW.redacted_at IS NOT NULL AND NEW.seals IS NOT OLD.seals) "),
    ];

    private static string Refusal(string table, string act, string when) =>
        $"CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";

    private static IEnumerable<string> OnPostgres() =>
    [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        "CREATE OR REPLACE TRIGGER report_snapshots_no_change BEFORE UPDATE OR DELETE ON report_snapshots FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE OR REPLACE TRIGGER retention_runs_no_change BEFORE UPDATE OR DELETE ON retention_runs FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE OR REPLACE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        $"CREATE OR REPLACE TRIGGER audit_events_no_change BEFORE UPDATE ON audit_events FOR EACH ROW WHEN (NOT ({string.Join(" AND ", Kept.Select(c => $"NEW.{c} IS NOT DISTINCT FROM OLD.{c}"))} AND NEW.redacted_at IS NOT NULL AND NEW.seals IS DISTINCT FROM OLD.seals)) EXECUTE FUNCTION refuse_change()",
    ];
}
