using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.GuestLinks;

/// <summary>
/// Mails the holder of a dead link a live one, to the address that the organiser has: never to one that is typed. Whether there
/// is such a person, the answer does not tell.
/// </summary>
public sealed class RenewLink(PacelineDb db, Links links, Outbox outbox, AuditTrail audit, Texts texts, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Past = TimeSpan.FromDays(400);
    private const int Most = 5;

    /// <summary>For the holder of a token that once was good.</summary>
    public async Task ByToken(string token, string site, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Who asks for a new link is not known yet; it goes to the address that is kept, and nothing is shown.");
        if (await links.FindEnded(LinkPurpose.Agenda, token, stop) is not { IsBarred: false } link) return;
        if (await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.Id == link.SubjectId && p.Email != "", stop) is { } participant) await Send(participant, site, stop);
    }

    /// <summary>For whoever has that address: the agendas of its events that are not long over.</summary>
    public async Task ByEmail(string email, string site, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Who asks for a link by mail is not known yet; it goes to the address that is kept, and nothing is shown.");
        var since = DateOnly.FromDateTime((clock.GetUtcNow() - Past).UtcDateTime);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        var wanted = email.Trim().ToLowerInvariant();
        var found = await db.Participants.AsNoTracking().Where(p => p.Email.ToLower() == wanted && db.Events.Any(e => e.Id == p.EventId && e.EndsOn >= since)
            && db.AccessLinks.Any(l => l.SubjectId == p.Id && l.Purpose == LinkPurpose.Agenda) && !db.AccessLinks.Any(l => l.SubjectId == p.Id && l.Purpose == LinkPurpose.Agenda && l.IsBarred)).OrderByDescending(p => p.Id).Take(Most).ToListAsync(stop);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        foreach (var participant in found) await Send(participant, site, stop);
    }

    private async Task Send(Participant participant, string site, CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Pause;
        // One message in ten minutes: nobody's mailbox is to be filled from here.
        if (await db.AuditEvents.AnyAsync(a => a.RecordId == participant.Id && a.Action == "Asked for a new link" && a.At > before, stop)) return;
        var @event = await db.Events.AsNoTracking().SingleAsync(e => e.Id == participant.EventId, stop);
        var token = await links.For(LinkPurpose.Agenda, participant.Id, ChangeLinks.Life(@event, clock.GetUtcNow()), stop);
        var (ours, theirs) = (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Texts.Culture(participant.Language);
            var title = @event.Title.In(Texts.Language).Text;
            outbox.Add(participant.Email, texts["Your meetings: {0}", title].Value, texts["Here is the link that you asked for. It opens your meetings at {0} without an account, so keep it to yourself:\n\n{1}\n\nIf you did not ask, do nothing.", title, site + Urls.Agenda(token)].Value);
        }
        finally
        {
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (ours, theirs);
        }

        audit.Add("Asked for a new link", RecordKind.Participant, participant.Id, participant.Name, cluster: @event.LeadClusterId, actor: participant.Name);
        await db.SaveChangesAsync(stop);
    }
}
