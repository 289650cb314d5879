// One tree from a model, what it includes and what the command line sets.
namespace Milieu.Model;

/// <summary>Later layers override earlier ones: includes in order, then the file itself, then the command line.</summary>
/// <param name="isLeftOut">Says of an include, by its resolved path, that it is not to be read; null for none.</param>
internal sealed class Layers(IModelFiles files, List<Diagnostic> problems, Predicate<string>? isLeftOut = null)
{
    private const string Include = "include";
    private const string Overlay = "overlay";
    private static readonly string[] Sections = ["cells", "placements", "substrates", "structures", "parameters"];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    /// <summary>Null when the model itself cannot be read.</summary>
    public MapNode? Load(string path, IReadOnlyList<string> sets)
    {
        // What a model shall do without is known before it is read.
        string[] without = [.. sets.Select(Without).OfType<string>()];
        _left.UnionWith(without.Select(file => files.Resolve(path, file)));
        var root = File(path, null, []);
        if (root is null)
            return null;
        foreach (var file in without.Where(file => _left.Contains(files.Resolve(path, file))))
            problems.Add(Error(new Mark("--set include=-" + file, 0, 0), "the model does not include this file", file));
        Override(root, [.. sets.Where(s => Without(s) is null)], path);
        return root;
    }

    /// <summary>The tree of a model that stands in no file of its own: what it includes, and what it says itself.</summary>
    public MapNode Load(MapNode own)
    {
        var root = WithIncludes(own, []);
        DropOpen(root);
        return root;
    }

    /// <param name="path">The model's file, beside which the command line names others.</param>
    public void Override(MapNode root, IReadOnlyList<string> sets, string path)
    {
        foreach (var set in sets)
            if (set.StartsWith(Include + "=", StringComparison.Ordinal))
                Add(root, set[(Include.Length + 1)..].Trim(), new Mark("--set " + set, 0, 0), path);
            else
                Set(root, set);
        DropOpen(root);
    }

    /// <summary>What only overlays say changes nothing: they add no cells, placements, substrates, structures or parameters.</summary>
    private static void DropOpen(MapNode root)
    {
        foreach (var section in Sections)
            (root.Find(section) as MapNode)?.Entries.RemoveAll(e => e.IfThere);
    }

    /// <summary>The file in <c>include=-FILE</c>.</summary>
    private static string? Without(string set) =>
        set.StartsWith(Include + "=-", StringComparison.Ordinal) ? set[(Include.Length + 2)..].Trim() : null;

    private void Add(MapNode root, string file, Mark mark, string path)
    {
        if (File(files.Resolve(path, file), mark, []) is { } added)
            LayerMerge.Merge(root, added, typeof(ModelSpec));
    }

    private MapNode? File(string path, Mark? namedAt, List<string> chain)
    {
        var from = namedAt ?? new Mark(path, 1, 1);
        if (chain.Contains(path))
        {
            var circle = string.Join(" -> ", chain.SkipWhile(p => p != path).Append(path));
            problems.Add(Error(from, "this include closes a circle: " + circle, path));
            return null;
        }
        if (!_done.Add(path) || isLeftOut?.Invoke(path) == true)
            return null;
        if (!files.TryRead(path, out var text, out var problem))
        {
            problems.Add(
                Error(
                    from,
                    namedAt is null ? "cannot read the model: " + problem : "cannot read this include: " + problem,
                    path
                ) with
                {
                    Nearest = files.NearestTo(path),
                }
            );
            return null;
        }
        var before = problems.Count;
        var node = YamlText.Parse(text, path, true, problems);
        if (node is not MapNode own)
        {
            if (problems.Count == before)
                problems.Add(
                    Error(
                        node?.At ?? new Mark(path, 1, 1),
                        node is null or ScalarNode { IsEmpty: true }
                            ? "the file is empty"
                            : $"a model is a map, not {node.Kind}",
                        null,
                        "keys such as model, domain, substrates, cells"
                    )
                );
            return null;
        }
        if (namedAt is not null)
            Open(own);
        return WithIncludes(own, [.. chain, path]);
    }

    /// <summary>Of an overlay only what the model has counts; what the overlay includes stands for itself.</summary>
    private static void Open(MapNode own)
    {
        if (own.Find(Overlay) is ScalarNode { Text: "true" })
            foreach (
                var section in own.Entries.Where(e => Sections.Contains(e.Key)).Select(e => e.Value).OfType<MapNode>()
            )
                for (var k = 0; k < section.Entries.Count; k++)
                    section.Entries[k] = section.Entries[k] with { IfThere = true };
        own.Entries.RemoveAll(e => e.Key == Overlay);
    }

    private MapNode WithIncludes(MapNode own, List<string> chain)
    {
        var merged = new MapNode(own.At);
        foreach (var item in Includes(own))
        {
            if (item is not ScalarNode { IsEmpty: false } name)
                problems.Add(
                    Error(item.At, "an include is the name of a file", null, "a path, such as modules/caf.yaml")
                );
            else if (
                Left(files.Resolve(name.At.File, name.Text)) is { } path
                && File(path, name.At, chain) is { } included
            )
                LayerMerge.Merge(merged, included, typeof(ModelSpec));
        }
        own.Entries.RemoveAll(e => e.Key == Include);
        LayerMerge.Merge(merged, own, typeof(ModelSpec));
        return merged;
    }

    /// <summary>Null for a file that the command line leaves out.</summary>
    private string? Left(string path)
    {
        if (!_left.Contains(path) && !_gone.Contains(path))
            return path;
        _left.Remove(path);
        _gone.Add(path);
        return null;
    }

    private static IEnumerable<TextNode> Includes(MapNode own) =>
        own.Find(Include) switch
        {
            ListNode list => list.Items,
            { } one => [one],
            null => [],
        };

    private void Set(MapNode root, string set)
    {
        var label = "--set " + set;
        var equals = set.IndexOf('=', StringComparison.Ordinal);
        var keys = equals < 0 ? [] : set[..equals].Split('.', StringSplitOptions.TrimEntries);
        if (keys.Length == 0 || keys.Any(k => k.Length == 0))
        {
            problems.Add(
                Error(
                    new Mark(label, 0, 0),
                    "not an override",
                    set,
                    "path=value, such as cells.tumor.uptake.oxygen='5 /min'"
                )
            );
            return;
        }
        var mark = new Mark(label, 0, 0);
        var before = problems.Count;
        var value = YamlText.Parse(set[(equals + 1)..], label, false, problems) ?? new ScalarNode("", false, mark);
        if (problems.Count > before)
            return;
        Put(root, keys, value, mark);
    }

    /// <summary>Puts a value at a path of keys; an empty value takes away what is there.</summary>
    public void Put(MapNode root, string[] keys, TextNode value, Mark mark)
    {
        if (value is ScalarNode { IsEmpty: true })
        {
            if (!Remove(root, keys))
                problems.Add(Error(mark, "there is no such place in the model", string.Join('.', keys)));
        }
        else if (!keys.Any(k => k.EndsWith(']')))
            LayerMerge.Merge(root, Nested(keys, value, mark), typeof(ModelSpec));
        else if (!PutItem(root, keys, value))
            problems.Add(Error(mark, "there is no such place in the model", string.Join('.', keys)));
    }

    private static bool Remove(TextNode at, string[] keys)
    {
        if (at is not MapNode map || map.Entries.Find(e => e.Key == keys[0]) is not { } entry)
            return false;
        return keys.Length == 1 ? map.Entries.Remove(entry) : Remove(entry.Value, keys[1..]);
    }

    private static MapNode Nested(string[] keys, TextNode value, Mark mark)
    {
        var map = new MapNode(mark);
        map.Put(new MapEntry(keys[0], mark, keys.Length == 1 ? value : Nested(keys[1..], value, mark)));
        return map;
    }

    /// <summary>Replaces what is there already, by a path that goes through items of lists.</summary>
    private static bool PutItem(TextNode at, string[] keys, TextNode value)
    {
        var (name, index) = Indexed(keys[0]);
        if (at is not MapNode map || map.Entries.Find(e => e.Key == name) is not { } entry)
            return false;
        var isLast = keys.Length == 1;
        if (index is not { } i)
        {
            if (isLast)
                map.Put(entry with { Value = value });
            return isLast || PutItem(entry.Value, keys[1..], value);
        }
        if (entry.Value is not ListNode list || i >= list.Items.Count)
            return false;
        if (isLast)
            list.Items[i] = value;
        return isLast || PutItem(list.Items[i], keys[1..], value);
    }

    private static (string Name, int? Index) Indexed(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        return
            open > 0
            && key.EndsWith(']')
            && int.TryParse(key[(open + 1)..^1], System.Globalization.CultureInfo.InvariantCulture, out var i)
            && i >= 0
            ? (key[..open], i)
            : (key, null);
    }

    private static Diagnostic Error(Mark at, string message, string? value, string? expected = null) =>
        new(Severity.Error, at.File, at.Line, at.Column, message, value, expected);
}
