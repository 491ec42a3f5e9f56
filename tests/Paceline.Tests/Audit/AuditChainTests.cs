using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Tests.Upkeep;

namespace Paceline.Tests.Audit;

public sealed class AuditChainOnSqlite(SqliteEngine engine) : AuditChains(engine), IClassFixture<SqliteEngine>;

public sealed class AuditChainOnPostgres(PostgresEngine engine) : AuditChains(engine), IClassFixture<PostgresEngine>;

public abstract class AuditChains
{
    private readonly Engine _engine;

    protected AuditChains(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task What_is_written_is_whole_and_each_entry_follows_the_one_before()
    {
        await using var fresh = _engine.Fresh();
        await Write(fresh.App, 5);
        var state = await Verify(fresh.App);
        Assert.True(state.IsWhole);
        Assert.Equal(5, state.Length);
        var rows = await Rows(fresh.App);
        Assert.Equal([1L, 2, 3, 4, 5], rows.Select(r => r.Sequence));
        Assert.Equal(state.Head, rows[^1].Hash);
        Assert.True((await fresh.App.Run(s => s.GetRequiredService<VerifyTrail>().Run(rows[2].Hash))).IsWhole);
        Assert.False((await fresh.App.Run(s => s.GetRequiredService<VerifyTrail>().Run(new string('f', 64)))).IsWhole);
    }

    [Fact]
    public async Task Many_who_write_at_once_in_several_instances_make_one_chain()
    {
        await using var fresh = _engine.Fresh();
        AppFactory[] apps = [fresh.App, fresh.Start(("Paceline:Worker", "false"))];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
        {
            for (var i = 0; i < 10; i++) await Write(apps[lane % 2], 2);
        }));
        var state = await Verify(apps[1]);
        Assert.Empty(state.Faults);
        Assert.Equal(160, state.Length);
    }

    [Theory]
    [InlineData("changed", "UPDATE audit_events SET details = 'another' WHERE sequence = 3", 3)]
    [InlineData("changed", "UPDATE audit_events SET action = 'Another act' WHERE sequence = 3", 3)]
    [InlineData("gone", "DELETE FROM audit_events WHERE sequence = 3", 4)]
    [InlineData("ends at 4", "DELETE FROM audit_events WHERE sequence = 5", 4)]
    [InlineData("moved", "UPDATE audit_events SET sequence = -1 WHERE sequence = 2; UPDATE audit_events SET sequence = 2 WHERE sequence = 3; UPDATE audit_events SET sequence = 3 WHERE sequence = -1", 2)]
    [InlineData("inserted", "INSERT INTO audit_events (id, at, actor, action, record_kind, record_id, subject, details, changes, sequence, seals, hash) SELECT '00000000-0000-7000-8000-0000000000AA', at, actor, action, record_kind, record_id, subject, details, changes, 6, seals, hash FROM audit_events WHERE sequence = 5", 6)]
    public async Task An_entry_that_was_tampered_with_is_named(string said, string tampering, long sequence)
    {
        await using var fresh = _engine.Fresh();
        await Write(fresh.App, 5);
        await ByHand(fresh, tampering);
        var state = await Verify(fresh.App);
        Assert.False(state.IsWhole);
        Assert.Contains(state.Faults, f => f.Fault.Contains(said, StringComparison.Ordinal) && f.Sequence == sequence);
    }

    [Fact]
    public async Task The_command_ends_with_one_and_names_the_entry()
    {
        await using var fresh = _engine.Fresh();
        await Write(fresh.App, 5);
        var (code, text) = await Command(fresh);
        Assert.True(code == 0, text);
        Assert.Contains("Whole: 5 entries", text, StringComparison.Ordinal);
        await ByHand(fresh, "UPDATE audit_events SET actor = 'Somebody else' WHERE sequence = 2");
        (code, text) = await Command(fresh);
        Assert.Equal(1, code);
        Assert.Contains("BROKEN  entry 2 (", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_are_kept_before_and_after_and_secrets_are_not()
    {
        var person = await _engine.App.APerson(Role.Evaluator, name: "Before");
        await _engine.App.Run(async s =>
        {
            var db = s.GetRequiredService<PacelineDb>();
            var found = await db.Users.SingleAsync(p => p.Id == person.Id);
            (found.DisplayName, found.PasswordHash, found.IsClosed) = ("After", "a new hash", true);
            s.GetRequiredService<AuditTrail>().Add("Renamed a person", RecordKind.Person, found.Id, "After");
            return await db.SaveChangesAsync();
        });
        var noted = await _engine.App.Db(db => db.AuditEvents.AsNoTracking().SingleAsync(a => a.RecordId == person.Id && a.Action == "Renamed a person"));
        Assert.Equal([new AuditChange("DisplayName", "Before", "After", Personal: true), new AuditChange("IsClosed", "False", "True")], noted.Changes);
    }

    [Fact]
    public async Task A_person_is_taken_out_and_the_chain_holds_but_hiding_a_text_by_hand_is_found()
    {
        await using var fresh = _engine.Fresh();
        var person = await fresh.App.APerson(Role.Evaluator, name: "Łucja Gone");
        await fresh.App.Run(async s =>
        {
            var audit = s.GetRequiredService<AuditTrail>();
            var db = s.GetRequiredService<PacelineDb>();
            audit.AddOwn(person, "Signed in");
            (await db.Users.SingleAsync(p => p.Id == person.Id)).DisplayName = "Łucja Gone Renamed";
            audit.Add("Renamed a person", RecordKind.Person, person.Id, "Łucja Gone", "Łucja Gone → Łucja Gone Renamed", actor: "Clara");
            return await db.SaveChangesAsync();
        });
        Assert.True(await fresh.App.Run(s => s.GetRequiredService<RedactTrail>().Run(RecordKind.Person, person.Id, "Person 7")) >= 4);
        var state = await Verify(fresh.App);
        Assert.Empty(state.Faults);
        Assert.Equal(2, state.Redacted);
        var rows = await Rows(fresh.App);
        Assert.All(rows, r => Assert.DoesNotContain("Łucja", string.Join('|', AuditChain.Texts(r).Select(t => t.Text)), StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Actor == "Clara" && r.Action == "Renamed a person");

        // The guard lets texts be taken out; without an entry that says so, the check does not.
        var last = rows[^1];
        var seals = new Dictionary<string, string>(last.Seals, StringComparer.Ordinal) { ["Details"] = AuditChain.Redacted(last, "Details", Guid.Empty) };
        await fresh.App.Db(db => db.AuditEvents.Where(a => a.Id == last.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Details, "hidden").SetProperty(x => x.Seals, seals).SetProperty(x => x.RedactedAt, DateTimeOffset.UnixEpoch)));
        Assert.Contains((await Verify(fresh.App)).Faults, f => f.Fault.Contains("texts are missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_back_up_takes_the_chain_along()
    {
        await using var source = _engine.Fresh();
        await using var target = _engine.Fresh();
        await source.App.APerson(Role.Evaluator);
        await Write(source.App, 7);
        var file = Path.Combine(Directory.CreateTempSubdirectory("paceline").FullName, "a.zip");
        await source.App.Db(db => Backup.Write(db, file, DateTimeOffset.UnixEpoch));
        await Backups.Restore(target.App, file);
        Assert.Equal((await Verify(source.App)).Head, (await Verify(target.App)).Head);
        await Write(target.App, 3);
        var state = await Verify(target.App);
        Assert.Empty(state.Faults);
        Assert.Equal(10, state.Length);
        File.Delete(file);
    }

    internal static Task<ChainState> Verify(AppFactory app) => app.Run(s => s.GetRequiredService<VerifyTrail>().Run());

    private static Task<List<AuditEvent>> Rows(AppFactory app) => app.Db(db => db.AuditEvents.AsNoTracking().OrderBy(a => a.Sequence).ToListAsync());

    private static Task Write(AppFactory app, int count) => app.Run(async s =>
    {
        for (var i = 0; i < count; i++) s.GetRequiredService<AuditTrail>().Add("Did", RecordKind.Meeting, Ids.New(), $"Nr {i} 王", "before → after");
        return await s.GetRequiredService<PacelineDb>().SaveChangesAsync();
    });

    private static async Task<(int Code, string Text)> Command(Engine engine)
    {
        await using var said = new StringWriter(CultureInfo.InvariantCulture);
        return (await Commands.AuditCommand.Answer(await Verify(engine.App), json: false, said, said), said.ToString());
    }

    // Somebody with the database's own tools: past the guards.
    private static Task ByHand(Engine engine, string sql) => engine.App.Db(async db =>
    {
        var statement = engine is PostgresEngine
            ? "SET session_replication_role = replica; " + sql.Replace("'00000000-0000-7000-8000-0000000000AA'", "uuid '00000000-0000-7000-8000-0000000000AA'", StringComparison.Ordinal) + "; SET session_replication_role = DEFAULT"
            : "DROP TRIGGER audit_events_no_update; DROP TRIGGER audit_events_no_delete; " + sql;
        using var owner = db.AsTheOwner("Somebody with the database's own tools.");
        return await db.Database.ExecuteSqlRawAsync(statement);
    });
}
