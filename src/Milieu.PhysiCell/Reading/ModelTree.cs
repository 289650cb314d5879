// Builds the text of a model whose parts remember where the project says them.
using System.Globalization;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>A model as the model language would have it, node by node.</summary>
internal sealed class ModelTree(Mark root)
{
    public MapNode Root { get; } = new(root);

    /// <summary>Puts a text at a path of keys; what lies above is made.</summary>
    public void Put(Mark at, string text, params ReadOnlySpan<string> path) =>
        Put(at, new ScalarNode(text, false, at), path);

    public void Put(Mark at, bool value, params ReadOnlySpan<string> path) => Put(at, value ? "true" : "false", path);

    public void Put(Mark at, TextNode node, params ReadOnlySpan<string> path)
    {
        var map = Root;
        foreach (var key in path[..^1])
        {
            if (map.Find(key) is not MapNode next)
            {
                next = new MapNode(at);
                map.Put(new MapEntry(key, at, next));
            }
            map = next;
        }
        map.Put(new MapEntry(path[^1], at, node));
    }

    /// <summary>The node at a path; null where there is none.</summary>
    public TextNode? Find(params ReadOnlySpan<string> path)
    {
        TextNode? node = Root;
        foreach (var key in path)
            node = (node as MapNode)?.Find(key);
        return node;
    }

    /// <summary>Adds an item to a list at a path.</summary>
    public void Add(Mark at, TextNode item, params ReadOnlySpan<string> path)
    {
        if (Find(path) is not ListNode list)
            Put(at, list = new ListNode(at), path);
        list.Items.Add(item);
    }

    public void PutList(Mark at, IEnumerable<string> items, params ReadOnlySpan<string> path)
    {
        var list = new ListNode(at);
        list.Items.AddRange(items.Select(i => new ScalarNode(i, false, at)));
        Put(at, list, path);
    }

    /// <summary>A number with the unit of its measure, exactly as it is held.</summary>
    /// <param name="label">The unit of the substrate or custom variable at hand.</param>
    public static string Text(double value, Measure measure, string label = "") =>
        (value.ToString("R", CultureInfo.InvariantCulture) + " " + Measures.LabelOf(measure, label)).TrimEnd();
}
