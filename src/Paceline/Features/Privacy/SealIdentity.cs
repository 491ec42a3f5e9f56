using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Privacy;
using Paceline.Platform.Audit;

namespace Paceline.Features.Privacy;

/// <summary>Who stood behind a pseudonym.</summary>
public sealed record Identity(string Name, string Email);

/// <summary>Seals who stands behind a pseudonym while proof must be kept, and opens it for auditors.</summary>
public sealed class SealIdentity(PacelineDb db, AuditTrail audit, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _protector = protection.CreateProtector("sealed identity");

    /// <summary>Adds the seal to the caller's unit of work.</summary>
    public async Task Add(DataSubject person, string pseudonym, CancellationToken stop)
    {
        if (await db.SealedIdentities.AnyAsync(s => s.SubjectId == person.Subject.Id, stop)) return;
        db.SealedIdentities.Add(new SealedIdentity
        {
            SubjectKind = person.Subject.Kind,
            SubjectId = person.Subject.Id,
            Pseudonym = pseudonym,
            Cipher = _protector.Protect(JsonSerializer.Serialize(new Identity(person.Name, person.Email))),
            SealedAt = clock.GetUtcNow(),
        });
    }

    /// <summary>Opens a seal and notes who did; null where there is none, or its keys are lost.</summary>
    public async Task<Identity?> Open(Guid id, CancellationToken stop)
    {
        if (await db.SealedIdentities.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, stop) is not { } kept) return null;
        audit.Add("Opened a sealed identity", new Subject(kept.SubjectKind, kept.SubjectId).RecordKind, kept.SubjectId, kept.Pseudonym);
        await db.SaveChangesAsync(stop);
        try
        {
            return JsonSerializer.Deserialize<Identity>(_protector.Unprotect(kept.Cipher));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
