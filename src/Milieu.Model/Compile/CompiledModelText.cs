// A compiled model as JSON, and the hash that names it.
using System.Collections;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>JSON with every double exact (shortest text that reads back), NaN and infinities as names.</summary>
public static class CompiledModelText
{
    /// <summary>Members that are left out where they are empty: whoever adds one to a compiled part names it here.</summary>
    private static readonly HashSet<(Type, string)> Later =
    [
        (typeof(CompiledModel), "body"),
        (typeof(CompiledBody), "therapy"),
        (typeof(CompiledModel), "formulas"),
        (typeof(CompiledModel), "matrix"),
        (typeof(CompiledModel), "touches"),
        (typeof(CompiledModel), "crowdingLimit"),
        (typeof(CompiledType), "strikesByHits"),
        (typeof(CompiledType), "events"),
        (typeof(CompiledType), "grip"),
        (typeof(CompiledEvent), "when"),
        (typeof(CompiledEvent), "probability"),
        (typeof(CompiledEvent), "rate"),
        (typeof(CompiledEvent), "sets"),
        (typeof(CompiledEvent), "death"),
        (typeof(CompiledEvent), "becomes"),
        (typeof(CompiledEvent), "divides"),
        (typeof(CompiledPlacement), "where"),
        (typeof(CompiledModel), "vessels"),
        (typeof(CompiledPlacement), "vessels"),
        (typeof(VesselLayout), "growth"),
        (typeof(CompiledRule), "factors"),
        (typeof(CompiledRule), "formulaFactors"),
        (typeof(CompiledRule), "hazards"),
        (typeof(CompiledRule), "limits"),
        (typeof(CompiledRule), "start"),
        (typeof(CompiledSubstrate), "diffusivity"),
        (typeof(CompiledSubstrate), "diffusivityLaw"),
        (typeof(CompiledSubstrate), "reaction"),
        (typeof(CompiledType), "fibers"),
        (typeof(CustomVariable), "change"),
        (typeof(CustomVariable), "changesInDead"),
        (typeof(CustomVariable), "drift"),
        (typeof(CustomVariable), "heritable"),
        (typeof(CustomVariable), "kept"),
        (typeof(CustomVariable), "least"),
        (typeof(CustomVariable), "most"),
        (typeof(CustomVariable), "relaxation"),
    ];

    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new FormulaJson() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SortByName, LeaveOut } },
    };

    public static string ToJson(CompiledModel model) => JsonSerializer.Serialize(model, Options);

    /// <exception cref="JsonException">The text is not a compiled model of this version.</exception>
    public static CompiledModel FromJson(string json) =>
        JsonSerializer.Deserialize<CompiledModel>(json, Options)
        ?? throw new JsonException("the compiled model is null");

    /// <summary>Lowercase hex SHA-256 over every compiled number and name; how long to run is no part of a model.</summary>
    public static string Hash(CompiledModel model)
    {
        var timeless = model with { Timing = model.Timing with { EndTick = 0 } };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson(timeless))));
    }

    // Models that do not use what came later keep their text and hash.
    private static void LeaveOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (Later.Contains((type.Type, property.Name)))
                property.ShouldSerialize = Nullable.GetUnderlyingType(property.PropertyType) is null
                    ? static (_, value) => !IsUnsaid(value)
                    : static (_, value) => value is not null;
    }

    /// <summary>
    /// An empty list, false, null, or 0 as a double: a whole number such as an index is always said, and so is a 0 where nothing is null.
    /// </summary>
    private static bool IsUnsaid(object? value) =>
        value switch
        {
            null or false or 0.0 => true,
            ICollection many => many.Count == 0,
            _ => false,
        };

    // The order of members in source is no promise; the order of their names is.
    private static void SortByName(JsonTypeInfo type)
    {
        var order = 0;
        foreach (var property in type.Properties.OrderBy(p => p.Name, StringComparer.Ordinal))
            property.Order = order++;
    }
}
