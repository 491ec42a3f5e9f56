using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Platform.Access;

namespace Paceline.Tests;

public sealed partial class Conventions(SqliteEngine engine) : IClassFixture<SqliteEngine>
{
    [Fact]
    public void Every_route_says_who_may_use_it()
    {
        var silent = engine.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<RequiresAttribute>() is null)
            .Where(e => e.RoutePattern.RawText is not "{**path:file}") // static files that changed since the build, development only
            .Select(e => e.RoutePattern.RawText);
        Assert.Empty(silent);
    }

    // SQLite writes ids in capitals, PostgreSQL and .NET do not: a choice of a form made in SQL is on one engine none that the form knows.
    [Fact]
    public void No_id_becomes_a_word_inside_a_query() =>
        Assert.Empty(Text.SourceTree.Files(".cs").SelectMany(f => Query().Matches(f.Text).Where(q => q.Value.Contains("Id.ToString(", StringComparison.Ordinal)).Select(q => $"{f.Path}: {q.Value}")));

    // From a set of the database to where it is read.
    [GeneratedRegex(@"\bdb\.[A-Z]\w+[^;]*?\.\w+Async\(")]
    private static partial Regex Query();

    // The composition compares the page of a passkey with it, and keeps nothing of it.
    [Fact]
    public void Only_one_place_takes_the_address_of_the_site_from_the_request()
    {
        var takers = Text.SourceTree.Files(".cs", ".cshtml").Where(f => f.Text.Contains("Request.Host", StringComparison.OrdinalIgnoreCase) && !f.Path.EndsWith("SiteAddress.cs", StringComparison.Ordinal) && !f.Path.EndsWith("App.cs", StringComparison.Ordinal)).Select(f => f.Path);
        Assert.Empty(takers);
    }
}

public sealed class MigrationsOnSqlite(SqliteEngine engine) : Migrations(engine), IClassFixture<SqliteEngine>;

public sealed class MigrationsOnPostgres(PostgresEngine engine) : Migrations(engine), IClassFixture<PostgresEngine>;

public abstract class Migrations
{
    private readonly Engine _engine;

    protected Migrations(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task The_model_has_no_change_without_a_migration() =>
        Assert.False(await _engine.App.Db(db => Task.FromResult(db.Database.HasPendingModelChanges())));

    [Fact]
    public async Task Instances_that_start_together_on_an_empty_database_all_come_up()
    {
        await using var fresh = _engine.Fresh();
        var apps = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => fresh.Start(("Paceline:Worker", "false")))));
        foreach (var app in apps)
        {
            using var client = app.CreateClient();
            Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        }
    }

    [Fact]
    public async Task The_audit_trail_cannot_be_changed_even_by_hand()
    {
        await _engine.App.Add(new Platform.Audit.AuditEvent { At = DateTimeOffset.UnixEpoch, Actor = "A", Action = "Did", RecordKind = Domain.RecordKind.Person, RecordId = Guid.Empty });
        await Assert.ThrowsAnyAsync<Exception>(() => _engine.App.Db(db => db.AuditEvents.ExecuteUpdateAsync(a => a.SetProperty(x => x.Actor, "B"))));
        await Assert.ThrowsAnyAsync<Exception>(() => _engine.App.Db(db => db.AuditEvents.ExecuteDeleteAsync()));
        Assert.Equal("A", await _engine.App.Db(db => db.AuditEvents.Select(a => a.Actor).SingleAsync()));
    }
}
