using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Platform.Access;

/// <summary>
/// Counts failures at the door, for all instances together: by what was typed, whether there is such an account or not, and by
/// network. A browser that the owner has used before has a count of its own.
/// </summary>
public sealed class Attempts(PacelineDb db, TimeProvider clock)
{
    /// <summary>How long one waits after too many.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    /// <summary>Failures that an account or a device has.</summary>
    public const int PerAccount = 5;

    /// <summary>Failures that a network has.</summary>
    public const int PerNetwork = 100;

    /// <summary>Whether one more attempt is heard.</summary>
    public async Task<bool> Allows(params (string Key, int Limit)[] counted)
    {
        var ids = counted.Select(c => Id(c.Key)).ToList();
        var since = (clock.GetUtcNow() - Wait).ToUnixTimeMilliseconds();
        var found = await db.SignInAttempts.AsNoTracking().Where(a => ids.Contains(a.Id) && a.LastAt > since).ToDictionaryAsync(a => a.Id, a => a.Failures);
        return counted.All(c => found.GetValueOrDefault(Id(c.Key)) < c.Limit);
    }

    /// <summary>One more failure.</summary>
    public async Task Failed(params string[] keys)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var since = now - (long)Wait.TotalMilliseconds;
        foreach (var key in keys)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO sign_in_attempts (id, failures, last_at) VALUES ({Id(key)}, 1, {now})
                ON CONFLICT (id) DO UPDATE SET failures = CASE WHEN sign_in_attempts.last_at < {since} THEN 1 ELSE sign_in_attempts.failures + 1 END, last_at = {now}
                """);
    }

    /// <summary>Forgets the failures of an account and its device; and, now and then, what nobody asks about any more.</summary>
    public Task Succeeded(params string[] keys)
    {
        var ids = keys.Select(Id).ToList();
        var old = (clock.GetUtcNow() - TimeSpan.FromDays(1)).ToUnixTimeMilliseconds();
        return db.SignInAttempts.Where(a => ids.Contains(a.Id) || a.LastAt < old).ExecuteDeleteAsync();
    }

    private static string Id(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToUpper(CultureInfo.InvariantCulture))).AsSpan(0, 16));
}
