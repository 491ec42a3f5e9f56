using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Jobs;

namespace Paceline.Features.DataProtection;

/// <summary>The retention of every night: runs, and puts itself down for the next one.</summary>
public sealed class NightlyRetention(PacelineDb db, RunRetention run, JobQueue jobs, CurrentProgramme programme, TimeProvider clock) : IJobHandler
{
    private const int Hour = 3;

    public static string Kind => "retention";

    public async Task Run(string payload, CancellationToken stop)
    {
        // A job that was taken up twice after a crash runs once: the night has its certificate.
        var zone = (await programme.Find(stop))?.TimeZone ?? "Europe/Brussels";
        var since = clock.GetUtcNow().AddHours(-12);
        if (!await db.RetentionRuns.AnyAsync(r => r.By == "" && r.At > since, stop)) await run.Run("", stop);
        await PutDown(db, jobs, clock, zone, 1, stop);
    }

    /// <summary>Puts the next night down, unless somebody has.</summary>
    /// <param name="waiting">How many may wait already: the one that is running does not count.</param>
    public static async Task PutDown(PacelineDb db, JobQueue jobs, TimeProvider clock, string zone, int waiting, CancellationToken stop)
    {
        if (await db.Jobs.CountAsync(j => j.Kind == Kind && j.DoneAt == null, stop) > waiting) return;
        var now = clock.GetUtcNow();
        var here = now.In(zone);
        var next = here.Date.AddHours(Hour);
        if (next <= here.DateTime) next = next.AddDays(1);
        jobs.Add<NightlyRetention>(0, next - here.DateTime);
        await db.SaveChangesAsync(stop);
    }
}

/// <summary>Puts the first night down when the application starts.</summary>
public sealed class StartRetention(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue("Paceline:Worker", true)) return;
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var zone = (await services.GetRequiredService<CurrentProgramme>().Find(stoppingToken))?.TimeZone ?? "Europe/Brussels";
        await NightlyRetention.PutDown(services.GetRequiredService<PacelineDb>(), services.GetRequiredService<JobQueue>(), clock, zone, 0, stoppingToken);
    }
}
