using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Members;

/// <summary>Takes a member out of the lists, or back into them; what it did stays.</summary>
public sealed class ArchiveMember(PacelineDb db, CurrentAccess access, AuditTrail audit)
{
    /// <summary>Longest reason that is kept.</summary>
    public const int LongestReason = 300;

    /// <summary>The organisation, if whoever asks looks after it.</summary>
    public async Task<Organisation?> Find(Guid id, CancellationToken stop) =>
        await db.Organisations.FirstOrDefaultAsync(o => o.Id == id && o.Kind != OrganisationKind.ClusterOrganisation, stop) is { } found && access.May(Can.ManageMembers, new Scope(found.HomeClusterId, found.Id)) ? found : null;

    /// <summary>Archives it, with a reason; why not, or null.</summary>
    public async Task<Refusal?> Archive(Organisation member, string? reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("Say in a few words why it leaves the list.");
        if (reason.Trim().Length > LongestReason) return new Refusal("Use at most {0} characters.", LongestReason);
        if (member.State is OrganisationState.Archived) return null;
        if (member.State is OrganisationState.Merged) return new Refusal("This record was merged into another one.");
        member.State = OrganisationState.Archived;
        audit.Add("Archived a member", RecordKind.Organisation, member.Id, member.Name, reason.Trim(), cluster: member.HomeClusterId);
        return await Save(stop);
    }

    /// <summary>Takes it back into the lists; why not, or null.</summary>
    public async Task<Refusal?> Restore(Organisation member, CancellationToken stop)
    {
        if (member.State is not OrganisationState.Archived) return null;
        member.State = OrganisationState.Active;
        audit.Add("Took a member back into the list", RecordKind.Organisation, member.Id, member.Name, cluster: member.HomeClusterId);
        return await Save(stop);
    }

    private async Task<Refusal?> Save(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new Refusal("Somebody else saved this a moment ago. Look at it again.");
        }
    }
}
