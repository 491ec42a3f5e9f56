using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Organisations;

/// <summary>An organisation with its profile; the profile is new where none was begun.</summary>
public sealed record OrganisationRecord(Organisation Organisation, CompanyProfile? Company, ClusterProfile? Cluster)
{
    /// <summary>What the profile has seen of changes; 0 for one that is new.</summary>
    public int ProfileVersion => Company?.Version ?? Cluster?.Version ?? 0;
}

/// <summary>Opens an organisation to those who may do something with it, and to nobody else.</summary>
public sealed class OrganisationDoor(PacelineDb db, CurrentAccess access, TimeProvider clock)
{
    /// <summary>The zone in which memberships begin and end: that of the funder.</summary>
    public const string Zone = "Europe/Brussels";

    /// <summary>Today, as memberships count it.</summary>
    public DateOnly Today => clock.Today(Zone);

    /// <summary>The organisation, or null when there is none within reach.</summary>
    public async Task<Organisation?> Find(Guid id, Can can, CancellationToken stop)
    {
        if (await db.Organisations.FirstOrDefaultAsync(o => o.Id == id && o.State != OrganisationState.Merged, stop) is not { } found) return null;
        if (access.May(can, ScopeOf(found))) return found;
        // A company that no cluster counts is looked after by those of which it is a member.
        if (found.HomeClusterId is not null || found.Kind is OrganisationKind.ClusterOrganisation) return null;
        var (clusters, today) = (access.Reach(can).Clusters, Today);
        return clusters.Count > 0 && await db.Memberships.AnyAsync(m => m.OrganisationId == id && clusters.Contains(m.ClusterId) && m.From <= today && (m.To == null || m.To >= today), stop) ? found : null;
    }

    /// <summary>The organisation with its profile.</summary>
    public async Task<OrganisationRecord?> FindWhole(Guid id, Can can, CancellationToken stop)
    {
        if (await Find(id, can, stop) is not { } found) return null;
        return found.Kind switch
        {
            OrganisationKind.ClusterOrganisation => new(found, null, await db.ClusterProfiles.FirstOrDefaultAsync(p => p.OrganisationId == id, stop) ?? new ClusterProfile { OrganisationId = id }),
            _ => new(found, await db.CompanyProfiles.FirstOrDefaultAsync(p => p.OrganisationId == id, stop) ?? new CompanyProfile { OrganisationId = id }, null),
        };
    }

    /// <summary>Whose record an organisation is.</summary>
    public static Scope ScopeOf(Organisation o) => new(o.Kind is OrganisationKind.ClusterOrganisation ? o.Id : o.HomeClusterId, o.Id);
}
