using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Features.Matchmaking;

/// <summary>Finds an event only for those to whom it belongs: for everybody else there is none.</summary>
public sealed class EventAccess(PacelineDb db, CurrentAccess access)
{
    /// <summary>The event, to be changed, or null.</summary>
    public async Task<MatchmakingEvent?> Find(Guid id, Can can, CancellationToken stop)
    {
        var reach = access.Reach(can);
        return await db.Events.FirstOrDefaultAsync(e => e.Id == id && (reach.Everywhere || reach.Clusters.Contains(e.LeadClusterId)), stop);
    }

    /// <summary>The event, to be read, or null.</summary>
    public async Task<MatchmakingEvent?> Read(Guid id, Can can, CancellationToken stop)
    {
        var reach = access.Reach(can);
        return await db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id && (reach.Everywhere || reach.Clusters.Contains(e.LeadClusterId)), stop);
    }

    /// <summary>Whether whoever asks may change it.</summary>
    public bool MayManage(MatchmakingEvent @event) => access.May(Can.ManageEvent, new Scope(@event.LeadClusterId));
}
