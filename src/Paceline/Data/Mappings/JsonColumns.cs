using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Paceline.Data.Mappings;

/// <summary>Small lists and texts per language live in one column as JSON: nobody queries inside them, and both engines read them alike.</summary>
internal static class JsonColumns
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) where T : class, new() => property.HasConversion(
        value => JsonSerializer.Serialize(value, Options),
        stored => JsonSerializer.Deserialize<T>(stored, Options) ?? new T(),
        Comparer<T>());

    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property, T empty) where T : class => property.HasConversion(
        value => JsonSerializer.Serialize(value, Options),
        stored => JsonSerializer.Deserialize<T>(stored, Options) ?? empty,
        Comparer<T>());

    public static PropertyBuilder<T[]> AsJson<T>(this PropertyBuilder<T[]> property) => property.HasConversion(
        value => JsonSerializer.Serialize(value, Options),
        stored => JsonSerializer.Deserialize<T[]>(stored, Options) ?? Array.Empty<T>(),
        Comparer<T[]>());

    private static ValueComparer<T> Comparer<T>() where T : class => new(
        (a, b) => JsonSerializer.Serialize(a, Options) == JsonSerializer.Serialize(b, Options),
        value => JsonSerializer.Serialize(value, Options).GetHashCode(StringComparison.Ordinal),
        value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Options), Options)!);
}
