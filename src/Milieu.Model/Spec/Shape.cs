// The keys of a spec class, found once by reflection.
using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Milieu.Model;

internal enum ShapeKind
{
    Text,
    Switch,
    Quantity,
    List,
    Map,
    Section,

    /// <summary>Kept as the text has it, whatever its form.</summary>
    Raw,
}

/// <summary>One key of a spec class: how it is spelt, where it is kept, what it holds.</summary>
internal sealed record ShapeKey(KeyAttribute Key, PropertyInfo Property)
{
    public ShapeKind Kind { get; } = Shape.KindOf(Property.PropertyType);

    public object? Get(object owner) => Property.GetValue(owner);

    /// <summary>The section, list or map of this key, made where it is missing.</summary>
    public object GetOrMake(object owner)
    {
        if (Property.GetValue(owner) is { } present)
            return present;
        var made = Activator.CreateInstance(Property.PropertyType)!;
        Property.SetValue(owner, made);
        return made;
    }
}

/// <summary>What a spec class looks like as text.</summary>
internal static class Shape
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<ShapeKey>> Known = new();

    public static IReadOnlyList<ShapeKey> Of(Type type) =>
        Known.GetOrAdd(
            type,
            static t =>
                [
                    .. t.GetProperties()
                        .Select(p => (Property: p, Key: p.GetCustomAttribute<KeyAttribute>()))
                        .Where(p => p.Key is not null)
                        .OrderBy(p => p.Property.MetadataToken)
                        .Select(p => new ShapeKey(p.Key!, p.Property)),
                ]
        );

    /// <summary>The key that a bare value stands for.</summary>
    public static ShapeKey? ShortOf(Type type) => Of(type).FirstOrDefault(k => k.Key.IsShort);

    public static ShapeKind KindOf(Type type)
    {
        if (type == typeof(string))
            return ShapeKind.Text;
        if (type == typeof(bool) || type == typeof(bool?))
            return ShapeKind.Switch;
        if (type == typeof(Quantity))
            return ShapeKind.Quantity;
        if (typeof(TextNode).IsAssignableFrom(type))
            return ShapeKind.Raw;
        if (typeof(IDictionary).IsAssignableFrom(type))
            return ShapeKind.Map;
        return typeof(IList).IsAssignableFrom(type) ? ShapeKind.List : ShapeKind.Section;
    }

    /// <summary>What a list or a map holds.</summary>
    public static Type ItemOf(Type type) => type.GetGenericArguments()[^1];
}
