using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Paceline.Data;

/// <summary>What copying all rows needs to know of the model.</summary>
internal static class TableOrder
{
    /// <summary>Every kind of row once, with those that others point to first. Derived kinds come with their base, owned ones with their owner.</summary>
    public static IEnumerable<IEntityType> ParentsFirst(IModel model)
    {
        var left = model.GetEntityTypes().Where(e => !e.IsOwned() && e.BaseType is null).ToList();
        while (left.Count > 0)
        {
            var ready = left.Where(e => e.GetDerivedTypesInclusive().SelectMany(d => d.GetForeignKeys()).All(f => f.PrincipalEntityType.GetRootType() == e || !left.Contains(f.PrincipalEntityType.GetRootType()))).ToList();
            foreach (var entity in ready) yield return entity;
            left.RemoveAll(ready.Contains);
        }
    }

    /// <summary>How many rows are saved together: all where rows point to each other, few where they are large.</summary>
    public static int Batch(IEntityType entity) =>
        entity.GetForeignKeys().Any(f => f.PrincipalEntityType == entity) ? int.MaxValue
        : entity.GetProperties().Any(p => p.ClrType == typeof(byte[])) ? 4
        : 500;

    /// <summary>Lets a server go on numbering after the rows that were copied in with their numbers.</summary>
    public static async Task ContinueNumbering(PacelineDb db, CancellationToken stop)
    {
        if (!db.Database.IsNpgsql()) return;
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.FindPrimaryKey()?.Properties is [{ ClrType: var type, ValueGenerated: ValueGenerated.OnAdd }] && type == typeof(int)))
        {
            var table = entity.GetTableName()!; // from our own model, never from a person
            var column = entity.FindPrimaryKey()!.Properties[0].GetColumnName();
            var statement = $"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT coalesce(max({column}), 1) FROM {table}), EXISTS (SELECT 1 FROM {table}))";
            await db.Database.ExecuteSqlRawAsync(statement, stop);
        }
    }

    /// <summary>Whether nobody works here yet. Keys and settings that a first start makes do not count.</summary>
    public static async Task<bool> IsEmpty(PacelineDb db, CancellationToken stop) =>
        !await db.Users.AnyAsync(stop) && !await db.Programmes.AnyAsync(stop) && !await db.Organisations.AnyAsync(stop) && !await db.AuditEvents.AnyAsync(stop);

    /// <summary>Removes what a first start left, so that the copy brings its own.</summary>
    public static async Task ClearFirstStart(PacelineDb db, CancellationToken stop)
    {
        await db.Settings.ExecuteDeleteAsync(stop);
        await db.AuditHeads.ExecuteDeleteAsync(stop);
        await db.StoredKeys.ExecuteDeleteAsync(stop);
        await db.AccessLinks.ExecuteDeleteAsync(stop);
        await db.Jobs.ExecuteDeleteAsync(stop);
        await db.Mails.ExecuteDeleteAsync(stop);
    }
}
