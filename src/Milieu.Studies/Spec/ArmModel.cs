// From an arm's layers to its compiled model.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Builds the model of an arm as if it were a file that includes the base model and sets values on top.</summary>
internal sealed class ArmModel(string studyFile, TextNode baseModel, IModelFiles files)
{
    public LoadedModel Load(ArmText arm)
    {
        var problems = new List<Diagnostic>();
        var found = new HashSet<TextNode>();
        var seen = new List<string>();
        var layers = new Layers(files, problems, path => IsLeftOut(path, arm, found, seen));
        var own = new MapNode(baseModel.At);
        var includes = new ListNode(baseModel.At);
        includes.Items.AddRange([baseModel, .. arm.Includes]);
        own.Put(new MapEntry("include", baseModel.At, includes));
        var tree = layers.Load(own);
        foreach (var node in arm.Excludes.Where(n => !found.Contains(n)))
            problems.Add(
                Error(
                    node.At,
                    "no included file is called so",
                    ArmText.Text(node),
                    seen.Count == 0 ? "a file that the model includes" : "one of " + string.Join(", ", seen),
                    Nearest.To(ArmText.Text(node), seen)
                )
            );
        foreach (var set in arm.Sets)
            Put(tree, set, layers, problems);
        return ModelText.Compile(tree, studyFile, files, problems, false);
    }

    private static bool IsLeftOut(string path, ArmText arm, HashSet<TextNode> found, List<string> seen)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        if (!seen.Contains(stem))
            seen.Add(stem);
        var node = arm.Excludes.FirstOrDefault(n => IsNameOf(ArmText.Text(n), path, stem));
        if (node is null)
            return false;
        found.Add(node);
        return true;
    }

    private static bool IsNameOf(string text, string path, string stem) =>
        text == stem
        || path == text
        || path.Replace('\\', '/').EndsWith("/" + text.TrimStart('.', '/'), StringComparison.Ordinal);

    private static void Put(MapNode tree, SetText set, Layers layers, List<Diagnostic> problems)
    {
        var keys = set.Path.Split('.', StringSplitOptions.TrimEntries);
        if (keys.Any(k => k.Length == 0))
        {
            problems.Add(Error(set.Value.At, "not a path", set.Path, "names between dots"));
            return;
        }
        if (Unknown(tree, keys, set.Value) is { } unknown)
        {
            var known = unknown.Map.Entries.Select(e => e.Key).ToList();
            problems.Add(
                Error(
                    set.Value.At,
                    $"the model has no '{unknown.Key}' in '{unknown.Where}'",
                    set.Path,
                    known.Count is > 0 and <= 40 ? "one of " + string.Join(", ", known) : null,
                    Nearest.To(unknown.Key, known)
                )
            );
            return;
        }
        // Merging changes nodes in place, and arms share the text of their study.
        layers.Put(tree, keys, Copy(set.Value), set.Value.At);
    }

    /// <summary>A name that an arm could only mean as one that is there: of a type, a placement, a parameter ...</summary>
    private static (string Key, string Where, MapNode Map)? Unknown(MapNode tree, string[] keys, TextNode value)
    {
        Type? type = typeof(ModelSpec);
        var isNaming = false;
        TextNode? node = tree;
        for (var i = 0; i < keys.Length && node is MapNode map && type is not null; i++)
        {
            var bare = keys[i].Split('[')[0];
            var isNew = i == keys.Length - 1 && value is MapNode;
            if (isNaming && !isNew && map.Find(bare) is null)
                return (bare, string.Join('.', keys[..i]), map);
            node = map.Find(bare);
            if (isNaming)
                (type, isNaming) = (Shape.ItemOf(type), false);
            else if (Shape.KindOf(type) == ShapeKind.Section)
            {
                var key = Shape.Of(type).FirstOrDefault(k => k.Key.Name == bare);
                type = key?.Property.PropertyType;
                isNaming = key is { Kind: ShapeKind.Map, Key.Naming: Naming.Free };
            }
            else
                type = null;
        }
        return null;
    }

    private static TextNode Copy(TextNode node)
    {
        switch (node)
        {
            case MapNode map:
                var copy = new MapNode(map.At);
                foreach (var entry in map.Entries)
                    copy.Put(entry with { Value = Copy(entry.Value) });
                return copy;
            case ListNode list:
                var items = new ListNode(list.At);
                items.Items.AddRange(list.Items.Select(Copy));
                return items;
            default:
                return node;
        }
    }

    private static Diagnostic Error(
        Mark at,
        string message,
        string? value,
        string? expected = null,
        string? nearest = null
    ) => new(Severity.Error, at.File, at.Line, at.Column, message, value, expected, nearest);
}
