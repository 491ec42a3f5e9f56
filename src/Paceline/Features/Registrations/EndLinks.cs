using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Registrations;

/// <summary>Ends the links of an activity's people for good, and lets in again whoever was shut out.</summary>
public sealed class EndLinks(PacelineDb db, Links links, RegistrationLetters letters, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The last link of somebody, or null where none was made.</summary>
    public Task<AccessLink?> Last(LinkPurpose purpose, Guid subject, CancellationToken stop) =>
        db.AccessLinks.AsNoTracking().Where(l => l.Purpose == purpose && l.SubjectId == subject).OrderByDescending(l => l.Id).FirstOrDefaultAsync(stop);

    /// <summary>Ends the link to a registration: its holder cannot have another one mailed.</summary>
    public async Task Of(Activity activity, Registration person, CancellationToken stop)
    {
        if (!await Bar(LinkPurpose.Registration, person.Id, stop)) return;
        audit.Add("Ended a link", RecordKind.Registration, person.Id, person.Name, Words.Of(LinkPurpose.Registration), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Ends the link of an invitation.</summary>
    public async Task Of(Activity activity, Invitation invitation, CancellationToken stop)
    {
        if (!await Bar(LinkPurpose.Invitation, invitation.Id, stop)) return;
        audit.Add("Ended a link", RecordKind.Activity, activity.Id, activity.Title.ToString(), $"{Words.Of(LinkPurpose.Invitation)}: {invitation.Email}", cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>A new link to a registration in the place of the old one, mailed to the person.</summary>
    public async Task Make(Activity activity, Registration person, string site, CancellationToken stop)
    {
        await using var together = await db.Database.BeginTransactionAsync(stop);
        await links.Revoke(LinkPurpose.Registration, person.Id, stop);
        await LetIn(db, [person.Id], stop);
        await letters.Again(activity, person, site, Ids.New().ToString("N"), stop);
        audit.Add("Replaced a link", RecordKind.Registration, person.Id, person.Name, Words.Of(LinkPurpose.Registration), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await together.CommitAsync(stop);
    }

    /// <summary>Whoever is invited again is let in again.</summary>
    public static Task LetIn(PacelineDb db, IReadOnlyCollection<Guid> subjects, CancellationToken stop) =>
        db.AccessLinks.Where(l => subjects.Contains(l.SubjectId) && l.IsBarred).ExecuteUpdateAsync(l => l.SetProperty(x => x.IsBarred, false), stop);

    // Also one that has run out: its holder is not to have it renewed either.
    private async Task<bool> Bar(LinkPurpose purpose, Guid subject, CancellationToken stop)
    {
        if (await db.AccessLinks.Where(l => l.Purpose == purpose && l.SubjectId == subject).OrderByDescending(l => l.Id).FirstOrDefaultAsync(stop) is not { IsBarred: false } link) return false;
        (link.RevokedAt, link.IsBarred) = (link.RevokedAt ?? clock.GetUtcNow(), true);
        return true;
    }
}
