using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Matchmaking;

/// <summary>Links by which participants open their agenda without an account.</summary>
public sealed class AgendaLinks(PacelineDb db, Links links, Outbox outbox, AuditTrail audit, Texts texts, TimeProvider clock)
{
    /// <summary>The participant's live link, made if there is none.</summary>
    public async Task<string> Of(MatchmakingEvent @event, Guid participant, CancellationToken stop)
    {
        var token = await links.For(LinkPurpose.Agenda, participant, Lifetime(@event), stop);
        await db.SaveChangesAsync(stop);
        return Urls.Agenda(token);
    }

    /// <summary>Sends it to the participant's address.</summary>
    public async Task Send(MatchmakingEvent @event, Participant participant, string site, CancellationToken stop)
    {
        await Queue(@event, participant, site, stop);
        audit.Add("Sent an agenda link", RecordKind.Participant, participant.Id, participant.Name, participant.Email, cluster: @event.LeadClusterId);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Sends each participant with an address its own; how many.</summary>
    public async Task<int> SendToAll(MatchmakingEvent @event, string site, CancellationToken stop)
    {
        var participants = await db.Participants.AsNoTracking().Where(p => p.EventId == @event.Id && p.Email != "").OrderBy(p => p.Number).ToListAsync(stop);
        foreach (var participant in participants) await Queue(@event, participant, site, stop);
        if (participants.Count > 0) audit.Add("Sent the agenda links of an event", RecordKind.Activity, @event.Id, @event.Title.ToString(), participants.Count.ToString(CultureInfo.InvariantCulture), cluster: @event.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return participants.Count;
    }

    /// <summary>Ends the old link and makes another; what was answered through the old one stays.</summary>
    public async Task Replace(MatchmakingEvent @event, Participant participant, CancellationToken stop)
    {
        await links.Revoke(LinkPurpose.Agenda, participant.Id, stop);
        await links.Revoke(LinkPurpose.Calendar, participant.Id, stop);
        audit.Add("Replaced an agenda link", RecordKind.Participant, participant.Id, participant.Name, cluster: @event.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await Of(@event, participant.Id, stop);
    }

    private async Task Queue(MatchmakingEvent @event, Participant participant, string site, CancellationToken stop)
    {
        var token = await links.For(LinkPurpose.Agenda, participant.Id, Lifetime(@event), stop);
        var (ours, theirs) = (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);
        try
        {
            // A letter speaks the language of its reader, not of its sender.
            var language = Texts.Spoken.Contains(participant.Language) ? participant.Language : "en";
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Texts.Culture(language);
            var title = @event.Title.In(language).Text;
            outbox.Add(participant.Email, texts["Your meetings: {0}", title].Value, texts["Dear {0},\n\nyour meetings at {1}, {2}, are here:\n\n{3}\n\nThe page works on a phone and can be printed. It opens without an account, so keep the address to yourself.\n", participant.ContactName is "" ? participant.Name : participant.ContactName, title, Dates.Days(@event.StartsOn, @event.EndsOn), site + Urls.Agenda(token)].Value);
        }
        finally
        {
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (ours, theirs);
        }
    }

    // Contracts are often signed a year after the meeting: the link still opens then.
    private TimeSpan Lifetime(MatchmakingEvent @event)
    {
        var until = new DateTimeOffset(@event.EndsOn.AddDays(400), TimeOnly.MinValue, TimeSpan.Zero) - clock.GetUtcNow();
        return until > TimeSpan.FromDays(30) ? until : TimeSpan.FromDays(30);
    }
}
