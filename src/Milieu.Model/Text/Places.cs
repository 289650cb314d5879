// From the dotted path of a value to where it was written.
using System.Globalization;

namespace Milieu.Model;

/// <summary>Every node of a text by its path, such as <c>cells.tumor.rules[0]</c>.</summary>
internal sealed class Places
{
    private readonly Dictionary<string, Mark> _marks = new(StringComparer.Ordinal);
    private readonly List<Origin> _origins = [];

    public Places(TextNode root) => Walk("", root, root.At);

    public IReadOnlyList<Origin> Origins => _origins;

    /// <summary>The place of a path, or of the nearest path around it.</summary>
    public Mark? Find(string path)
    {
        while (path.Length > 0)
        {
            if (_marks.TryGetValue(path, out var mark))
                return mark;
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }
        return _marks.GetValueOrDefault("");
    }

    private void Walk(string path, TextNode node, Mark at)
    {
        _marks[path] = at;
        switch (node)
        {
            case MapNode map:
                foreach (var entry in map.Entries)
                    Walk(
                        path.Length == 0 ? entry.Key : path + "." + entry.Key,
                        entry.Value,
                        entry.Value is ScalarNode { IsEmpty: false } or ListNode ? entry.Value.At : entry.KeyAt
                    );
                break;
            case ListNode list:
                for (var i = 0; i < list.Items.Count; i++)
                    Walk(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), list.Items[i], list.Items[i].At);
                break;
            case ScalarNode { IsEmpty: false } scalar:
                _origins.Add(new Origin(path, scalar.Text, at.File, at.Line, at.Column));
                break;
            default:
                break;
        }
    }
}
