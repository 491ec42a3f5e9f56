using System.Net;
using System.Net.Sockets;
using Paceline.Bench;

namespace Paceline.Tests.Registrations;

public sealed class DeskKillsOnSqlite(SqliteEngine engine) : DeskKills(engine), IClassFixture<SqliteEngine>;

public sealed class DeskKillsOnPostgres(PostgresEngine engine) : DeskKills(engine), IClassFixture<PostgresEngine>;

public abstract class DeskKills
{
    private readonly Engine _engine;

    protected DeskKills(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Killed_ten_times_in_the_middle_of_check_ins_it_loses_nobody_and_doubles_nobody()
    {
        var executable = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Paceline", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "paceline.dll"));
        var folder = Directory.CreateTempSubdirectory("paceline").FullName;
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}");
        port.Stop();
        var outcome = await Desk.Killed(executable, _engine.Connection, address, folder, 10, TestContext.Current.CancellationToken);
        Assert.True(outcome.Told > 100);
        Assert.Equal((0, 0), (outcome.Lost, outcome.Doubled));
        Directory.Delete(folder, recursive: true);
    }
}
