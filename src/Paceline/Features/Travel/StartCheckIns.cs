using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;

namespace Paceline.Features.Travel;

/// <summary>Makes the check-ins of missions that took place. Asked as often as one likes: each company has one for each month.</summary>
public sealed class StartCheckIns(PacelineDb db)
{
    /// <summary>Makes what is missing; how many.</summary>
    public async Task<int> Run(CancellationToken stop)
    {
        using var house = db.AsTheHouse("Check-ins start by themselves, for the companies of all clusters.");
        ActivityKind[] kinds = [.. Enum.GetValues<ActivityKind>().Where(AfterMission.LedTo)];
        var missions = await db.Activities.AsNoTracking().Where(a => kinds.Contains(a.Kind) && (a.State == ActivityState.Held || a.State == ActivityState.Verified)).Select(a => new { a.Id, a.EndsOn }).ToListAsync(stop);
        var made = 0;
        foreach (var mission in missions)
        {
            var companies = await (from a in db.AttendanceRecords
                                   where a.ActivityId == mission.Id
                                   join o in db.Organisations on a.OrganisationId equals o.Id
                                   select new { o.Id, o.HomeClusterId }).Distinct().ToListAsync(stop);
            var known = (await db.MissionCheckIns.Where(c => c.ActivityId == mission.Id).Select(c => new { c.CompanyId, c.Month }).ToListAsync(stop)).ConvertAll(c => (c.CompanyId, c.Month)).ToHashSet();
            foreach (var company in companies)
                foreach (var (month, due) in AfterMission.Due(mission.EndsOn).Where(m => !known.Contains((company.Id, m.Month))))
                {
                    db.MissionCheckIns.Add(new MissionCheckIn { ActivityId = mission.Id, CompanyId = company.Id, HomeClusterId = company.HomeClusterId, Month = month, DueOn = due });
                    made++;
                }
        }

        if (made == 0) return 0;
        try
        {
            await db.SaveChangesAsync(stop);
            return made;
        }
        catch (DbUpdateException)
        {
            // Another instance made them at the same moment; the next hour looks again.
            db.ChangeTracker.Clear();
            return 0;
        }
    }
}

/// <summary>Looks every hour for missions that have become over.</summary>
public sealed class CheckInsEveryHour(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<CheckInsEveryHour> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue("Paceline:Worker", true)) return;
        await Task.Yield();
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1));
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<StartCheckIns>().Run(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The next hour tries again, e.g. after a database restart.
            catch (Exception error)
            {
                log.LogWarning(error, "Could not make the check-ins after missions");
            }
#pragma warning restore CA1031
        }
        while (await hour.WaitForNextTickAsync(stoppingToken));
    }
}
