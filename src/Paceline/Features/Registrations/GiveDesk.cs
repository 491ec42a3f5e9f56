using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>Lets somebody receive people at one activity, from the day before it to the day after it, and no longer.</summary>
public sealed class GiveDesk(PacelineDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Gives the role to an account; given again, it is for the days as they are now.</summary>
    public async Task<Refusal?> Give(Activity activity, string email, CancellationToken stop)
    {
        var typed = email.Trim().ToUpperInvariant();
        var person = await db.Users.FirstOrDefaultAsync(p => p.NormalizedEmail == typed && !p.IsClosed, stop);
        if (person is null) return new Refusal("Nobody with an account has this address. The coordinator invites people.");
        if (activity.EndsOn.AddDays(1) < clock.Today(activity.TimeZone)) return new Refusal("The activity is over. Register late arrivals yourself.");
        var (from, to) = Days(activity);
        if (await db.RoleGrants.FirstOrDefaultAsync(g => g.PersonId == person.Id && g.Role == Role.Desk && g.ActivityId == activity.Id, stop) is not { } grant) db.RoleGrants.Add(new RoleGrant { PersonId = person.Id, Role = Role.Desk, ActivityId = activity.Id, ValidFrom = from, ValidTo = to });
        else if (grant.ValidTo is null || (grant.ValidFrom, grant.ValidTo) == (from, to)) return null;
        else (grant.ValidFrom, grant.ValidTo) = (from, to);
        audit.Add("Gave the desk to somebody", RecordKind.Person, person.Id, person.DisplayName, activity.Title.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>After a change of days whoever helps does so on the new ones; the caller saves. What was given without an end stays so.</summary>
    public async Task MoveAlong(Activity activity, CancellationToken stop)
    {
        foreach (var grant in await db.RoleGrants.Where(g => g.Role == Role.Desk && g.ActivityId == activity.Id && g.ValidTo != null).ToListAsync(stop)) (grant.ValidFrom, grant.ValidTo) = Days(activity);
    }

    /// <summary>Takes it away at once.</summary>
    public async Task Take(Activity activity, Guid grant, CancellationToken stop)
    {
        if (await db.RoleGrants.FirstOrDefaultAsync(g => g.Id == grant && g.Role == Role.Desk && g.ActivityId == activity.Id, stop) is not { } found) return;
        db.RoleGrants.Remove(found);
        audit.Add("Took the desk from somebody", RecordKind.Person, found.PersonId, await db.Users.Where(u => u.Id == found.PersonId).Select(u => u.DisplayName).SingleAsync(stop), activity.Title.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
    }

    private static (DateTimeOffset From, DateTimeOffset To) Days(Activity activity)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(activity.TimeZone);
        DateTimeOffset At(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))).ToUniversalTime();
        return (At(activity.StartsOn.AddDays(-1)), At(activity.EndsOn.AddDays(2)));
    }
}
