using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Agendas;

/// <summary>The signed links of an event's participants. The caller saves.</summary>
public sealed class AgendaLinks(PacelineDb db, Links links, TimeProvider clock)
{
    /// <summary>Next steps and contracts are told long after the event: so long its links live.</summary>
    private const int DaysAfterTheEvent = 365;

    /// <summary>The token that opens a participant's agenda.</summary>
    public Task<string> Agenda(Guid participant, MatchmakingEvent @event, CancellationToken stop = default) => links.For(LinkPurpose.Agenda, participant, Lifetime(@event), stop);

    /// <summary>The token that a calendar program reads a participant's meetings with; it opens nothing else.</summary>
    public Task<string> Calendar(Guid participant, MatchmakingEvent @event, CancellationToken stop = default) => links.For(LinkPurpose.Calendar, participant, Lifetime(@event), stop);

    /// <summary>The agenda tokens of all participants of an event.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Agendas(MatchmakingEvent @event, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        var participants = await db.Participants.Where(p => p.EventId == @event.Id).Select(p => p.Id).ToListAsync(stop);
        // Brought in at once: asked one by one, each link would be a query.
        await db.AccessLinks.Where(l => l.Purpose == LinkPurpose.Agenda && l.RevokedAt == null && l.ExpiresAt > now && participants.Contains(l.SubjectId)).LoadAsync(stop);
        var tokens = new Dictionary<Guid, string>();
        foreach (var participant in participants) tokens[participant] = await Agenda(participant, @event, stop);
        return tokens;
    }

    private TimeSpan Lifetime(MatchmakingEvent @event)
    {
        var after = Math.Max(0, @event.EndsOn.DayNumber - clock.Today(@event.TimeZone).DayNumber);
        return TimeSpan.FromDays(after + DaysAfterTheEvent);
    }
}
