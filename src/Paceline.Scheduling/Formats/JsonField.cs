using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Paceline.Scheduling;

/// <summary>A JSON value with its path. What it should be and is not is noted as an error, and reading goes on.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonField(JsonElement Value, string Path, List<FormatError> Errors)
{
    public void Wrong(string name, string message) => Errors.Add(new FormatError(0, 0, At(name), message));

    public string? Text(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && Whole(value) is { } text) return text;
        Wrong(name, value.ValueKind == JsonValueKind.String ? "The text has half a character in it." : "A text was expected.");
        return null;
    }

    public int? Number(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        Wrong(name, "A whole number was expected.");
        return null;
    }

    public bool Flag(string name)
    {
        if (!Find(name, out var value)) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Wrong(name, "Either true or false was expected.");
        return value.ValueKind == JsonValueKind.True;
    }

    public bool Has(string name) => Find(name, out _);

    public bool IsNull(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    public ImmutableArray<int>? Numbers(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Wrong(name, "A list of whole numbers was expected.");
            return null;
        }

        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number)) numbers.Add(number);
            else Wrong(name, "A list of whole numbers was expected.");
        }

        return numbers.ToImmutable();
    }

    public ImmutableArray<string>? Texts(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Wrong(name, "A list of texts was expected.");
            return null;
        }

        if (value.EnumerateArray().Any(item => Whole(item) is null)) Wrong(name, "A text has half a character in it.");
        return [.. value.EnumerateArray().Select(item => Whole(item) ?? "")];
    }

    public JsonField? Inner(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Object) return new JsonField(value, At(name), Errors);
        Wrong(name, "An object in { } was expected.");
        return null;
    }

    public List<JsonField> List(string name)
    {
        var items = new List<JsonField>();
        if (!Find(name, out var value) || value.ValueKind != JsonValueKind.Array)
        {
            Wrong(name, "A list was expected.");
            return items;
        }

        foreach (var item in value.EnumerateArray())
        {
            var field = new JsonField(item, string.Create(CultureInfo.InvariantCulture, $"{At(name)}[{items.Count}]"), Errors);
            if (item.ValueKind != JsonValueKind.Object) Errors.Add(new FormatError(0, 0, field.Path, "An object in { } was expected."));
            items.Add(field);
        }

        return items;
    }

    /// <summary>Notes every field of an object that is none of these: a misspelt one would be passed over in silence.</summary>
    public JsonField Only(params ReadOnlySpan<string> names)
    {
        if (Value.ValueKind != JsonValueKind.Object) return this;
        foreach (var property in Value.EnumerateObject())
        {
            if (!names.Contains(property.Name)) Wrong(property.Name, $"There is no field \"{property.Name}\" here.");
        }

        return this;
    }

    // Escapes can write one half of a pair of surrogates, which is no text.
    private static string? Whole(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private bool Find(string name, out JsonElement value)
    {
        value = default;
        return Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}

/// <summary>Where each value of a JSON text stands. Built only for a text that has errors.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives an error the line of its field, or of the nearest field around it that exists.</summary>
    public FormatError Locate(FormatError error)
    {
        for (var path = error.Field; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
        {
            if (_lines.TryGetValue(path, out var line)) return error with { Line = line };
        }

        return error with { Line = 1 };
    }

    public static JsonLines Of(string text)
    {
        var lines = new JsonLines();
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var path = new Stack<(string Path, int Index)>();
        var (line, counted, name) = (1, 0, "");
        while (reader.Read())
        {
            for (; counted < reader.TokenStartIndex; counted++)
            {
                if (bytes[counted] == '\n') line++;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var outer = path.Peek().Path;
                name = outer.Length == 0 ? reader.GetString()! : $"{outer}.{reader.GetString()}";
                lines._lines.TryAdd(name, line);
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                path.Pop();
                continue;
            }

            if (path.TryPeek(out var parent) && parent.Index >= 0)
            {
                path.Pop();
                path.Push((parent.Path, parent.Index + 1));
                name = string.Create(CultureInfo.InvariantCulture, $"{parent.Path}[{parent.Index}]");
                lines._lines.TryAdd(name, line);
            }

            if (reader.TokenType == JsonTokenType.StartObject) path.Push((name, -1));
            else if (reader.TokenType == JsonTokenType.StartArray) path.Push((name, 0));
        }

        return lines;
    }
}
