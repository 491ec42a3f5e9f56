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

    /// <summary>The live link for a subject and purpose, made at once if there is none: there is never more than one, however many ask together.</summary>
    public async Task<string> For(LinkPurpose purpose, Guid subject, TimeSpan lifetime, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        var link = db.AccessLinks.Local.FirstOrDefault(l => l.Purpose == purpose && l.SubjectId == subject && l.RevokedAt is null && l.ExpiresAt > now) ?? await Live(purpose, subject, now, stop);
        if (link is null)
        {
            // One that has run out makes room; whoever makes the new one first has made it for all.
            await db.AccessLinks.Where(l => l.Purpose == purpose && l.SubjectId == subject && l.RevokedAt == null && l.ExpiresAt <= now).ExecuteUpdateAsync(l => l.SetProperty(x => x.RevokedAt, x => x.ExpiresAt), stop);
            var fresh = new AccessLink { Purpose = purpose, SubjectId = subject, ExpiresAt = now + lifetime };
            object expires = db.Database.IsNpgsql() ? fresh.ExpiresAt : fresh.ExpiresAt.ToUnixTimeMilliseconds();
            await db.Database.ExecuteSqlRawAsync("INSERT INTO access_links (id, purpose, subject_id, expires_at, is_barred, uses) VALUES ({0}, {1}, {2}, {3}, {4}, 0) ON CONFLICT (subject_id, purpose) WHERE revoked_at IS NULL DO NOTHING",
                [fresh.Id, purpose.ToString(), subject, expires, false], stop);
            link = await Live(purpose, subject, now, stop) ?? fresh;
        }

        return await Token(link.Id, purpose, stop);
    }

    /// <summary>Lets the live links of some subjects live longer, at once or with the caller's transaction. None is made shorter; none that has ended is woken.</summary>
    public Task Extend(LinkPurpose purpose, IQueryable<Guid> subjects, TimeSpan lifetime, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        var until = now + lifetime;
        return db.AccessLinks.Where(l => l.Purpose == purpose && l.RevokedAt == null && l.ExpiresAt > now && l.ExpiresAt < until && subjects.Contains(l.SubjectId)).ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, until), stop);
    }

    /// <summary>Ends every live link of a subject and purpose, at once or with the caller's transaction.</summary>
    public async Task Revoke(LinkPurpose purpose, Guid subject, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        foreach (var known in db.AccessLinks.Local.Where(l => l.Purpose == purpose && l.SubjectId == subject).ToList()) db.Entry(known).State = EntityState.Detached;
        await db.AccessLinks.Where(l => l.Purpose == purpose && l.SubjectId == subject && l.RevokedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.RevokedAt, now), stop);
    }

    /// <summary>The link that a token was made for, also when it has ended; null for what was never ours.</summary>
    public async Task<AccessLink?> FindEnded(LinkPurpose purpose, string token, CancellationToken stop = default) =>
        await IdOf(purpose, token, stop) is { } id ? await db.AccessLinks.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id && l.Purpose == purpose, stop) : null;

    /// <summary>The live link behind a token, or null if it is forged, expired, revoked or for something else.</summary>
    public async Task<AccessLink?> Find(LinkPurpose purpose, string token, CancellationToken stop = default)
    {
        if (await IdOf(purpose, token, stop) is not { } id) return null;
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

    private Task<AccessLink?> Live(LinkPurpose purpose, Guid subject, DateTimeOffset now, CancellationToken stop) =>
        db.AccessLinks.AsNoTracking().FirstOrDefaultAsync(l => l.Purpose == purpose && l.SubjectId == subject && l.RevokedAt == null && l.ExpiresAt > now, stop);

    // Null unless this installation signed it, for this purpose.
    private async Task<Guid?> IdOf(LinkPurpose purpose, string token, CancellationToken stop)
    {
        if (token.Length != TokenLength) return null;
        if (Bytes(token) is not { Length: 32 } bytes) return null;
        var id = new Guid(bytes.AsSpan(0, 16), bigEndian: true);
        var expected = await Token(id, purpose, stop);
        return CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(expected), System.Text.Encoding.ASCII.GetBytes(token)) ? id : null;
    }

    // What was cut or typed over may be no base64 at all.
    private static byte[]? Bytes(string token)
    {
        try
        {
            return Base64Url.DecodeFromChars(token);
        }
        catch (FormatException)
        {
            return null;
        }
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
public sealed class LinkKey(IServiceScopeFactory scopes, KeyFile file)
{
    internal const string Name = "links";
    private byte[]? _key;

    public async Task<byte[]> Read(CancellationToken stop)
    {
        if (_key is not null) return _key;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        var stored = await db.Settings.FindAsync([Name], stop);
        if (stored is null)
        {
            db.Settings.Add(stored = new Setting { Key = Name, Value = file.Seal(Name, Convert.ToHexString(RandomNumberGenerator.GetBytes(32))) });
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

        return _key = Convert.FromHexString(file.Open(Name, stored.Value));
    }
}
