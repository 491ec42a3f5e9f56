using System.Net;
using System.Net.Sockets;
using Paceline.Bench;

namespace Paceline.Tests.Upkeep;

public sealed class KillsOnSqlite(SqliteEngine engine) : Kills(engine), IClassFixture<SqliteEngine>;

public sealed class KillsOnPostgres(PostgresEngine engine) : Kills(engine), IClassFixture<PostgresEngine>;

public abstract class Kills
{
    private readonly Engine _engine;

    protected Kills(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Killed_five_times_while_people_write_it_loses_nothing_doubles_nothing_and_the_trail_is_whole()
    {
        // The product as its users run it: a process of its own. The bench does this a hundred times.
        var executable = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Paceline", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "paceline.dll"));
        var folder = Directory.CreateTempSubdirectory("paceline").FullName;
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}");
        port.Stop();
        var outcome = await Kill.Run(executable, _engine.Connection, address, folder, 5, _ => { }, TestContext.Current.CancellationToken);
        Assert.True(outcome.Confirmed > 5);
        Assert.Equal((0, 0), (outcome.Lost, outcome.Doubled));
        Assert.True(outcome.ChainIsWhole, outcome.Chain);
        Directory.Delete(folder, recursive: true);
    }
}
