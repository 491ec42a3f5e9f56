using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Platform.Access;

/// <summary>
/// Makes and checks signed links. A token is the link's id and the first 16 bytes of its HMAC-SHA256, in base64url:
/// 43 characters that can be printed again at any time without the secret being stored in any row.
/// </summary>
public sealed class Links(PacelineDb db, LinkKey key, TimeProvider clock)
{
    /// <summary>Characters of a token.</summary>
    public const int TokenLength = 43;

    /// <summary>The live link for a subject and purpose, made if there is none. The caller saves.</summary>
    public async Task<string> For(LinkPurpose purpose, Guid subject, TimeSpan lifetime, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        var link = db.AccessLinks.Local.FirstOrDefault(l => l.Purpose == purpose && l.SubjectId == subject && l.RevokedAt is null && l.ExpiresAt > now)
            ?? await db.AccessLinks.Where(l => l.Purpose == purpose && l.SubjectId == subject && l.RevokedAt == null && l.ExpiresAt > now).OrderByDescending(l => l.ExpiresAt).FirstOrDefaultAsync(stop);
        // What this unit of work has just revoked still looks live in the database.
        if (link is null or { RevokedAt: not null }) db.AccessLinks.Add(link = new AccessLink { Purpose = purpose, SubjectId = subject, ExpiresAt = now + lifetime });
        return await Token(link.Id, purpose, stop);
    }

    /// <summary>Ends every live link of a subject and purpose. The caller saves.</summary>
    public async Task Revoke(LinkPurpose purpose, Guid subject, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        foreach (var link in await db.AccessLinks.Where(l => l.Purpose == purpose && l.SubjectId == subject && l.RevokedAt == null).ToListAsync(stop)) link.RevokedAt = now;
    }

    /// <summary>The live link behind a token, or null if it is forged, expired, revoked or for something else.</summary>
    public async Task<AccessLink?> Find(LinkPurpose purpose, string token, CancellationToken stop = default)
    {
        if (token.Length != TokenLength) return null;
        Span<byte> bytes = stackalloc byte[32];
        if (!Base64Url.TryDecodeFromChars(token, bytes, out var written) || written != 32) return null;
        var id = new Guid(bytes[..16], bigEndian: true);
        if (await Token(id, purpose, stop) is var expected && !CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(expected), System.Text.Encoding.ASCII.GetBytes(token))) return null;
        var now = clock.GetUtcNow();
        return await db.AccessLinks.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id && l.Purpose == purpose && l.RevokedAt == null && l.ExpiresAt > now, stop);
    }

    /// <summary>Counts one opening; a statement of its own, so that a page that only reads stays a reader.</summary>
    public Task Count(AccessLink link, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        return db.AccessLinks.Where(l => l.Id == link.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Uses, x => x.Uses + 1).SetProperty(x => x.LastUsedAt, now), stop);
    }

    /// <summary>Uses up a link that works once: true for the first who asks, however many ask together.</summary>
    public async Task<bool> Spend(AccessLink link, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        return await db.AccessLinks.Where(l => l.Id == link.Id && l.RevokedAt == null)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.RevokedAt, now).SetProperty(x => x.Uses, x => x.Uses + 1).SetProperty(x => x.LastUsedAt, now), stop) == 1;
    }

    private async Task<string> Token(Guid id, LinkPurpose purpose, CancellationToken stop)
    {
        var signed = new byte[17];
        id.TryWriteBytes(signed, bigEndian: true, out _);
        signed[16] = (byte)purpose;
        var token = new byte[32];
        signed.AsSpan(0, 16).CopyTo(token);
        HMACSHA256.HashData(await key.Read(stop), signed).AsSpan(0, 16).CopyTo(token.AsSpan(16));
        return Base64Url.EncodeToString(token);
    }
}

/// <summary>The secret that signs links: made once, kept beside the data-protection keys, shared by all instances.</summary>
public sealed class LinkKey(IServiceScopeFactory scopes)
{
    private const string Name = "links";
    private byte[]? _key;

    public async Task<byte[]> Read(CancellationToken stop)
    {
        if (_key is not null) return _key;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        var stored = await db.Settings.FindAsync([Name], stop);
        if (stored is null)
        {
            db.Settings.Add(stored = new Setting { Key = Name, Value = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)) });
            try
            {
                await db.SaveChangesAsync(stop);
            }
            catch (DbUpdateException)
            {
                // Another instance was first.
                db.ChangeTracker.Clear();
                stored = await db.Settings.SingleAsync(s => s.Key == Name, stop);
            }
        }

        return _key = Convert.FromHexString(stored.Value);
    }
}
