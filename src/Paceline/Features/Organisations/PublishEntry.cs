using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Organisations;

/// <summary>A company says what of its profile everybody sees, or takes it back.</summary>
public sealed class PublishEntry(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What came of it: nothing set means saved.</summary>
    public sealed record Outcome(Refusal? Refusal = null, bool IsConflict = false);

    public async Task<Outcome> Run(OrganisationRecord record, PublicFields chosen, bool agreed, int version, CancellationToken stop)
    {
        var profile = record.Company!;
        chosen &= PublicFields.All;
        if (PublicConsent.Check(chosen, agreed, profile) is { } refusal) return new Outcome(refusal);
        // Taking it back is never held up by what somebody else saved.
        if (chosen is not PublicFields.None && profile.Version != version) return new Outcome(IsConflict: true);
        if (profile.Public == chosen) return new Outcome();
        var before = profile.Public;
        if (db.Entry(profile).State is EntityState.Detached) db.Add(profile);
        profile.Public = chosen;
        profile.PublicSince = chosen is PublicFields.None ? null : clock.GetUtcNow();
        profile.PublicById = chosen is PublicFields.None ? null : access.PersonId;
        // The sentence and its number stand in the trail, which nobody can change: that is the proof of the consent.
        audit.Add(chosen is PublicFields.None ? "Withdrew the public entry" : "Agreed to a public entry", RecordKind.Organisation, record.Organisation.Id, record.Organisation.Name,
            $"{before} → {chosen}" + (chosen is PublicFields.None ? "" : $"; text {PublicConsent.Version}: {PublicConsent.Sentence}"), cluster: OrganisationDoor.ScopeOf(record.Organisation).Cluster);
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
}
