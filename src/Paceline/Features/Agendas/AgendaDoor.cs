using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Features.Agendas;

/// <summary>A participant's agenda, opened by somebody who may.</summary>
/// <param name="Who">What stands in the address: the participant's id or a link's token.</param>
public sealed record OpenAgenda(string Who, Participant Participant, MatchmakingEvent Event)
{
    /// <summary>Whose record the agenda is. The cluster that runs the event sees it too.</summary>
    public static Scope ScopeOf(Participant participant, MatchmakingEvent @event) =>
        new(participant.HomeClusterId, participant.OrganisationId, participant.Id, @event.LeadClusterId);

    /// <summary>Whose record a next step or a contract is: not the host's, only the participant's own cluster's.</summary>
    public Scope OwnScope => new(Participant.HomeClusterId, Participant.OrganisationId, Participant.Id);
}

/// <summary>Answers the {who} of a route: a participant for those who may see it, nothing for everybody else.</summary>
public sealed class AgendaDoor(PacelineDb db, CurrentAccess access)
{
    public async Task<OpenAgenda?> Open(string who, Can can, CancellationToken stop)
    {
        var id = access.GuestParticipantId ?? (Guid.TryParse(who, out var given) ? given : Guid.Empty);
        if (await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } participant) return null;
        var @event = await db.Events.AsNoTracking().SingleAsync(e => e.Id == participant.EventId, stop);
        var agenda = new OpenAgenda(who, participant, @event);
        return access.May(can, can is Can.ViewAgenda ? OpenAgenda.ScopeOf(participant, @event) : agenda.OwnScope) ? agenda : null;
    }
}
