// The part of JSON Schema that our schema uses, over trees of text.
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Milieu.Model.Tests;

/// <summary>type, properties, additionalProperties, items, anyOf, enum, pattern and local $ref; anything else throws.</summary>
internal sealed class SchemaSubset(JsonElement root)
{
    private static readonly string[] Known =
    [
        "$schema",
        "$defs",
        "$ref",
        "title",
        "description",
        "type",
        "properties",
        "additionalProperties",
        "items",
        "anyOf",
        "enum",
        "pattern",
    ];

    public List<string> Check(TextNode node)
    {
        var mistakes = new List<string>();
        Check(root, node, "", mistakes);
        return mistakes;
    }

    private void Check(JsonElement schema, TextNode node, string path, List<string> mistakes)
    {
        if (schema.ValueKind == JsonValueKind.False)
            mistakes.Add(path + ": not allowed");
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        Assert.All(schema.EnumerateObject(), p => Assert.Contains(p.Name, Known));
        if (schema.TryGetProperty("$ref", out var reference))
            Check(
                root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]),
                node,
                path,
                mistakes
            );
        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(s => Passes(s, node)))
            mistakes.Add(path + ": none of several forms");
        if (schema.TryGetProperty("type", out var type) && !Types(type).Intersect(TypesOf(node)).Any())
            mistakes.Add($"{path}: not {type}");
        if (schema.TryGetProperty("enum", out var words))
            if (node is not ScalarNode word || !words.EnumerateArray().Any(w => w.GetString() == word.Text))
                mistakes.Add(path + ": not one of " + words);
        if (schema.TryGetProperty("pattern", out var pattern) && node is ScalarNode text)
            if (!Regex.IsMatch(text.Text, pattern.GetString()!))
                mistakes.Add($"{path}: '{text.Text}' is not {pattern}");
        if (node is MapNode map)
            foreach (var entry in map.Entries)
                Member(schema, entry, path + "/" + entry.Key, mistakes);
        if (node is ListNode list && schema.TryGetProperty("items", out var items))
            foreach (var item in list.Items)
                Check(items, item, path + "[]", mistakes);
    }

    private void Member(JsonElement schema, MapEntry entry, string path, List<string> mistakes)
    {
        if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(entry.Key, out var own))
            Check(own, entry.Value, path, mistakes);
        else if (schema.TryGetProperty("additionalProperties", out var other))
            Check(other, entry.Value, path, mistakes);
    }

    private bool Passes(JsonElement schema, TextNode node)
    {
        var mistakes = new List<string>();
        Check(schema, node, "", mistakes);
        return mistakes.Count == 0;
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.String
            ? [type.GetString()!]
            : type.EnumerateArray().Select(t => t.GetString()!);

    private static string[] TypesOf(TextNode node) =>
        node switch
        {
            MapNode => ["object"],
            ListNode => ["array"],
            ScalarNode { IsEmpty: true } => ["null"],
            ScalarNode { Text: "true" or "false" } => ["boolean"],
            ScalarNode s when double.TryParse(s.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
            [
                "number",
            ],
            _ => ["string"],
        };
}
