using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Organisations;

/// <summary>Adds, changes or ends a company's membership of a cluster.</summary>
public sealed class ChangeMembership(PacelineDb db, CurrentAccess access, FollowHome follow, AuditTrail audit)
{
    /// <summary>What came of it: nothing set means saved.</summary>
    public sealed record Outcome(string Field = "", Refusal? Refusal = null, bool IsConflict = false);

    /// <summary>Clusters for which whoever asks may enter members.</summary>
    public IQueryable<Organisation> Clusters()
    {
        var reach = access.Reach(Can.ManageMembers);
        return db.Organisations.Where(o => o.Kind == OrganisationKind.ClusterOrganisation && o.State != OrganisationState.Merged && (reach.Everywhere || reach.Clusters.Contains(o.Id)));
    }

    /// <summary>The programme in which a cluster counts its members: the one of which it is a partner.</summary>
    public Task<Guid?> ProgrammeOf(Guid cluster, CancellationToken stop) =>
        db.ConsortiumPartners.Where(p => p.OrganisationId == cluster).OrderByDescending(p => p.Id).Select(p => (Guid?)p.ProgrammeId).FirstOrDefaultAsync(stop);

    public async Task<Outcome> Run(Organisation company, MembershipInput input, CancellationToken stop)
    {
        using var beyond = db.Beyond("A company has one home cluster at a time, so all its memberships are looked at.", companies: [company.Id]);
        var all = await db.Memberships.Where(m => m.OrganisationId == company.Id).ToListAsync(stop);
        var known = all.FirstOrDefault(m => m.Id == input.Id);
        var cluster = known?.ClusterId ?? input.ClusterId ?? Guid.Empty;
        if (!await Clusters().AnyAsync(c => c.Id == cluster, stop)) return new Outcome("Input.ClusterId", new Refusal("Choose a cluster from the list."));
        var programme = input.IsHome ? await ProgrammeOf(cluster, stop) : null;
        if (input.IsHome && programme is null) return new Outcome("Input.IsHome", new Refusal("This cluster is no partner of a programme yet, so it counts nobody."));
        if (known is not null && known.Version != input.Version) return new Outcome(IsConflict: true);

        var before = known is null ? "" : Words(known);
        var membership = known ?? new ClusterMembership { Id = input.Id, OrganisationId = company.Id, ClusterId = cluster, From = input.From!.Value };
        (membership.From, membership.To, membership.HomeProgrammeId) = (input.From!.Value, input.To, programme);
        if (membership.Fits(all) is { } refusal)
        {
            db.ChangeTracker.Clear();
            return new Outcome("Input.From", refusal);
        }

        if (known is null) db.Add(membership);
        var name = await db.Organisations.Where(o => o.Id == cluster).Select(o => o.Name).SingleAsync(stop);
        audit.Add(known is null ? "Added a membership" : "Changed a membership", RecordKind.Organisation, company.Id, company.Name, $"{name}: {before} → {Words(membership)}", cluster: cluster);
        await follow.Follow(company, known is null ? [.. all, membership] : all, actor: null, stop);
        // Two memberships added at once must not both count the company: whoever comes second finds the company changed.
        db.Entry(company).Property(o => o.Name).IsModified = true;
        try
        {
            await db.SaveChangesAsync(stop);
            return new Outcome();
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return new Outcome(IsConflict: true);
        }
    }

    private static string Words(ClusterMembership m) => $"{m.From:yyyy-MM-dd} – {(m.To is { } to ? $"{to:yyyy-MM-dd}" : "…")}{(m.HomeProgrammeId is null ? "" : ", home")}";
}
