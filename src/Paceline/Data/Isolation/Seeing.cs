using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;

namespace Paceline.Data.Isolation;

/// <summary>Something was to be written that lies outside of what the unit of work may see. A visitor is told that there is no such record.</summary>
public sealed class OutOfSightException(string message) : InvalidOperationException(message);

/// <summary>Saves nothing that lies outside of what the unit of work sees: not before the change, and not after it.</summary>
internal static class Seeing
{
    private const int AtOnce = 500;
    private static readonly Dictionary<Type, Ownership> ByType = OwnedRows.Owned.ToDictionary(o => o.Entity);

    /// <summary>The changed rows that somebody owns.</summary>
    public static List<EntityEntry> Changed(PacelineDb db) =>
        [.. db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && ByType.ContainsKey(e.Metadata.ClrType))];

    /// <summary>Saves and looks after it, in one transaction where the rows themselves don't say whose they are.</summary>
    public static async Task<int> Save(PacelineDb db, List<EntityEntry> changed, Func<CancellationToken, Task<int>> save, CancellationToken stop)
    {
        await LookForTaken(db, changed, stop);
        await Look(db, [.. changed.Where(e => e.State is not EntityState.Added && !Covered(db, e, before: true)).Select(e => (e.Metadata.ClrType, Key(e)))], stop);
        List<(Type, Guid)> after = [.. changed.Where(e => e.State is not EntityState.Deleted && !Covered(db, e, before: false)).Select(e => (e.Metadata.ClrType, Key(e)))];
        if (after.Count == 0) return await Refused(save, stop);
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        var saved = await Refused(save, stop);
        await Look(db, after, stop);
        if (own is not null) await own.CommitAsync(stop);
        return saved;
    }

    // PostgreSQL looks as well, and sooner.
    private static async Task<int> Refused(Func<CancellationToken, Task<int>> save, CancellationToken stop)
    {
        try
        {
            return await save(stop);
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege })
        {
            throw new OutOfSightException(fault.InnerException.Message);
        }
    }

    private static bool Covered(PacelineDb db, EntityEntry entry, bool before) => ByType[entry.Metadata.ClrType].Paths.Exists(p => p.Covers(db.Sight, entry, before));

    private static Guid Key(EntityEntry entry) => (Guid)entry.Property(entry.Metadata.FindPrimaryKey()!.Properties.Single().Name).CurrentValue!;

    private static async Task Look(PacelineDb db, List<(Type Entity, Guid Key)> rows, CancellationToken stop)
    {
        foreach (var kind in rows.GroupBy(r => r.Entity, r => r.Key))
            foreach (var some in kind.Distinct().Chunk(AtOnce))
                if (await ByType[kind.Key].CountSeen(db, some, stop) != some.Length)
                    throw new OutOfSightException($"Rows of {kind.Key.Name} lie outside of what this unit of work may see: nothing is saved.");
    }

    // The id of a new record may come from a form. Whether somebody else's record has it, nobody learns from a fault of the database.
    private static async Task LookForTaken(PacelineDb db, List<EntityEntry> changed, CancellationToken stop)
    {
        foreach (var kind in changed.Where(e => e.State is EntityState.Added).GroupBy(e => e.Metadata.ClrType, Key))
            foreach (var some in kind.Chunk(AtOnce))
            {
                int taken;
                using (db.AsTheHouse("Whether the id of a new record is another's already.")) taken = await ByType[kind.Key].CountSeen(db, some, stop);
                if (taken > 0 && await ByType[kind.Key].CountSeen(db, some, stop) < taken) throw new OutOfSightException($"A row of {kind.Key.Name} with this id lies outside of what this unit of work may see.");
            }
    }
}
