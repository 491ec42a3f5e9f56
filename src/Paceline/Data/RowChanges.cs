using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;

namespace Paceline.Data;

/// <summary>What became of a row: the values that were changed, before and after, by the names of the model.</summary>
/// <param name="Entity">Kind of row.</param>
/// <param name="Id">Its key.</param>
/// <param name="Version">Its version after the change.</param>
/// <param name="Before">Values before.</param>
/// <param name="After">Values after.</param>
public sealed record RowChange(string Entity, Guid Id, int Version, Dictionary<string, JsonElement> Before, Dictionary<string, JsonElement> After);

/// <summary>Notes the changes of a unit of work so that they can be put back, on either engine.</summary>
public static class RowChanges
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows that the unit of work changes, before it is saved.</summary>
    public static List<RowChange> Of(PacelineDb db)
    {
        List<RowChange> changes = [];
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Modified).ToList())
        {
            var changed = entry.Properties.Where(p => p.IsModified && p.Metadata.Name is not nameof(IVersioned.Version)).ToList();
            if (changed.Count == 0 || entry.Metadata.FindPrimaryKey()?.Properties is not [{ ClrType: var type } key] || type != typeof(Guid)) continue;
            changes.Add(new RowChange(
                entry.Metadata.ClrType.Name, (Guid)entry.Property(key.Name).CurrentValue!, entry.Entity is IVersioned row ? row.Version + 1 : 0,
                changed.ToDictionary(p => p.Metadata.Name, p => JsonSerializer.SerializeToElement(p.OriginalValue, p.Metadata.ClrType, Options), StringComparer.Ordinal),
                changed.ToDictionary(p => p.Metadata.Name, p => JsonSerializer.SerializeToElement(p.CurrentValue, p.Metadata.ClrType, Options), StringComparer.Ordinal)));
        }

        return changes;
    }

    /// <summary>As text, to be kept.</summary>
    public static string Write<T>(T notes) => JsonSerializer.Serialize(notes, Options);

    /// <summary>From text.</summary>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    /// <summary>The row as it is now, tracked; null if it is gone.</summary>
    public static async Task<object?> Find(PacelineDb db, RowChange change, CancellationToken stop) =>
        db.Model.GetEntityTypes().FirstOrDefault(e => e.ClrType.Name == change.Entity) is { } entity ? await db.FindAsync(entity.ClrType, [change.Id], stop) : null;

    /// <summary>Puts the values before back into a row; where somebody has changed a value since, theirs stays.</summary>
    /// <returns>The names of the values that stay as somebody changed them.</returns>
    public static List<string> PutBack(PacelineDb db, object row, RowChange change)
    {
        List<string> kept = [];
        var entry = db.Entry(row);
        foreach (var (name, before) in change.Before)
        {
            if (entry.Metadata.FindProperty(name) is not { } property) continue;
            var now = JsonSerializer.SerializeToElement(entry.Property(name).CurrentValue, property.ClrType, Options);
            if (!JsonElement.DeepEquals(now, change.After[name])) kept.Add(name);
            else entry.Property(name).CurrentValue = before.Deserialize(property.ClrType, Options);
        }

        return kept;
    }
}
