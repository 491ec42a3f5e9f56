using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>The link to one's own registration, by which one also cancels and evaluates, is mailed again as long as it lives.</summary>
public sealed class RenewRegistration(PacelineDb db, RegistrationLetters letters, AuditTrail audit, TimeProvider clock) : IRenewsLinks
{
    public LinkPurpose Purpose => LinkPurpose.Registration;

    public async Task<IReadOnlyList<Guid>> Find(string email, int most, CancellationToken stop)
    {
        if (Registration.KeyOf(email) is not { } key) return [];
        var since = LinkLife.LastDay(clock);
        return await db.Registrations.Where(r => r.EmailKey == key && r.State != RegistrationState.Cancelled && db.Activities.Any(a => a.Id == r.ActivityId && a.EndsOn >= since)).OrderByDescending(r => r.Id).Take(most).Select(r => r.Id).ToListAsync(stop);
    }

    public async Task Send(Guid subject, string site, CancellationToken stop)
    {
        if (await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == subject && r.Email != "", stop) is not { } person) return;
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == person.ActivityId, stop);
        if (activity.EndsOn < LinkLife.LastDay(clock) || !await letters.Again(activity, person, site, LinkLife.Moment(clock), stop)) return;
        audit.Add("Asked for a new link", RecordKind.Registration, person.Id, person.Name, activity.Title.ToString(), cluster: activity.LeadClusterId, actor: person.Name);
    }
}

/// <summary>An invitation is mailed again until it is answered; then the link to the registration goes in its place.</summary>
public sealed class RenewInvitation(PacelineDb db, RegistrationLetters letters, RenewRegistration registration, AuditTrail audit, TimeProvider clock) : IRenewsLinks
{
    public LinkPurpose Purpose => LinkPurpose.Invitation;

    public async Task<IReadOnlyList<Guid>> Find(string email, int most, CancellationToken stop)
    {
        if (Registration.KeyOf(email) is not { } key) return [];
        var since = LinkLife.LastDay(clock);
        return await db.Invitations.Where(i => i.EmailKey == key && i.RegistrationId == null && db.Activities.Any(a => a.Id == i.ActivityId && a.EndsOn >= since)).OrderByDescending(i => i.Id).Take(most).Select(i => i.Id).ToListAsync(stop);
    }

    public async Task Send(Guid subject, string site, CancellationToken stop)
    {
        if (await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == subject, stop) is not { } invitation) return;
        if (await db.Registrations.Where(r => r.ActivityId == invitation.ActivityId && r.EmailKey == invitation.EmailKey && r.State != RegistrationState.Cancelled).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(stop) is { } answered)
        {
            if (!await db.AccessLinks.AnyAsync(l => l.SubjectId == answered && l.Purpose == LinkPurpose.Registration && l.IsBarred, stop)) await registration.Send(answered, site, stop);
            return;
        }

        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == invitation.ActivityId, stop);
        if (activity.EndsOn < LinkLife.LastDay(clock) || !await letters.Invites(activity, invitation, site, LinkLife.Moment(clock), stop)) return;
        audit.Add("Asked for a new link", RecordKind.Activity, activity.Id, activity.Title.ToString(), invitation.Email, cluster: activity.LeadClusterId, actor: invitation.Name is "" ? invitation.Email : invitation.Name);
    }
}

/// <summary>How long the links of an activity's people are of use.</summary>
internal static class LinkLife
{
    /// <summary>Evaluations and corrections come for a while after the last day.</summary>
    public const int DaysAfter = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Activities that ended on this day or later.</summary>
    public static DateOnly LastDay(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-DaysAfter);

    /// <summary>What is asked for twice within it goes once: nobody's mailbox is to be filled from outside.</summary>
    public static string Moment(TimeProvider clock) => (clock.GetUtcNow().Ticks / Pause.Ticks).ToString(CultureInfo.InvariantCulture);
}
