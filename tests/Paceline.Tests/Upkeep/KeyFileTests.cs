using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Upkeep;

namespace Paceline.Tests.Upkeep;

public sealed class KeyFilesOnSqlite(SqliteEngine engine) : KeyFiles(engine), IClassFixture<SqliteEngine>;

public sealed class KeyFilesOnPostgres(PostgresEngine engine) : KeyFiles(engine), IClassFixture<PostgresEngine>;

public abstract class KeyFiles : IDisposable
{
    private readonly Engine _engine;
    private readonly string _folder = Directory.CreateTempSubdirectory("pacelinekeys").FullName;

    protected KeyFiles(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private string File1 => Path.Combine(_folder, "one", "paceline.key");

    private string File2 => Path.Combine(_folder, "two", "paceline.key");

    [Fact]
    public async Task Keys_that_lay_in_clear_are_encrypted_at_the_next_start_and_go_on_opening_what_they_opened()
    {
        await using var fresh = _engine.Fresh();
        var before = Start(fresh, File1);
        var person = await before.APerson(Role.Evaluator);
        var visitor = await new Visitor(before).SignIn(person.Email!);
        var link = await before.Run(s => s.GetRequiredService<Links>().For(LinkPurpose.ChoosePassword, person.Id, TimeSpan.FromHours(1)));
        await before.Run(async s =>
        {
            var (db, key) = (s.GetRequiredService<PacelineDb>(), s.GetRequiredService<KeyFile>());
            foreach (var kept in await db.StoredKeys.ToListAsync()) await db.StoredKeys.Where(k => k.Id == kept.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.Xml, key.Open("data protection", kept.Xml)));
            foreach (var kept in await db.Settings.Where(k => k.Key == "links").ToListAsync()) await db.Settings.Where(k => k.Key == kept.Key).ExecuteUpdateAsync(k => k.SetProperty(x => x.Value, key.Open("links", kept.Value)));
            return true;
        });
        Assert.All(await Kept(before), k => Assert.False(KeyFile.IsSealed(k)));

        var after = Start(fresh, File1);
        var sealedKeys = await Kept(after);
        Assert.True(sealedKeys.Count >= 2);
        Assert.All(sealedKeys, k => Assert.StartsWith("sealed:", k, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(File1));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/security");
        request.Headers.Add("Cookie", visitor.Cookies());
        using var client = after.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
        Assert.NotNull(await after.Run(s => s.GetRequiredService<Links>().Find(LinkPurpose.ChoosePassword, link)));
        Assert.Equal(Health.Good, await State(after));
    }

    [Fact]
    public async Task With_another_file_or_none_nothing_opens_and_none_is_made()
    {
        await using var fresh = _engine.Fresh();
        await using var elsewhere = _engine.Fresh();
        var (app, third) = (Start(fresh, File1), Path.Combine(_folder, "three", "paceline.key"));
        Start(elsewhere, File2);
        Assert.NotEmpty(await Kept(app));
        foreach (var (file, word) in ((string, string)[])[(File2, "another one"), (third, "there is no"), ("", "no key file is named")])
            Assert.Contains(word, (await Assert.ThrowsAsync<KeyFileException>(() => app.Db(async db =>
            {
                await Of("Host=db", file).Check(db);
                return true;
            }))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(third));
    }

    [Fact]
    public async Task Two_that_start_together_share_one_file()
    {
        await using var fresh = _engine.Fresh();
        var apps = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Start(fresh, File1))));
        var person = await apps[0].APerson(Role.Evaluator);
        foreach (var app in apps) Assert.Equal("/", new Uri((await (await new Visitor(app).SignIn(person.Email!)).Go("/")).Url).AbsolutePath);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File1)!));
    }

    [Fact]
    public async Task A_backup_is_of_no_use_without_the_file_and_says_so()
    {
        await using var source = _engine.Fresh();
        await using var target = _engine.Fresh();
        var (from, to) = (Start(source, File1), Start(target, File2));
        var person = await from.APerson(Role.Evaluator);
        await new Visitor(from).SignIn(person.Email!);
        var file = Path.Combine(_folder, "backup.zip");
        await from.Db(db => Backup.Write(db, file, DateTimeOffset.UnixEpoch));
        await using (var zip = await System.IO.Compression.ZipFile.OpenReadAsync(file))
            foreach (var name in (string[])["rows/stored_keys.jsonl", "rows/settings.jsonl"])
            {
                using var text = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
                Assert.DoesNotContain("masterKey", await text.ReadToEndAsync(), StringComparison.Ordinal);
            }

        Assert.Contains("another one", (await Assert.ThrowsAsync<KeyFileException>(() => Backups.Restore(to, file))).Message, StringComparison.Ordinal);
        Assert.False(await to.Db(db => db.Users.AnyAsync()));
        await Backups.Restore(to, file, newKeys: true);
        var again = Start(target, File2);
        Assert.Equal("/", new Uri((await (await new Visitor(again).SignIn(person.Email!)).Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public void Beside_a_file_of_SQLite_it_is_made_by_itself_and_for_a_server_it_has_to_be_named()
    {
        Assert.Equal((Path.Combine(_folder, "paceline.key"), true), (Of($"Data Source={_folder}/paceline.db").Path, Of($"Data Source={_folder}/paceline.db").IsBesideDatabase));
        Assert.Null(Of("Host=db;Database=paceline").Path);
        Assert.Null(Of("Data Source=:memory:").Path);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static KeyFile Of(string database, string file = "") => new(new ConfigurationBuilder().AddInMemoryCollection([new("Paceline:Database", database), new("Paceline:KeyFile", file)]).Build());

    private static AppFactory Start(Engine engine, string file) => engine.Start(("Paceline:Worker", "false"), ("Paceline:KeyFile", file));

    private static Task<List<string>> Kept(AppFactory app) => app.Db(async db => (List<string>)[.. await db.StoredKeys.OrderBy(k => k.Id).Select(k => k.Xml).ToListAsync(), .. await db.Settings.Where(s => s.Key == "links").Select(s => s.Value).ToListAsync()]);

    private static async Task<Health> State(AppFactory app) => (await app.Run(s => s.GetRequiredService<Checkup>().Run(default))).Single(f => f.Part is "Keys").Health;
}
