// A compiled model as JSON, and the hash that names it.
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
    private static readonly JsonSerializerOptions Options = new()
    {
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
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

    // Models that do not use it keep their text and hash.
    private static void LeaveOut(JsonTypeInfo type)
    {
        if (type.Type == typeof(CompiledSubstrate))
            type.Properties.Single(p => p.Name == "diffusivity").ShouldSerialize = static (substrate, _) =>
                !((CompiledSubstrate)substrate).Diffusivity.IsEmpty;
        if (type.Type == typeof(CompiledModel))
            type.Properties.Single(p => p.Name == "body").ShouldSerialize = static (_, body) => body is not null;
    }

    // The order of members in source is no promise; the order of their names is.
    private static void SortByName(JsonTypeInfo type)
    {
        var order = 0;
        foreach (var property in type.Properties.OrderBy(p => p.Name, StringComparer.Ordinal))
            property.Order = order++;
    }
}
