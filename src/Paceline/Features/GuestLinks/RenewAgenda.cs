using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.GuestLinks;

/// <summary>Links to agendas are mailed again for as long as contracts come of meetings.</summary>
public sealed class RenewAgenda(PacelineDb db, Links links, Outbox outbox, AuditTrail audit, Texts texts, TimeProvider clock) : IRenewsLinks
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Past = TimeSpan.FromDays(400);

    public LinkPurpose Purpose => LinkPurpose.Agenda;

    public async Task<IReadOnlyList<Guid>> Find(string email, int most, CancellationToken stop)
    {
        var since = DateOnly.FromDateTime((clock.GetUtcNow() - Past).UtcDateTime);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        var wanted = email.Trim().ToLowerInvariant();
        return await db.Participants.Where(p => p.Email.ToLower() == wanted && db.Events.Any(e => e.Id == p.EventId && e.EndsOn >= since)).OrderByDescending(p => p.Id).Take(most).Select(p => p.Id).ToListAsync(stop);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    public async Task Send(Guid subject, string site, CancellationToken stop)
    {
        if (await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.Id == subject && p.Email != "", stop) is not { } participant) return;
        var before = clock.GetUtcNow() - Pause;
        // One message in ten minutes: nobody's mailbox is to be filled from here.
        if (await db.AuditEvents.AnyAsync(a => a.RecordId == participant.Id && a.Action == "Asked for a new link" && a.At > before, stop)) return;
        var @event = await db.Events.AsNoTracking().SingleAsync(e => e.Id == participant.EventId, stop);
        var token = await links.For(LinkPurpose.Agenda, participant.Id, ChangeLinks.Life(@event, clock.GetUtcNow()), stop);
        var (title, words) = InLanguage.Of(participant.Language, () =>
        {
            var name = @event.Title.In(Texts.Language).Text;
            return (texts["Your meetings: {0}", name].Value, texts["Here is the link that you asked for. It opens your meetings at {0} without an account, so keep it to yourself:\n\n{1}\n\nIf you did not ask, do nothing.", name, site + Urls.Agenda(token)].Value);
        });
        outbox.Add(participant.Email, title, words);
        audit.Add("Asked for a new link", RecordKind.Participant, participant.Id, participant.Name, cluster: @event.LeadClusterId, actor: participant.Name);
    }
}
