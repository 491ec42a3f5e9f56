using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Paceline.Platform.Access;

namespace Paceline.Tests.Upkeep;

public sealed class FaultsOnSqlite(SqliteEngine engine) : Faults(engine), IClassFixture<SqliteEngine>
{
    protected override async Task<Func<Task>> Stop(string connection)
    {
        await Task.CompletedTask;
        var file = new SqliteConnectionStringBuilder(connection).DataSource;
        SqliteConnection.ClearAllPools();
        File.Move(file, file + ".away");
        return () =>
        {
            SqliteConnection.ClearAllPools();
            foreach (var left in (string[])[file, file + "-wal", file + "-shm"]) File.Delete(left);
            File.Move(file + ".away", file);
            return Task.CompletedTask;
        };
    }
}

public sealed class FaultsOnPostgres(PostgresEngine engine) : Faults(engine), IClassFixture<PostgresEngine>
{
    protected override async Task<Func<Task>> Stop(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        var database = settings.Database!;
        settings.Database = "postgres";
        async Task Tell(string sql)
        {
            await using var server = new NpgsqlConnection(settings.ToString());
            await server.OpenAsync();
            await using var command = new NpgsqlCommand(sql, server);
            await command.ExecuteNonQueryAsync();
        }

        await Tell($"ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        await Tell($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
        return () => Tell($"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
    }
}

public abstract class Faults
{
    private readonly Engine _engine;

    protected Faults(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    /// <summary>Takes the database away; the answer brings it back.</summary>
    protected abstract Task<Func<Task>> Stop(string connection);

    [Fact]
    public async Task A_stopped_database_keeps_what_was_typed_and_takes_it_when_it_is_back()
    {
        await using var fresh = _engine.Fresh();
        var visitor = await fresh.App.AVisitor(Role.Coordinator);
        var form = await visitor.Go("/people/invite");
        var back = await Stop(fresh.Connection);
        var page = await visitor.Submit(form, ("Input.Name", "Łucja 王"), ("Input.Email", "typed@example.org"), ("Input.Role", "Evaluator"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, visitor.Last.StatusCode);
        Assert.Contains("database", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Łucja 王", page.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
        await visitor.Go("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, visitor.Last.StatusCode);

        await back();
        await visitor.Submit(page);
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        Assert.True(await fresh.App.Db(db => db.Users.AnyAsync(p => p.Email == "typed@example.org" && p.DisplayName == "Łucja 王")));
    }

    [Fact]
    public async Task No_password_is_kept_on_the_page_of_a_fault()
    {
        await using var fresh = _engine.Fresh();
        var visitor = new Visitor(fresh.App);
        var form = await visitor.Go("/sign-in");
        var back = await Stop(fresh.Connection);
        var page = await visitor.Submit(form, ("Input.Email", "a@example.org"), ("Input.Password", "top secret words"));
        await back();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, visitor.Last.StatusCode);
        Assert.DoesNotContain("top secret", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_50_MB_is_answered_with_a_page()
    {
        var visitor = await _engine.App.AVisitor(Role.Coordinator);
        var page = await visitor.Upload(await visitor.Go("/people/invite"), "main form[method=post]", [("file", "big.bin", new byte[50_000_000])]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, visitor.Last.StatusCode);
        Assert.Equal("The file is too large", page.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("/nothing/here", HttpStatusCode.NotFound)]
    [InlineData("/people?q=%00", HttpStatusCode.BadRequest)]
    [InlineData("/mail", HttpStatusCode.Forbidden)]
    public async Task A_no_has_a_page_of_its_own_in_the_readers_language(string path, HttpStatusCode status)
    {
        var visitor = await _engine.App.AVisitor(Role.Coordinator);
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var page = await visitor.Go(path);
        Assert.Equal(status, visitor.Last.StatusCode);
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("main h1"));
    }

    [Fact]
    public async Task Measures_are_for_this_machine_or_for_who_has_the_token()
    {
        using var client = _engine.App.CreateClient();
        Assert.Contains("process_resident_memory_bytes", await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.1");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);

        var closed = _engine.Start(("Paceline:Worker", "false"), ("Paceline:MetricsToken", "t0ken"));
        using var other = closed.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
        other.DefaultRequestHeaders.Authorization = new("Bearer", "t0ken");
        Assert.Contains("http_request_duration_seconds_count", await other.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }
}
