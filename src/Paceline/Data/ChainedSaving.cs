using Microsoft.EntityFrameworkCore;
using Paceline.Platform.Audit;

namespace Paceline.Data;

/// <summary>
/// Saves a unit of work with its audit entries: first the changes, then the entries at the end of the chain. Whoever writes
/// entries queues for the chain's head as the last thing before the commit, so that no two wait for each other.
/// </summary>
internal static class ChainedSaving
{
    /// <summary>The entries that have no place in the chain yet; copied rows have theirs.</summary>
    public static List<AuditEvent> Fresh(PacelineDb db) =>
        [.. db.ChangeTracker.Entries<AuditEvent>().Where(e => e.State is EntityState.Added && e.Entity.Hash is "").Select(e => e.Entity).OrderBy(e => e.Id)];

    public static async Task<int> Save(PacelineDb db, List<AuditEvent> entries, Func<CancellationToken, Task<int>> save, CancellationToken stop)
    {
        FieldChanges.Fill(entries, db.ChangeTracker);
        foreach (var entry in entries)
        {
            // Both engines keep milliseconds; what is hashed is what is kept.
            var at = db.Entry(entry).Property(e => e.At);
            at.CurrentValue = DateTimeOffset.FromUnixTimeMilliseconds(at.CurrentValue.ToUnixTimeMilliseconds());
            db.Entry(entry).State = EntityState.Detached;
        }

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        try
        {
            var saved = await save(stop);
            var count = entries.Count;
            if (await db.AuditHeads.ExecuteUpdateAsync(h => h.SetProperty(x => x.Length, x => x.Length + count), stop) != 1) throw new InvalidOperationException("The audit trail has no head: bring the schema up to date first.");
            var head = await db.AuditHeads.AsNoTracking().SingleAsync(stop);
            var (sequence, hash) = (head.Length - count, head.Hash);
            foreach (var entry in entries)
            {
                AuditChain.Append(entry, ++sequence, hash);
                hash = entry.Hash;
                db.AuditEvents.Add(entry);
            }

            saved += await save(stop);
            await db.AuditHeads.ExecuteUpdateAsync(h => h.SetProperty(x => x.Hash, hash), stop);
            if (own is not null) await own.CommitAsync(stop);
            return saved;
        }
        catch
        {
            // Whoever goes on with this unit of work goes on with its entries too.
            foreach (var entry in entries)
            {
                (entry.Hash, entry.Sequence) = ("", 0);
                db.Entry(entry).State = EntityState.Added;
            }

            throw;
        }
    }
}
