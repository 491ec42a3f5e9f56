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
    /// <summary>Gives the role to an account.</summary>
    public async Task<Refusal?> Give(Activity activity, string email, CancellationToken stop)
    {
        var typed = email.Trim().ToUpperInvariant();
        var person = await db.Users.FirstOrDefaultAsync(p => p.NormalizedEmail == typed && !p.IsClosed, stop);
        if (person is null) return new Refusal("Nobody with an account has this address. The coordinator invites people.");
        if (activity.EndsOn.AddDays(1) < clock.Today(activity.TimeZone)) return new Refusal("The activity is over. Register late arrivals yourself.");
        if (await db.RoleGrants.AnyAsync(g => g.PersonId == person.Id && g.Role == Role.Desk && g.ActivityId == activity.Id, stop)) return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(activity.TimeZone);
        DateTimeOffset At(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))).ToUniversalTime();
        db.RoleGrants.Add(new RoleGrant { PersonId = person.Id, Role = Role.Desk, ActivityId = activity.Id, ValidFrom = At(activity.StartsOn.AddDays(-1)), ValidTo = At(activity.EndsOn.AddDays(2)) });
        audit.Add("Gave the desk to somebody", RecordKind.Person, person.Id, person.DisplayName, activity.Title.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Takes it away at once.</summary>
    public async Task Take(Activity activity, Guid grant, CancellationToken stop)
    {
        if (await db.RoleGrants.FirstOrDefaultAsync(g => g.Id == grant && g.Role == Role.Desk && g.ActivityId == activity.Id, stop) is not { } found) return;
        db.RoleGrants.Remove(found);
        audit.Add("Took the desk from somebody", RecordKind.Person, found.PersonId, await db.Users.Where(u => u.Id == found.PersonId).Select(u => u.DisplayName).SingleAsync(stop), activity.Title.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
    }
}
