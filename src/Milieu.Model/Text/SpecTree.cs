// A specification as a tree of text: what it says, in the words and the order of the language.
using System.Collections;
using System.Globalization;

namespace Milieu.Model;

/// <summary>The way back from <see cref="Binder"/>: the same keys, from the same attributes.</summary>
/// <remarks>The mark of a node holds no place in a file but the path of its value in the specification.</remarks>
/// <param name="nameFile">How the text names a file of the model.</param>
internal sealed class SpecTree(ModelSpec spec, Func<string, string> nameFile)
{
    private readonly Vocabulary _words = VocabularyBuilder.Build(spec, new Problems(null));

    public MapNode Root() => Section(spec, new Where("", null, spec, ""));

    private MapNode Section(object owner, Where at)
    {
        var map = new MapNode(at.Mark);
        var fresh = Activator.CreateInstance(owner.GetType())!;
        foreach (var key in Shape.Of(owner.GetType()))
        {
            var inner = at with { Path = at.Path.Length == 0 ? key.Key.Name : at.Path + "." + key.Key.Name };
            if (
                key.Get(owner) is not { } value
                || Node(value, inner with { Key = key.Key, Owner = owner }) is not { } node
            )
                continue;
            // A section that stands in every spec says nothing while it is empty.
            if (node is not MapNode { Entries.Count: 0 } || (key.Kind == ShapeKind.Section && key.Get(fresh) is null))
                map.Put(new MapEntry(key.Key.Name, inner.Mark, node));
        }
        return map;
    }

    private TextNode? Node(object value, Where at) =>
        Shape.KindOf(value.GetType()) switch
        {
            ShapeKind.Text => Scalar(at.Key?.Naming == Naming.File ? nameFile((string)value) : (string)value, at),
            ShapeKind.Switch => Scalar((bool)value ? "true" : "false", at),
            ShapeKind.Quantity => Scalar(Text((Quantity)value, at), at),
            ShapeKind.List => List((IList)value, at),
            ShapeKind.Map => Map((IDictionary)value, at),
            _ => Brief(value, Section(value, at)),
        };

    /// <summary>A section that says its short key alone is that value.</summary>
    private static TextNode Brief(object section, MapNode map) =>
        map.Entries is [{ Value: ScalarNode only } entry] && Shape.ShortOf(section.GetType())?.Key.Name == entry.Key
            ? only
            : map;

    private ListNode? List(IList items, Where at)
    {
        if (items.Count == 0)
            return null;
        var list = new ListNode(at.Mark);
        for (var i = 0; i < items.Count; i++)
            if (Node(items[i]!, at with { Path = $"{at.Path}[{WordText.Of(i)}]" }) is { } node)
                list.Items.Add(node);
        return list;
    }

    private MapNode Map(IDictionary items, Where at)
    {
        var map = new MapNode(at.Mark);
        foreach (DictionaryEntry entry in items)
        {
            var name = (string)entry.Key;
            var inner = at with
            {
                Path = at.Path + "." + name,
                Label = LabelOf(name, at.Key!, entry.Value!) ?? at.Label,
            };
            if (Node(entry.Value!, inner) is { } node)
                map.Put(new MapEntry(name, inner.Mark, node));
        }
        return map;
    }

    private string? LabelOf(string name, KeyAttribute key, object value)
    {
        if (key.Naming == Naming.Substrate || value is SubstrateSpec)
            return _words.Substrates.FirstOrDefault(s => s.Name == name)?.Label;
        return value is CustomSpec ? _words.Customs.FirstOrDefault(c => c.Name == name)?.Label : null;
    }

    private string Text(Quantity quantity, Where at)
    {
        if (quantity.Unit is not null)
            return quantity.Text;
        var unit = at.Key!.Measure switch
        {
            Measure.Open when at.Owner is DistributionSpec { Of: { } of } => _words.Behavior(of) is { } word
                ? Measures.LabelOf(word.Measure, word.Own?.Label ?? "")
                : Measures.LabelOf(Measure.Volume, ""),
            Measure.Crowd => spec.Domain.Z.Count > 0 || spec.Domain.Size.Count > 2 ? "/um3" : "/um2",
            _ => Measures.LabelOf(at.Key.Measure, at.Label),
        };
        return (quantity.Number.ToString("R", CultureInfo.InvariantCulture) + " " + unit).TrimEnd();
    }

    private static ScalarNode Scalar(string text, Where at) => new(text, false, at.Mark);

    /// <param name="Key">The key that says what the value is.</param>
    /// <param name="Owner">The section that holds it.</param>
    /// <param name="Label">The unit of the substrate or custom variable at hand.</param>
    private sealed record Where(string Path, KeyAttribute? Key, object Owner, string Label)
    {
        public Mark Mark => new(Path, 0, 0);
    }
}
