using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Features.Activities;

/// <summary>Somebody who counts on an activity.</summary>
/// <param name="Email">Address.</param>
/// <param name="Name">Name.</param>
/// <param name="Language">Language of the mail; null where it is not known.</param>
/// <param name="Registration">The registration, where the person registered: its own link opens without an account.</param>
public sealed record Listener(string Email, string Name, string? Language, Guid? Registration = null);

/// <summary>Who is told when an activity moves or is cancelled: who takes part or has applied to, each address once.</summary>
public sealed class ActivityListeners(PacelineDb db, TimeProvider clock)
{
    /// <summary>All of them.</summary>
    public async Task<IReadOnlyList<Listener>> Of(Guid activity, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Whoever counts on an activity is told of its changes, of whichever cluster; who may change it was asked before.");
        var participants = await db.Participants.Where(p => p.EventId == activity && p.Email != "").Select(p => new Listener(p.Email, p.ContactName == "" ? p.Name : p.ContactName, p.Language, null)).ToListAsync(stop);
        var registered = await db.Registrations.Where(r => r.ActivityId == activity && r.Email != "" && r.State != RegistrationState.Cancelled).Select(r => new Listener(r.Email, r.Name, r.Language, r.Id)).ToListAsync(stop);
        // Companies that have applied and wait, or have a place; also those who are out and do not know it yet.
        var applied = db.Applications.Where(a => a.ActivityId == activity && a.Number != null && a.State != ApplicationState.Withdrawn
            && (a.State != ApplicationState.Rejected && a.State != ApplicationState.Ineligible || !db.Letters.Any(l => l.ApplicationId == a.Id && l.SentAt != null && (l.Kind == LetterKind.RejectedLetter || l.Kind == LetterKind.IneligibleLetter))));
        // The people of the companies that take part or have applied.
        var people = await (from grant in db.RoleGrants.Valid(clock.GetUtcNow())
                            where grant.Role == Role.CompanyMember && (db.AttendanceRecords.Any(a => a.ActivityId == activity && a.OrganisationId == grant.OrganisationId) || applied.Any(a => a.CompanyId == grant.OrganisationId))
                            join person in db.Users on grant.PersonId equals person.Id
                            where !person.IsClosed && person.Email != null
                            select new Listener(person.Email!, person.DisplayName, person.Language, null)).ToListAsync(stop);
        // A company that has no account: its contact, as in the letters.
        var valid = db.RoleGrants.Valid(clock.GetUtcNow());
        var contacts = await (from a in applied
                              where !valid.Any(g => g.Role == Role.CompanyMember && g.OrganisationId == a.CompanyId)
                              join p in db.CompanyProfiles on a.CompanyId equals p.OrganisationId
                              where p.ContactEmail != ""
                              select new Listener(p.ContactEmail, p.ContactName, a.Language, null)).ToListAsync(stop);
        return [.. participants.Concat(registered).Concat(people).Concat(contacts).DistinctBy(l => l.Email.Trim().ToUpperInvariant()).OrderBy(l => l.Email, StringComparer.Ordinal)];
    }
}
