using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Mails;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Matchmaking;

/// <summary>Links by which participants open their agenda without an account.</summary>
public sealed class AgendaLinks(PacelineDb db, Links links, Outbox outbox, AuditTrail audit, MailTemplates templates, TimeProvider clock) : IActivityMails
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

    public IReadOnlyList<MailKind> Kinds { get; } = [MailKind.AgendaLink];

    public async Task<IReadOnlyList<MailReader>> Readers(Domain.Activities.Activity activity, MailKind kind, CancellationToken stop) =>
        [.. (await db.Participants.Where(p => p.EventId == activity.Id && p.Email != "").OrderBy(p => p.Number).Take(IActivityMails.MostReaders).Select(p => new { p.Id, p.Name, p.Language }).ToListAsync(stop)).Select(p => new MailReader(p.Id.ToString(), p.Name, p.Language))];

    public async Task<MailDraft?> Preview(Domain.Activities.Activity activity, MailKind kind, string reader, string site, CancellationToken stop) =>
        activity is MatchmakingEvent @event && Guid.TryParse(reader, out var id) && await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.EventId == activity.Id && p.Email != "", stop) is { } participant
            ? Of(@event, participant, site + Urls.Agenda(IActivityMails.Shortened)) : null;

    private async Task Queue(MatchmakingEvent @event, Participant participant, string site, CancellationToken stop)
    {
        var token = await links.For(LinkPurpose.Agenda, participant.Id, Lifetime(@event), stop);
        var mail = Of(@event, participant, site + Urls.Agenda(token));
        var (subject, text) = await templates.Write(mail, stop);
        // A link is sent again as often as somebody asks for it.
        outbox.Add(mail.To, subject, text, activity: @event.Id);
    }

    private static MailDraft Of(MatchmakingEvent @event, Participant participant, string link) => InLanguage.Of(participant.Language, () => new MailDraft(MailKind.AgendaLink, "", participant.Email, Texts.Language, new Dictionary<string, string>
    {
        ["name"] = participant.ContactName is "" ? participant.Name : participant.ContactName,
        ["event"] = @event.Title.In(Texts.Language).Text,
        ["days"] = Dates.Days(@event.StartsOn, @event.EndsOn),
        ["link"] = link,
    }) { ActivityId = @event.Id });

    // Contracts are often signed a year after the meeting: the link still opens then.
    private TimeSpan Lifetime(MatchmakingEvent @event)
    {
        var until = new DateTimeOffset(@event.EndsOn.AddDays(400), TimeOnly.MinValue, TimeSpan.Zero) - clock.GetUtcNow();
        return until > TimeSpan.FromDays(30) ? until : TimeSpan.FromDays(30);
    }
}
