using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Access;

namespace Paceline.Platform.Access;

/// <summary>Authenticator apps and recovery codes. Phones count by the true time, so codes do too, also where the product's clock stands elsewhere.</summary>
public sealed class SecondFactors(PacelineDb db, IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Codes = 10, CodeLength = 16;
    // Without letters and digits that are mistaken for each other.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private readonly IDataProtector _protector = protection.CreateProtector("authenticator secret");

    /// <summary>Whether the person has an app.</summary>
    public Task<bool> Has(Guid person, CancellationToken stop = default) => db.SecondFactors.AnyAsync(f => f.PersonId == person, stop);

    /// <summary>A secret that is kept nowhere yet, sealed so that the page can carry it.</summary>
    public string Propose() => _protector.Protect(Convert.ToBase64String(RandomNumberGenerator.GetBytes(TimeCode.SecretLength)));

    /// <summary>The bytes of a sealed secret, or null where it is not ours.</summary>
    public byte[]? Open(string? sealedSecret)
    {
        try
        {
            return sealedSecret is { Length: > 0 and < 1000 } ? Convert.FromBase64String(_protector.Unprotect(sealedSecret)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Sets up the app of a person by its first code: fresh recovery codes, or null where the code is wrong. The caller saves.</summary>
    public async Task<IReadOnlyList<string>?> SetUp(Guid person, string sealedSecret, string code, CancellationToken stop)
    {
        if (Open(sealedSecret) is not { } secret || TimeCode.Match(secret, code, TimeProvider.System.GetUtcNow(), 0) is not { } step) return null;
        if (await db.SecondFactors.FindAsync([person], stop) is { } old) (old.Secret, old.SetUpAt, old.LastStep) = (sealedSecret, clock.GetUtcNow(), step);
        else db.SecondFactors.Add(new SecondFactor { PersonId = person, Secret = sealedSecret, SetUpAt = clock.GetUtcNow(), LastStep = step });
        return await NewCodes(person, stop);
    }

    /// <summary>Fresh recovery codes; those of before end. The caller saves.</summary>
    public async Task<IReadOnlyList<string>> NewCodes(Guid person, CancellationToken stop)
    {
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.PersonId == person).ToListAsync(stop));
        var codes = Enumerable.Range(0, Codes).Select(_ => RandomNumberGenerator.GetString(Letters, CodeLength)).ToList();
        db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { PersonId = person, Hash = HashOf(person, c) }));
        return codes.ConvertAll(TimeCode.Grouped);
    }

    /// <summary>Takes a code of the app: true for the first who brings it, and never again.</summary>
    public async Task<bool> TakeCode(Guid person, string typed, CancellationToken stop)
    {
        if (await db.SecondFactors.AsNoTracking().FirstOrDefaultAsync(f => f.PersonId == person, stop) is not { } factor || Open(factor.Secret) is not { } secret) return false;
        if (TimeCode.Match(secret, typed, TimeProvider.System.GetUtcNow(), factor.LastStep) is not { } step) return false;
        return await db.SecondFactors.Where(f => f.PersonId == person && f.LastStep < step).ExecuteUpdateAsync(f => f.SetProperty(x => x.LastStep, step), stop) == 1;
    }

    /// <summary>Takes a recovery code, which is used up by it.</summary>
    public async Task<bool> TakeRecoveryCode(Guid person, string typed, CancellationToken stop)
    {
        var plain = new string([.. typed.ToLowerInvariant().Where(Letters.Contains)]);
        if (plain.Length != CodeLength) return false;
        var (hash, now) = (HashOf(person, plain), clock.GetUtcNow());
        return await db.RecoveryCodes.Where(c => c.PersonId == person && c.Hash == hash && c.UsedAt == null).ExecuteUpdateAsync(c => c.SetProperty(x => x.UsedAt, now), stop) == 1;
    }

    /// <summary>Recovery codes that are left.</summary>
    public Task<int> CodesLeft(Guid person, CancellationToken stop) => db.RecoveryCodes.CountAsync(c => c.PersonId == person && c.UsedAt == null, stop);

    /// <summary>Takes app and codes away. The caller saves.</summary>
    public async Task Remove(Guid person, CancellationToken stop)
    {
        db.SecondFactors.RemoveRange(await db.SecondFactors.Where(f => f.PersonId == person).ToListAsync(stop));
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(c => c.PersonId == person).ToListAsync(stop));
    }

    internal static string HashOf(Guid person, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person:N}{code}")));
}
