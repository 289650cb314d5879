// How a later layer of text overrides an earlier one.
namespace Milieu.Model;

/// <summary>Maps merge key by key, rules and optional names add up, all else is replaced; a key drops the keys that it replaces.</summary>
internal static class LayerMerge
{
    /// <param name="type">The spec class, or the type of map, that the nodes will fill; null where it is not known.</param>
    public static void Merge(MapNode onto, MapNode from, Type? type)
    {
        // Before anything is put: a layer may say keys together that replace each other's older values.
        foreach (var entry in from.Entries)
        foreach (var gone in KeyOf(type, entry.Key)?.Key.Replaces ?? [])
            onto.Entries.RemoveAll(e => e.Key == gone);
        foreach (var entry in from.Entries)
        {
            var addsUp = type == typeof(OptionalSpec) || TypeOf(type, entry.Key) == typeof(List<RuleSpec>);
            var merged = addsUp
                ? Added(onto.Find(entry.Key), entry.Value)
                : Merged(onto.Find(entry.Key), entry.Value, TypeOf(type, entry.Key));
            var isOpen = entry.IfThere && onto.Entries.Find(e => e.Key == entry.Key)?.IfThere != false;
            onto.Put(entry with { Value = merged, IfThere = isOpen });
        }
    }

    private static TextNode Added(TextNode? old, TextNode value)
    {
        if (old is not ListNode list || value is not ListNode more)
            return value;
        list.Items.AddRange(more.Items);
        return list;
    }

    private static TextNode Merged(TextNode? old, TextNode value, Type? type)
    {
        if (old is not MapNode && value is not MapNode)
            return value;
        // A bare value over a map says the map's short key, and the other way round.
        if (Lifted(old, type) is not { } oldMap || Lifted(value, type) is not { } newMap)
            return value;
        Merge(oldMap, newMap, type);
        return oldMap;
    }

    private static MapNode? Lifted(TextNode? node, Type? type)
    {
        if (node is MapNode map)
            return map;
        if (node is not ScalarNode { IsEmpty: false } || type is null || BriefOf(type) is not { } brief)
            return null;
        var lifted = new MapNode(node.At);
        lifted.Put(new MapEntry(brief, node.At, node));
        return lifted;
    }

    private static string? BriefOf(Type type) =>
        Shape.KindOf(type) == ShapeKind.Section ? Shape.ShortOf(type)?.Key.Name : null;

    private static ShapeKey? KeyOf(Type? type, string name) =>
        type is not null && Shape.KindOf(type) == ShapeKind.Section
            ? Shape.Of(type).FirstOrDefault(k => k.Key.Name == name)
            : null;

    private static Type? TypeOf(Type? type, string name) =>
        type is not null && Shape.KindOf(type) == ShapeKind.Map
            ? Shape.ItemOf(type)
            : KeyOf(type, name)?.Property.PropertyType;
}
