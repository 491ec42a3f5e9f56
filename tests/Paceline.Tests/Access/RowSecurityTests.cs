using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Paceline.Data;
using Paceline.Data.Isolation;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Upkeep;

namespace Paceline.Tests.Access;

/// <summary>PostgreSQL stands behind the product: what is asked by hand through the product's own connection sees no more.</summary>
public sealed class RowSecurityTests(PostgresEngine engine) : IClassFixture<PostgresEngine>, IAsyncLifetime
{
    private Organisation _company = null!, _rival = null!;

    public async ValueTask InitializeAsync()
    {
        if (engine.Unavailable is { } why)
        {
            Assert.Skip(why);
            return;
        }

        (_company, _rival) = (await engine.App.ACompany((await engine.App.ACluster()).Id), await engine.App.ACompany((await engine.App.ACluster()).Id));
        await engine.App.Add(new Contact { OrganisationId = _company.Id, Name = "Ours" }, new Contact { OrganisationId = _rival.Id, Name = "Theirs" });
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Plain_sql_sees_only_what_the_unit_of_work_may_see()
    {
        var ours = Sight.Of([new Grant(Role.PartnerManager, Cluster: _company.HomeClusterId)]);
        Assert.Equal(["Ours"], await Ask(ours, "SELECT name AS \"Value\" FROM contacts"));
        Assert.Equal(["Ours"], await Ask(Sight.Of([new Grant(Role.CompanyMember, Company: _company.Id)]), "SELECT name AS \"Value\" FROM contacts"));
        Assert.Empty(await Ask(null, "SELECT name AS \"Value\" FROM contacts"));
        Assert.Empty(await Ask(Sight.None, "SELECT name AS \"Value\" FROM contacts"));
        Assert.Contains("Theirs", await Ask(Sight.Of([new Grant(Role.Coordinator)]), "SELECT name AS \"Value\" FROM contacts"));
        Assert.Equal([RowSecurity.Role], await Ask(ours, "SELECT current_user::text AS \"Value\""));
    }

    [Fact]
    public async Task Plain_sql_writes_nothing_for_another_and_cannot_switch_the_policies_off()
    {
        var ours = Sight.Of([new Grant(Role.PartnerManager, Cluster: _company.HomeClusterId)]);
        string Copy(Guid to) => $"INSERT INTO contacts SELECT (json_populate_record(c, json_build_object('id', '{Ids.New()}', 'organisation_id', '{to}', 'name', 'Copy'))).* FROM contacts c WHERE name = 'Ours' LIMIT 1";
        Assert.Equal(1, await Do(ours, Copy(_company.Id)));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => Do(ours, Copy(_rival.Id)))).SqlState);
        Assert.Equal(0, await Do(ours, "UPDATE contacts SET name = 'Changed' WHERE name = 'Theirs'"));
        Assert.Equal(0, await Do(ours, "DELETE FROM contacts WHERE name = 'Theirs'"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => Do(ours, "ALTER TABLE contacts DISABLE ROW LEVEL SECURITY"))).SqlState);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => Do(ours, "DROP POLICY sight ON contacts"))).SqlState);
    }

    [Fact]
    public async Task A_connection_of_the_pool_carries_nothing_over_and_a_bare_one_sees_nothing()
    {
        var everything = Sight.Of([new Grant(Role.Coordinator)]);
        for (var i = 0; i < 20; i++)
        {
            Assert.NotEmpty(await Ask(everything, "SELECT name AS \"Value\" FROM contacts"));
            Assert.Empty(await Ask(null, "SELECT name AS \"Value\" FROM contacts"));
        }

        await using var bare = new NpgsqlConnection(engine.Connection);
        await bare.OpenAsync();
        await using var command = new NpgsqlCommand($"SET ROLE {RowSecurity.Role}; SELECT count(*) FROM contacts", bare);
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_user_who_may_not_create_roles_is_kept_apart_by_force_and_told()
    {
        var state = await engine.App.Db(db => RowSecurityState.Read(db, default));
        Assert.Equal((true, 0), (state!.UnderRole, state.Open));

        // Another installation: its user owns the database and nothing else.
        var name = $"u{Ids.New():N}";
        await using var admin = new NpgsqlConnection(engine.Connection);
        await admin.OpenAsync();
        foreach (var sql in new[] { $"CREATE ROLE {name} LOGIN", $"CREATE DATABASE {name} OWNER {name}" })
        {
            await using var command = new NpgsqlCommand(sql, admin);
            await command.ExecuteNonQueryAsync();
        }

        var settings = new NpgsqlConnectionStringBuilder(engine.Connection) { Database = name, Username = name, MaxPoolSize = 5 };
        await using var app = new AppFactory([("Paceline:Database", settings.ToString()), ("Paceline:Worker", "false")]);
        app.StartServer();
        var cluster = await app.ACluster();
        var company = await app.ACompany(cluster.Id);
        await app.Add(new Contact { OrganisationId = company.Id, Name = "Here" });
        await using (var scope = app.Services.CreateAsyncScope())
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<PacelineDb>().Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM contacts").ToListAsync());
        var findings = await app.Run(s => s.GetRequiredService<Checkup>().Run(default));
        Assert.Equal(Health.Watch, Assert.Single(findings, f => f.Part is "Isolation").Health);
        var good = await engine.App.Run(s => s.GetRequiredService<Checkup>().Run(default));
        Assert.Equal(Health.Good, Assert.Single(good, f => f.Part is "Isolation").Health);
    }

    private async Task<List<string>> Ask(Sight? sight, string sql) => await As(sight, db => db.Database.SqlQueryRaw<string>(sql).ToListAsync());

    private async Task<int> Do(Sight sight, string sql) => await As(sight, db => db.Database.ExecuteSqlRawAsync(sql));

    private async Task<T> As<T>(Sight? sight, Func<PacelineDb, Task<T>> act)
    {
        await using var scope = engine.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        if (sight is not null) db.See(sight);
        return await act(db);
    }
}
