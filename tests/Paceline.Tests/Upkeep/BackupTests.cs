using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Platform.Access;

namespace Paceline.Tests.Upkeep;

public sealed class BackupsOnSqlite(SqliteEngine engine) : Backups(engine), IClassFixture<SqliteEngine>;

public sealed class BackupsOnPostgres(PostgresEngine engine) : Backups(engine), IClassFixture<PostgresEngine>;

public abstract class Backups
{
    private readonly Engine _engine;

    protected Backups(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task What_is_backed_up_is_restored_row_by_row_and_everybody_signs_in_as_before()
    {
        await using var source = _engine.Fresh();
        await using var target = _engine.Fresh();
        var person = await Fill(source.App);
        var folder = Directory.CreateTempSubdirectory("paceline");
        var (first, second) = (Path.Combine(folder.FullName, "one.zip"), Path.Combine(folder.FullName, "two.zip"));

        var made = await source.App.Db(db => Backup.Write(db, first, DateTimeOffset.UnixEpoch));
        Assert.True(made.Rows.Values.Sum() > 500);
        await Restore(target.App, first);
        await target.App.Db(db => Backup.Write(db, second, DateTimeOffset.UnixEpoch));
        Assert.Equal(Lines(first), Lines(second));

        var visitor = await new Visitor(target.App).SignIn(person.Email!);
        Assert.Equal("/", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Restore(target.App, first));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_no_backup_is_refused_and_nothing_is_changed()
    {
        await using var target = _engine.Fresh();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "not a zip");
        await Assert.ThrowsAsync<InvalidDataException>(() => Restore(target.App, file));
        Assert.False(await target.App.Db(db => db.Users.AnyAsync()));
        File.Delete(file);
    }

    internal static Task<BackupManifest> Restore(AppFactory app, string file, bool newKeys = false) => app.Run(s => Backup.Restore(s.GetRequiredService<PacelineDb>(), file, s.GetRequiredService<KeyFile>(), newKeys));

    internal static async Task<Person> Fill(AppFactory app)
    {
        Assert.True(await Data.Demo.DemoProgramme.LoadIfEmpty(app.Services));
        var person = await app.APerson(Role.Coordinator, name: "Łucja 王 محمد 👩‍💻");
        await app.Run(async s =>
        {
            var people = s.GetRequiredService<UserManager<Person>>();
            var found = (await people.FindByIdAsync(person.Id.ToString()))!;
            await people.AddOrUpdatePasskeyAsync(found, new UserPasskeyInfo([1, 2, 3], [4, 5], new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 7, ["internal"], true, true, false, [6], [7]) { Name = "Key" });
            await people.AddClaimAsync(found, new System.Security.Claims.Claim("kind", "value"));
            s.GetRequiredService<Paceline.Platform.Mail.Outbox>().Add("a@example.org", "Subject", "Text");
            return await s.GetRequiredService<PacelineDb>().SaveChangesAsync();
        });
        return person;
    }

    internal static SortedDictionary<string, string> Lines(string file)
    {
        using var zip = System.IO.Compression.ZipFile.OpenRead(file);
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("rows/", StringComparison.Ordinal) && !e.FullName.Contains("stored_keys", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(entry.Open());
            lines[entry.FullName] = string.Join('\n', text.ReadToEnd().Split('\n').Order(StringComparer.Ordinal));
        }

        return lines;
    }
}

public sealed class MoveTests(SqliteEngine small, PostgresEngine large) : IClassFixture<SqliteEngine>, IClassFixture<PostgresEngine>
{
    [Fact]
    public async Task An_alliance_that_outgrows_one_machine_takes_everything_along_and_could_come_back()
    {
        Assert.SkipWhen(large.Unavailable is not null, large.Unavailable ?? "");
        var person = await Backups.Fill(small.App);
        var rows = await small.App.Db(source => large.App.Db(target => Move.Run(source, target, large.App.Services.GetRequiredService<KeyFile>())));
        Assert.True(rows > 500);

        var visitor = await new Visitor(large.App).SignIn(person.Email!);
        Assert.Equal("/", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        Assert.Null(await small.App.Db(source => large.App.Db(target => Move.Run(source, target, large.App.Services.GetRequiredService<KeyFile>()))));

        await using var back = small.Fresh();
        await large.App.Db(source => back.App.Db(target => Move.Run(source, target, back.App.Services.GetRequiredService<KeyFile>())));
        var folder = Directory.CreateTempSubdirectory("paceline");
        var (first, second) = (Path.Combine(folder.FullName, "one.zip"), Path.Combine(folder.FullName, "two.zip"));
        await large.App.Db(db => Backup.Write(db, first, DateTimeOffset.UnixEpoch));
        await back.App.Db(db => Backup.Write(db, second, DateTimeOffset.UnixEpoch));
        Assert.Equal(Backups.Lines(first), Backups.Lines(second));
        folder.Delete(recursive: true);

        await large.App.Run(async s =>
        {
            var people = s.GetRequiredService<UserManager<Person>>();
            return await people.AddClaimAsync((await people.FindByIdAsync(person.Id.ToString()))!, new System.Security.Claims.Claim("numbered", "after the others"));
        });
        Assert.Equal(2, await large.App.Db(db => db.UserClaims.CountAsync()));
    }
}
