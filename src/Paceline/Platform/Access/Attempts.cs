using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Platform.Access;

/// <summary>
/// Counts failures at the door, for all instances together: by what was typed, whether there is such an account or not, and by
/// network. An attempt counts from when it is begun. A browser that the owner has used before has a count of its own.
/// </summary>
public sealed class Attempts(PacelineDb db, TimeProvider clock)
{
    /// <summary>How long one waits after too many.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    /// <summary>Failures that an account or a device has.</summary>
    public const int PerAccount = 5;

    /// <summary>Failures that a network has.</summary>
    public const int PerNetwork = 100;

    /// <summary>
    /// Takes one attempt of each count before anything is checked; false where one of them has none left. Each is one statement,
    /// so that a thousand forms sent together are heard no more often than one after the other, and none waits for a password.
    /// </summary>
    public async Task<bool> Take(params (string Key, int Limit)[] counted)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var since = now - (long)Wait.TotalMilliseconds;
        List<string> taken = [];
        foreach (var (key, limit) in counted)
        {
            var heard = await db.Database.SqlQuery<int>($"""
                INSERT INTO sign_in_attempts (id, failures, last_at) VALUES ({Id(key)}, 1, {now})
                ON CONFLICT (id) DO UPDATE SET
                    failures = CASE WHEN sign_in_attempts.last_at <= {since} THEN 1 ELSE sign_in_attempts.failures + 1 END,
                    last_at = CASE WHEN sign_in_attempts.last_at <= {since} THEN {now} ELSE sign_in_attempts.last_at END
                    WHERE sign_in_attempts.last_at <= {since} OR sign_in_attempts.failures < {limit}
                RETURNING failures AS "Value"
                """).ToListAsync();
            if (heard.Count == 0)
            {
                await GiveBack([.. taken]);
                return false;
            }

            taken.Add(key);
        }

        return true;
    }

    /// <summary>What was taken has failed: it stays taken, and the wait begins anew.</summary>
    public Task Failed(params string[] keys)
    {
        var (ids, now) = (keys.Select(Id).ToList(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        return db.SignInAttempts.Where(a => ids.Contains(a.Id)).ExecuteUpdateAsync(a => a.SetProperty(x => x.LastAt, now));
    }

    /// <summary>What was taken was no failure.</summary>
    public Task GiveBack(params string[] keys)
    {
        var ids = keys.Select(Id).ToList();
        return ids.Count == 0 ? Task.CompletedTask : db.SignInAttempts.Where(a => ids.Contains(a.Id) && a.Failures > 0).ExecuteUpdateAsync(a => a.SetProperty(x => x.Failures, x => x.Failures - 1));
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
