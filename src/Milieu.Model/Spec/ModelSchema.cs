// The JSON Schema of the model language, from the keys of the spec classes.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Milieu.Model;

/// <summary>JSON Schema (draft 2020-12) for editors: keys, words, and the form of quantities.</summary>
/// <remarks>Dimensions, names and sense are checked by the compiler alone.</remarks>
public static class ModelSchema
{
    private const string NumberPattern = @"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>The schema as text, with a newline at its end.</summary>
    public static string ToJson()
    {
        var defs = new JsonObject();
        var root = Section(typeof(ModelSpec), defs);
        root["properties"]!["include"] = Described(
            "Other model files that this one starts from; its own values override theirs.",
            OneOrMany(new JsonObject { ["type"] = "string" })
        );
        return Whole("Milieu model", root, defs);
    }

    /// <summary>The schema of another spec class.</summary>
    internal static string ToJson(Type spec, string title)
    {
        var defs = new JsonObject();
        return Whole(title, Section(spec, defs), defs);
    }

    private static string Whole(string title, JsonObject root, JsonObject defs)
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (name, part) in root.ToList())
        {
            root.Remove(name);
            schema[name] = part;
        }
        schema["type"] = "object";
        schema["$defs"] = defs;
        return schema.ToJsonString(Options) + "\n";
    }

    private static JsonObject Section(Type type, JsonObject defs)
    {
        var properties = new JsonObject();
        foreach (var key in Shape.Of(type))
            properties[key.Key.Name] = Described(key.Key.About, Value(key.Property.PropertyType, key.Key, defs));
        return new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Value(Type type, KeyAttribute key, JsonObject defs)
    {
        switch (Shape.KindOf(type))
        {
            case ShapeKind.Quantity:
                return Quantities(key);
            case ShapeKind.Raw:
                return [];
            case ShapeKind.Switch:
                return new JsonObject { ["type"] = "boolean" };
            case ShapeKind.Text:
                return key.Naming == Naming.Word
                    ? new JsonObject { ["enum"] = new JsonArray([.. key.Words.Select(w => JsonValue.Create(w))]) }
                    : new JsonObject { ["type"] = new JsonArray("string", "number") };
            case ShapeKind.List:
                return OneOrMany(Value(Shape.ItemOf(type), key, defs));
            case ShapeKind.Map:
                return new JsonObject
                {
                    ["type"] = new JsonArray("object", "null"),
                    ["additionalProperties"] = Value(Shape.ItemOf(type), key, defs),
                };
            default:
                return Reference(type, defs);
        }
    }

    private static JsonObject Reference(Type type, JsonObject defs)
    {
        var name = type.Name.Replace("Spec", "", StringComparison.Ordinal);
        if (!defs.ContainsKey(name))
        {
            // Named before it is filled: no spec holds itself, but many hold the same.
            defs[name] = new JsonObject();
            var section = Section(type, defs);
            defs[name] = Shape.ShortOf(type) is { } brief
                ? new JsonObject
                {
                    ["anyOf"] = new JsonArray(Value(brief.Property.PropertyType, brief.Key, defs), section),
                }
                : section;
        }
        return new JsonObject { ["$ref"] = "#/$defs/" + name };
    }

    private static JsonObject Quantities(KeyAttribute key)
    {
        var isPlain = key.Measure is Measure.Number or Measure.Count or Measure.Fraction;
        var isEither =
            key.Measure
            is Measure.Density
                or Measure.Slope
                or Measure.Flow
                or Measure.Custom
                or Measure.Open
                or Measure.LengthOrNumber;
        if (isPlain || isEither)
            return new JsonObject { ["type"] = new JsonArray("number", "string") };
        // Only densities may be none, and they are not checked by pattern: their unit is the substrate's own.
        return new JsonObject { ["type"] = "string", ["pattern"] = $"^{NumberPattern} *[^ 0-9].*$" };
    }

    private static JsonObject OneOrMany(JsonObject item) =>
        new() { ["anyOf"] = new JsonArray(item, new JsonObject { ["type"] = "array", ["items"] = item.DeepClone() }) };

    private static JsonObject Described(string about, JsonObject schema)
    {
        schema["description"] = about;
        return schema;
    }
}
