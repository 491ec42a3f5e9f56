using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Platform.Audit;

namespace Paceline.Features.Privacy;

/// <summary>Keeps what somebody needs at an activity as cipher text, and opens it for the person itself and for those who run the activity.</summary>
public sealed class KeepNeeds(PacelineDb db, ChangeConsents consents, AuditTrail audit, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("special care");

    /// <summary>Keeps the needs under the consent given with them. The trail says that they were told, not what.</summary>
    public async Task<Refusal?> Tell(DataSubject person, Guid activity, Needs needs, bool agreed, PrivacyDoor door, CancellationToken stop)
    {
        if (needs.Check(agreed) is { } refusal) return refusal;
        using var house = db.AsTheHouse("A person tells its own needs, also where the activity is another cluster's.");
        var consent = await consents.Add(person, ConsentPurpose.DietAndAccessNeeds, door, stop);
        var (id, cipher, now) = (person.Subject.Id, _protector.Protect(JsonSerializer.Serialize(needs)), clock.GetUtcNow());
        if (await db.SpecialCares.FirstOrDefaultAsync(c => c.ActivityId == activity && c.SubjectId == id, stop) is { } kept) (kept.Cipher, kept.ToldAt) = (cipher, now);
        else db.SpecialCares.Add(new SpecialCare { ActivityId = activity, SubjectKind = person.Subject.Kind, SubjectId = id, ConsentId = consent.Id, Cipher = cipher, ToldAt = now });
        audit.Add("Told of diet or access needs", person.Subject.RecordKind, id, person.Name);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>What the person itself told; null where there is nothing.</summary>
    public async Task<Needs?> Own(Subject subject, Guid activity, CancellationToken stop)
    {
        using var house = db.AsTheHouse("A person reads its own needs, also where the activity is another cluster's.");
        return await db.SpecialCares.AsNoTracking().FirstOrDefaultAsync(c => c.ActivityId == activity && c.SubjectId == subject.Id, stop) is { } kept ? Read(kept.Cipher) : null;
    }

    /// <summary>What was told, for the person itself to read; null where it cannot be read.</summary>
    internal Needs? Told(string cipher) => Read(cipher);

    /// <summary>Opens it for somebody who runs the activity; the opening is noted, the content is not.</summary>
    public async Task<Needs?> Open(Guid activity, Guid subject, string name, Guid cluster, CancellationToken stop)
    {
        if (await db.SpecialCares.AsNoTracking().FirstOrDefaultAsync(c => c.ActivityId == activity && c.SubjectId == subject, stop) is not { } kept) return null;
        audit.Add("Opened diet or access needs", new Subject(kept.SubjectKind, subject).RecordKind, subject, name, cluster: cluster);
        await db.SaveChangesAsync(stop);
        return Read(kept.Cipher);
    }

    /// <summary>What those of an activity who still come need, counted and without names; the counting is noted. Who may was asked before.</summary>
    public async Task<NeedsCount> Count(Activity activity, CancellationToken stop)
    {
        var kept = await db.SpecialCares.AsNoTracking().Where(c => c.ActivityId == activity.Id && db.Registrations.Any(r => r.Id == c.SubjectId && r.State != RegistrationState.Cancelled && r.State != RegistrationState.NoShow)).ToListAsync(stop);
        audit.Add("Counted diet and access needs", RecordKind.Activity, activity.Id, activity.Title.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return NeedsCount.Of([.. kept.Select(c => Read(c.Cipher)).OfType<Needs>()]);
    }

    // Keys that are lost make it unreadable; then it is as if nothing had been told.
    private Needs? Read(string cipher)
    {
        try
        {
            return JsonSerializer.Deserialize<Needs>(_protector.Unprotect(cipher));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
