using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.GuestLinks;

/// <summary>Ends a participant's links, and makes new ones.</summary>
public sealed class ChangeLinks(PacelineDb db, Links links, AuditTrail audit, TimeProvider clock)
{
    /// <summary>How long a link to an agenda lives: contracts are often signed a year after the meeting.</summary>
    public static TimeSpan Life(MatchmakingEvent @event, DateTimeOffset now)
    {
        var until = new DateTimeOffset(@event.EndsOn.AddDays(400), TimeOnly.MinValue, TimeSpan.Zero) - now;
        return until > TimeSpan.FromDays(30) ? until : TimeSpan.FromDays(30);
    }

    /// <summary>Ends one link for good: its holder cannot have another one mailed. One that has ended already is what was wanted.</summary>
    public async Task End(MatchmakingEvent @event, Participant participant, Guid link, CancellationToken stop)
    {
        if (await db.AccessLinks.FirstOrDefaultAsync(l => l.Id == link && l.SubjectId == participant.Id && l.RevokedAt == null, stop) is not { } found) return;
        (found.RevokedAt, found.IsBarred) = (clock.GetUtcNow(), true);
        audit.Add("Ended a link", RecordKind.Participant, participant.Id, participant.Name, Platform.Text.Words.Of(found.Purpose), cluster: @event.LeadClusterId);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>A new link in the place of the old one; whoever was shut out is let in again.</summary>
    public async Task Make(MatchmakingEvent @event, Participant participant, CancellationToken stop)
    {
        await using var together = await db.Database.BeginTransactionAsync(stop);
        await links.Revoke(LinkPurpose.Agenda, participant.Id, stop);
        await links.Revoke(LinkPurpose.Calendar, participant.Id, stop);
        await db.AccessLinks.Where(l => l.SubjectId == participant.Id && l.IsBarred).ExecuteUpdateAsync(l => l.SetProperty(x => x.IsBarred, false), stop);
        await links.For(LinkPurpose.Agenda, participant.Id, Life(@event, clock.GetUtcNow()), stop);
        audit.Add("Replaced an agenda link", RecordKind.Participant, participant.Id, participant.Name, cluster: @event.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await together.CommitAsync(stop);
    }
}
