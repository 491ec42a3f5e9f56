using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Paceline.Platform.Audit;

/// <summary>Reads from a unit of work what changed of the records that its entries are about, field by field.</summary>
public static class FieldChanges
{
    private const int Longest = 2000;

    // As people read it: a name that is written in escapes is not found again when its person is erased.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What counts, what only the machine reads, and what nobody may read.
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal)
    {
        "Version", "ConcurrencyStamp", "SecurityStamp", "PasswordHash", "NormalizedEmail", "NormalizedUserName", "UserName", "AccessFailedCount", "LockoutEnd", "Sequence", "Secret", "LastStep", "Cipher", "Answer", "ExtendedBecause", "SearchText", "EmailKey",
    };

    // Says something of a person. The organisations' own facts are not personal.
    private static readonly HashSet<string> Personal = new(StringComparer.Ordinal) { "DisplayName", "Email", "NewEmail", "ContactName", "Phone", "PhoneNumber", "JobTitle", "Names", "GivenBy", "Delegates", "LatinName", "ContactEmail", "ContactPhone", "PlaceOfDeparture", "Answers", "CancelReason", "To" };

    /// <summary>Gives each entry the changes of its record.</summary>
    public static void Fill(IReadOnlyList<AuditEvent> entries, ChangeTracker tracker)
    {
        var changed = tracker.Entries().Where(e => e.State is EntityState.Modified && !e.Metadata.IsOwned())
            .Where(e => e.Metadata.FindPrimaryKey()?.Properties is [{ ClrType: var type }] && type == typeof(Guid))
            .ToLookup(e => (Guid)e.Property(e.Metadata.FindPrimaryKey()!.Properties[0].Name).CurrentValue!);
        foreach (var entry in entries.Where(e => e.Changes.Count == 0)) entry.Changes = [.. changed[entry.RecordId].SelectMany(Of).OrderBy(c => c.Field, StringComparer.Ordinal)];
    }

    private static IEnumerable<AuditChange> Of(EntityEntry entry)
    {
        foreach (var property in entry.Properties)
        {
            var name = property.Metadata.Name;
            if (!property.IsModified || Left.Contains(name) || property.Metadata.ClrType == typeof(byte[])) continue;
            var (before, after) = (Text(property.OriginalValue), Text(property.CurrentValue));
            if (!string.Equals(before, after, StringComparison.Ordinal)) yield return new AuditChange(name, before, after, Personal.Contains(name) || name is "Name" && entry.Metadata.ShortName() is "Participant" or "Contact" or "Registration");
        }
    }

    private static string? Text(object? value)
    {
        var text = value switch
        {
            null => null,
            string same => same,
            DateTimeOffset instant => instant.ToString("u", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IEnumerable list => JsonSerializer.Serialize<object>(list, Plain),
            IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
        return text is { Length: > Longest } ? text[..Longest] + "…" : text;
    }
}
