using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Directory;

/// <summary>Makes and ends the links by which a profile is shown outside.</summary>
public sealed class ShareProfile(PacelineDb db, CurrentAccess access, Links links, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The organisation, if whoever asks speaks for it.</summary>
    public async Task<Organisation?> Find(Guid id, CancellationToken stop)
    {
        var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.State == OrganisationState.Active, stop);
        return organisation is not null && access.May(Can.EditOrganisation, new Scope(organisation.Kind is OrganisationKind.ClusterOrganisation ? id : organisation.HomeClusterId, id)) ? organisation : null;
    }

    public async Task<Refusal?> Make(Guid id, ShareInput input, CancellationToken stop)
    {
        if (await Find(id, stop) is not { } organisation) return new Refusal("Only a record in use can be shown to others.");
        if (ProfileShare.MayMake(organisation.State, input.Days) is { } refusal) return refusal;
        if (await db.ProfileShares.AnyAsync(s => s.Id == input.Id, stop)) return null; // sent twice
        var shows = input.Shows.Aggregate(PublicFields.Card, (all, part) => all | part & PublicFields.All);
        var made = new ProfileShare { Id = input.Id, OrganisationId = id, Shows = shows, For = (input.For ?? "").Trim(), MadeAt = clock.GetUtcNow(), MadeById = access.PersonId!.Value };
        db.ProfileShares.Add(made);
        await links.For(LinkPurpose.SharedProfile, made.Id, TimeSpan.FromDays(input.Days), stop);
        audit.Add("Made a link that shows the profile", RecordKind.Organisation, id, organisation.Name);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Ends a link of an organisation; false when it has no such link.</summary>
    public async Task<bool> End(Guid id, Guid share, CancellationToken stop)
    {
        if (!await db.ProfileShares.AnyAsync(s => s.Id == share && s.OrganisationId == id, stop)) return false;
        await links.Revoke(LinkPurpose.SharedProfile, share, stop);
        audit.Add("Ended a link that shows the profile", RecordKind.Organisation, id, await db.Organisations.Where(o => o.Id == id).Select(o => o.Name).FirstAsync(stop));
        await db.SaveChangesAsync(stop);
        return true;
    }
}
