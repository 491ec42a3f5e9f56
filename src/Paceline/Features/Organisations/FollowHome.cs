using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Audit;
using Paceline.Platform.Jobs;

namespace Paceline.Features.Organisations;

/// <summary>Keeps the home cluster of a company in step with the membership that holds today; also on the day on which one begins or has ended.</summary>
public sealed class FollowHome(PacelineDb db, OrganisationDoor door, JobQueue jobs, AuditTrail audit, TimeProvider clock) : IJobHandler
{
    public static string Kind => "organisations.follow-home";

    public async Task Run(string payload, CancellationToken stop)
    {
        if (JsonSerializer.Deserialize<Guid>(payload) is var id && await db.Organisations.FirstOrDefaultAsync(o => o.Id == id, stop) is not { } company) return;
        await Follow(company, await db.Memberships.Where(m => m.OrganisationId == id).ToListAsync(stop), "Paceline", stop);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Sets the home cluster within the caller's unit of work, and comes back on the days on which it will change.</summary>
    /// <param name="company">The company.</param>
    /// <param name="memberships">All its memberships, as they will be saved.</param>
    /// <param name="actor">Who does it, where nobody is signed in.</param>
    /// <param name="stop">Ends it early.</param>
    public async Task Follow(Organisation company, IReadOnlyList<ClusterMembership> memberships, string? actor, CancellationToken stop)
    {
        var (today, home) = (door.Today, HomeCluster.On(door.Today, memberships));
        foreach (var day in HomeCluster.Changes(today, memberships))
        {
            var at = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById(OrganisationDoor.Zone).GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)));
            // A membership without an end is asked about no more than some years ahead.
            if (at - clock.GetUtcNow() is { TotalDays: < 3660 } wait) jobs.Add<FollowHome>(company.Id, wait);
        }

        if (company.HomeClusterId == home) return;
        var names = await db.Organisations.Where(o => o.Id == home || o.Id == company.HomeClusterId).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
        audit.Add("Moved a company to another home cluster", RecordKind.Organisation, company.Id, company.Name, $"{Name(company.HomeClusterId)} → {Name(home)}", cluster: home ?? company.HomeClusterId, actor: actor);
        company.HomeClusterId = home;

        string Name(Guid? id) => id is { } known && names.TryGetValue(known, out var name) ? name : "–";
    }
}
