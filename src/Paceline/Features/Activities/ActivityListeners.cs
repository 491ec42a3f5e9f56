using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Features.Activities;

/// <summary>Somebody who counts on an activity.</summary>
public sealed record Listener(string Email, string Name, string? Language);

/// <summary>Who is told when an activity moves or is cancelled: who takes part, each address once.</summary>
public sealed class ActivityListeners(PacelineDb db, TimeProvider clock)
{
    /// <summary>All of them.</summary>
    public async Task<IReadOnlyList<Listener>> Of(Guid activity, CancellationToken stop)
    {
        var participants = await db.Participants.Where(p => p.EventId == activity && p.Email != "").Select(p => new Listener(p.Email, p.ContactName == "" ? p.Name : p.ContactName, p.Language)).ToListAsync(stop);
        var registered = await db.Registrations.Where(r => r.ActivityId == activity && r.Email != "" && r.State != RegistrationState.Cancelled).Select(r => new Listener(r.Email, r.Name, r.Language)).ToListAsync(stop);
        // The people of the companies that take part.
        var people = await (from grant in db.RoleGrants.Valid(clock.GetUtcNow())
                            where grant.Role == Role.CompanyMember && db.AttendanceRecords.Any(a => a.ActivityId == activity && a.OrganisationId == grant.OrganisationId)
                            join person in db.Users on grant.PersonId equals person.Id
                            where !person.IsClosed && person.Email != null
                            select new Listener(person.Email!, person.DisplayName, person.Language)).ToListAsync(stop);
        return [.. participants.Concat(registered).Concat(people).DistinctBy(l => l.Email.Trim().ToUpperInvariant()).OrderBy(l => l.Email, StringComparer.Ordinal)];
    }

    /// <summary>How many have a confirmed place, so that nobody lowers the capacity below them unawares.</summary>
    public Task<int> Confirmed(Guid activity, CancellationToken stop) => db.Registrations.CountAsync(r => r.ActivityId == activity && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.CheckedIn), stop);
}
