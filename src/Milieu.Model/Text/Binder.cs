// Fills a ModelSpec from a tree of text.
using System.Collections;

namespace Milieu.Model;

/// <summary>Finds the key of every part of a text; what has no key or the wrong form is reported where it stands.</summary>
internal sealed class Binder(Func<Mark, string, string> resolveFile, List<Diagnostic> problems)
{
    public ModelSpec Model(MapNode root) => Bind<ModelSpec>(root);

    /// <summary>Fills any spec class.</summary>
    public T Bind<T>(MapNode root)
        where T : class, new()
    {
        var spec = new T();
        Section(spec, root);
        return spec;
    }

    private void Section(object owner, TextNode node)
    {
        if (node is ScalarNode { IsEmpty: true })
            return;
        var keys = Shape.Of(owner.GetType());
        if (node is not MapNode map)
        {
            if (Shape.ShortOf(owner.GetType()) is { } brief)
                Value(owner, brief, node);
            else
                Wrong(node, "a map with the keys " + string.Join(", ", keys.Select(k => k.Key.Name)));
            return;
        }
        foreach (var entry in map.Entries)
        {
            if (keys.FirstOrDefault(k => k.Key.Name == entry.Key) is { } key)
                Value(owner, key, entry.Value);
            else
                UnknownKey(entry, [.. keys.Select(k => k.Key.Name)]);
        }
    }

    private void Value(object owner, ShapeKey key, TextNode node)
    {
        switch (key.Kind)
        {
            case ShapeKind.Section:
                Section(key.GetOrMake(owner), node);
                break;
            case ShapeKind.List:
                List((IList)key.GetOrMake(owner), Shape.ItemOf(key.Property.PropertyType), key.Key, node);
                break;
            case ShapeKind.Map:
                Map((IDictionary)key.GetOrMake(owner), Shape.ItemOf(key.Property.PropertyType), key.Key, node);
                break;
            default:
                if (Item(key.Property.PropertyType, key.Key, node) is { } value)
                    key.Property.SetValue(owner, value);
                break;
        }
    }

    private void List(IList list, Type item, KeyAttribute key, TextNode node)
    {
        // One value stands for a list of one.
        if (node is ScalarNode { IsEmpty: false })
        {
            if (Item(item, key, node) is { } only)
                list.Add(only);
        }
        else if (node is ListNode many)
        {
            foreach (var part in many.Items)
                if (Item(item, key, part) is { } value)
                    list.Add(value);
        }
        else
        {
            Wrong(node, "a list");
        }
    }

    private void Map(IDictionary map, Type item, KeyAttribute key, TextNode node)
    {
        if (node is ScalarNode { IsEmpty: true })
            return;
        if (node is not MapNode { Entries: var entries })
        {
            Wrong(node, "a map from names to values");
            return;
        }
        foreach (var entry in entries)
            if (Item(item, key, entry.Value) is { } value)
                map[entry.Key] = value;
    }

    private object? Item(Type type, KeyAttribute key, TextNode node)
    {
        var kind = Shape.KindOf(type);
        if (kind == ShapeKind.Raw)
            return node;
        if (kind == ShapeKind.Section)
        {
            var section = Activator.CreateInstance(type)!;
            Section(section, node);
            return section;
        }
        if (kind == ShapeKind.List)
        {
            var list = (IList)Activator.CreateInstance(type)!;
            List(list, Shape.ItemOf(type), key, node);
            return list;
        }
        if (node is not ScalarNode { IsEmpty: false } scalar)
        {
            Wrong(node, kind == ShapeKind.Quantity ? Measures.Expected(key.Measure, "") : "a single value");
            return null;
        }
        return kind switch
        {
            ShapeKind.Quantity => Quantity.Parse(scalar.Text),
            ShapeKind.Switch => Switch(scalar),
            _ => key.Naming == Naming.File ? resolveFile(scalar.At, scalar.Text) : scalar.Text,
        };
    }

    private object? Switch(ScalarNode node)
    {
        switch (node.Text)
        {
            case "true" or "yes" or "on":
                return true;
            case "false" or "no" or "off":
                return false;
            default:
                Report(node.At, "not a switch", node.Text, "true or false", null);
                return null;
        }
    }

    private void UnknownKey(MapEntry entry, string[] known) =>
        Report(
            entry.KeyAt,
            "unknown key",
            entry.Key,
            "one of " + string.Join(", ", known),
            Nearest.To(entry.Key, known)
        );

    private void Wrong(TextNode node, string expected) =>
        Report(
            node.At,
            $"{node.Kind} cannot stand here",
            node is ScalarNode { IsEmpty: false } scalar ? scalar.Text : null,
            expected,
            null
        );

    private void Report(Mark at, string message, string? value, string? expected, string? nearest) =>
        problems.Add(new Diagnostic(Severity.Error, at.File, at.Line, at.Column, message, value, expected, nearest));
}
