using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Paceline.Data;

/// <summary>A row as one line of JSON and back, through the model: the same text for every engine.</summary>
internal static class RowText
{
    private const string Kind = "$kind";
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The row with all its columns by the names of the model.</summary>
    public static string Write(IEntityType root, object row)
    {
        var entity = root.GetDerivedTypesInclusive().Single(e => e.ClrType == row.GetType());
        var line = new JsonObject();
        if (entity != root) line[Kind] = entity.ShortName();
        foreach (var property in Stored(entity)) line[property.Name] = JsonSerializer.SerializeToNode(property.PropertyInfo!.GetValue(row), property.ClrType, Options);
        foreach (var part in entity.GetComplexProperties()) line[part.Name] = JsonSerializer.SerializeToNode(part.PropertyInfo!.GetValue(row), part.ClrType, Options);
        foreach (var part in Owned(entity)) line[part.Name] = JsonSerializer.SerializeToNode(part.PropertyInfo!.GetValue(row), part.ClrType, Options);
        return line.ToJsonString(Options);
    }

    /// <summary>The row of a line. A column that the line lacks keeps its default; one that the model lacks is an error.</summary>
    /// <exception cref="InvalidDataException">The line is of another shape than the model.</exception>
    public static object Read(IEntityType root, string text)
    {
        var line = JsonNode.Parse(text)?.AsObject() ?? throw new InvalidDataException("An empty line.");
        var kind = line[Kind]?.GetValue<string>();
        var entity = kind is null ? root : root.GetDerivedTypes().SingleOrDefault(e => e.ShortName() == kind) ?? throw new InvalidDataException($"The kind “{kind}” is not known.");
        line.Remove(Kind);
        var row = Activator.CreateInstance(entity.ClrType)!;
        foreach (var property in Stored(entity)) Set(property.PropertyInfo!, property.Name);
        foreach (var part in entity.GetComplexProperties()) Set(part.PropertyInfo!, part.Name);
        foreach (var part in Owned(entity)) Set(part.PropertyInfo!, part.Name);
        return line.Count == 0 ? row : throw new InvalidDataException($"The column “{line.First().Key}” of {root.ShortName()} is not known to this version.");

        void Set(System.Reflection.PropertyInfo property, string name)
        {
            if (!line.TryGetPropertyValue(name, out var value)) return;
            line.Remove(name);
            property.SetValue(row, value.Deserialize(property.PropertyType, Options));
        }
    }

    // The discriminator has no property of its own: it follows from the kind.
    private static IEnumerable<IProperty> Stored(IEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            if (property.PropertyInfo is not null) yield return property;
            else if (property != entity.FindDiscriminatorProperty()) throw new InvalidOperationException($"{entity.ShortName()}.{property.Name} has no property to read.");
        }
    }

    private static IEnumerable<INavigation> Owned(IEntityType entity) => entity.GetNavigations().Where(n => n.TargetEntityType.IsOwned() && !n.IsOnDependent);
}
