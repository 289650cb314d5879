// A specification as a tree of text: what it says, in the words and the order of the language.
using System.Collections;
using System.Globalization;

namespace Milieu.Model;

/// <summary>The way back from <see cref="Binder"/>: the same keys, from the same attributes.</summary>
/// <param name="nameFile">How the text names a file of the model.</param>
internal sealed class SpecTree(ModelSpec spec, Func<string, string> nameFile)
{
    // No value of a spec has a place of its own: who prints the tree knows places by path.
    private static readonly Mark Nowhere = new("", 0, 0);

    private readonly Vocabulary _words = VocabularyBuilder.Build(spec, new Problems(null));

    public MapNode Root() => Section(spec, "");

    /// <param name="label">The unit of the substrate or custom variable at hand.</param>
    private MapNode Section(object owner, string label)
    {
        var map = new MapNode(Nowhere);
        var fresh = Activator.CreateInstance(owner.GetType())!;
        foreach (var key in Shape.Of(owner.GetType()))
            if (key.Get(owner) is { } value && Node(value, key.Kind, key.Key, owner, label) is { } node)
                // A section that stands in every spec says nothing while it is empty.
                if (
                    node is not MapNode { Entries.Count: 0 }
                    || (key.Kind == ShapeKind.Section && key.Get(fresh) is null)
                )
                    map.Put(new MapEntry(key.Key.Name, Nowhere, node));
        return map;
    }

    private TextNode? Node(object value, ShapeKind kind, KeyAttribute key, object owner, string label) =>
        kind switch
        {
            ShapeKind.Text => Scalar(key.Naming == Naming.File ? nameFile((string)value) : (string)value),
            ShapeKind.Switch => Scalar((bool)value ? "true" : "false"),
            ShapeKind.Quantity => Scalar(Text((Quantity)value, key, owner, label)),
            ShapeKind.List => List((IList)value, key, owner, label),
            ShapeKind.Map => Map((IDictionary)value, key, owner, label),
            _ => Brief(value, Section(value, label)),
        };

    /// <summary>A section that says its short key alone is that value.</summary>
    private static TextNode Brief(object section, MapNode map) =>
        map.Entries is [{ Value: ScalarNode only } entry] && Shape.ShortOf(section.GetType())?.Key.Name == entry.Key
            ? only
            : map;

    private ListNode? List(IList items, KeyAttribute key, object owner, string label)
    {
        if (items.Count == 0)
            return null;
        var list = new ListNode(Nowhere);
        foreach (var item in items)
            if (Node(item!, Shape.KindOf(item!.GetType()), key, owner, label) is { } node)
                list.Items.Add(node);
        return list;
    }

    private MapNode Map(IDictionary items, KeyAttribute key, object owner, string label)
    {
        var map = new MapNode(Nowhere);
        foreach (DictionaryEntry entry in items)
        {
            var name = (string)entry.Key;
            var own = LabelOf(name, key, entry.Value!) ?? label;
            if (Node(entry.Value!, Shape.KindOf(entry.Value!.GetType()), key, owner, own) is { } node)
                map.Put(new MapEntry(name, Nowhere, node));
        }
        return map;
    }

    private string? LabelOf(string name, KeyAttribute key, object value)
    {
        if (key.Naming == Naming.Substrate || value is SubstrateSpec)
            return _words.Substrates.FirstOrDefault(s => s.Name == name)?.Label;
        return value is CustomSpec ? _words.Customs.FirstOrDefault(c => c.Name == name)?.Label : null;
    }

    private string Text(Quantity quantity, KeyAttribute key, object owner, string label)
    {
        if (quantity.Unit is not null)
            return quantity.Text;
        var unit = key.Measure switch
        {
            Measure.Open when owner is DistributionSpec { Of: { } of } => _words.Behavior(of) is { } word
                ? Measures.LabelOf(word.Measure, word.Own?.Label ?? "")
                : Measures.LabelOf(Measure.Volume, ""),
            Measure.Crowd => spec.Domain.Z.Count > 0 || spec.Domain.Size.Count > 2 ? "/um3" : "/um2",
            _ => Measures.LabelOf(key.Measure, label),
        };
        return (quantity.Number.ToString("R", CultureInfo.InvariantCulture) + " " + unit).TrimEnd();
    }

    private static ScalarNode Scalar(string text) => new(text, false, Nowhere);
}
