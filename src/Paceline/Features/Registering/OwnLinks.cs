using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Features.Registering;

/// <summary>What the links of letters open.</summary>
public sealed class OwnLinks(PacelineDb db, Links links)
{
    /// <summary>The registration behind a link, or null.</summary>
    public async Task<(Activity Activity, Registration Person)?> Find(string token, CancellationToken stop)
    {
        using var house = db.AsTheHouse("A link of a letter opens the one registration that it was made for.");
        if (await links.Find(LinkPurpose.Registration, token, stop) is not { } link || await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == link.SubjectId, stop) is not { } person) return null;
        await links.Count(link, stop);
        return (await db.Activities.AsNoTracking().SingleAsync(a => a.Id == person.ActivityId, stop), person);
    }

    /// <summary>The registration that came of an invitation, or null.</summary>
    public async Task<Registration?> CameOf(Invitation invitation, CancellationToken stop)
    {
        using var house = db.AsTheHouse("An invitation leads to the registration that came of it.");
        return await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.ActivityId == invitation.ActivityId && r.EmailKey == invitation.EmailKey && r.State != RegistrationState.Cancelled, stop);
    }

    /// <summary>Notes what came of an invitation.</summary>
    public async Task Note(Invitation invitation, Guid registration, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Whoever was invited has registered by the link.");
        await db.Invitations.Where(i => i.Id == invitation.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.RegistrationId, registration), stop);
    }

    /// <summary>The invitation behind a link, or null.</summary>
    public async Task<(Activity Activity, Invitation Invitation)?> Invited(string token, CancellationToken stop)
    {
        using var house = db.AsTheHouse("An invitation opens the one form that it was made for.");
        if (await links.Find(LinkPurpose.Invitation, token, stop) is not { } link || await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == link.SubjectId, stop) is not { } invitation) return null;
        // Who was shut out of the registration does not come in again by the invitation that it came of.
        if (await db.Registrations.AnyAsync(r => r.ActivityId == invitation.ActivityId && r.EmailKey == invitation.EmailKey && db.AccessLinks.Any(l => l.SubjectId == r.Id && l.Purpose == LinkPurpose.Registration && l.IsBarred), stop)) return null;
        await links.Count(link, stop);
        return (await db.Activities.AsNoTracking().SingleAsync(a => a.Id == invitation.ActivityId, stop), invitation);
    }
}
