// A tree of text as YAML that people read.
using System.Text;

namespace Milieu.Model;

/// <summary>Two spaces a level, short maps and lists on one line, comments in one column of each section.</summary>
/// <param name="comment">What to say beside the value of a path in the specification, such as where it came from; null for nothing.</param>
internal sealed class YamlPrinter(Func<string, string?> comment)
{
    private const int LongestLine = 100;
    private const int LastCommentColumn = 56;

    private readonly List<Printed> _lines = [];

    public string Print(MapNode root)
    {
        _lines.Clear();
        foreach (var entry in root.Entries)
        {
            if (_lines.Count > 0 && IsSection(entry.Value))
                Blank();
            Entry(entry, 0);
            if (IsSection(entry.Value))
                Blank();
        }
        return Text();
    }

    private void Map(MapNode map, int depth)
    {
        // Cell types and substrates are read one at a time.
        var isOpen = depth == 1 && map.At.File is "cells" or "substrates";
        var before = 0;
        foreach (var entry in map.Entries)
        {
            var first = _lines.Count;
            Entry(entry, depth);
            var lines = _lines.Count - first;
            if (isOpen && before > 0 && Math.Max(before, lines) > 1)
                _lines.Insert(first, new Printed("", ""));
            before = lines;
        }
    }

    private void Entry(MapEntry entry, int depth)
    {
        var key = new string(' ', 2 * depth) + YamlScalar.Of(entry.Key, false) + ":";
        if (Inline(entry.Value, out var comments) is { } text && Fits(entry.Value, key, text, comments))
            _lines.Add(new Printed(key + " " + text, string.Join("; ", comments)));
        else if (entry.Value is MapNode map)
        {
            _lines.Add(new Printed(key, ""));
            Map(map, depth + 1);
        }
        else if (entry.Value is ListNode list)
        {
            _lines.Add(new Printed(key, ""));
            foreach (var item in list.Items)
                Item(item, depth + 1);
        }
    }

    private void Item(TextNode item, int depth)
    {
        var dash = new string(' ', 2 * depth) + "- ";
        if (item is not MapNode map)
            _lines.Add(new Printed(dash + Inline(item, out var said), string.Join("; ", said)));
        else if (Inline(item, out var comments) is { } text && Fits(item, dash, text, comments))
            _lines.Add(new Printed(dash + text, string.Join("; ", comments)));
        else
        {
            var first = _lines.Count;
            Map(map, depth + 1);
            _lines[first] = _lines[first] with { Text = dash + _lines[first].Text.TrimStart() };
        }
    }

    private static bool Fits(TextNode node, string key, string text, List<string> comments) =>
        node is ScalarNode
        || (
            comments.Count <= 1
            && (node is not MapNode map || !map.Entries.Exists(e => e.Value is MapNode))
            && key.Length + 1 + text.Length <= LongestLine
            // Rules are sentences: one a line.
            && !(node is ListNode list && list.Items.Exists(i => i is ScalarNode { Text.Length: > 40 } or MapNode))
        );

    /// <summary>A node on one line, with every comment on a part of it; null where a part is a large map.</summary>
    private string? Inline(TextNode node, out List<string> comments)
    {
        comments = [];
        return Inline(node, node is ScalarNode ? null : node, comments);
    }

    /// <param name="within">The node whose brackets it stands in; null for none.</param>
    private string? Inline(TextNode node, TextNode? within, List<string> comments)
    {
        switch (node)
        {
            case ScalarNode scalar:
                if (comment(scalar.At.File) is { Length: > 0 } said && !comments.Contains(said))
                    comments.Add(said);
                return YamlScalar.Of(scalar.Text, within is not null);
            case ListNode list:
                return "[" + string.Join(", ", list.Items.Select(n => Inline(n, list, comments))) + "]";
            case MapNode map when within != node || map.Entries.Count <= 4:
                var entries = map.Entries.Select(e =>
                    YamlScalar.Of(e.Key, true) + ": " + Inline(e.Value, map, comments)
                );
                return "{" + string.Join(", ", entries) + "}";
            default:
                return null;
        }
    }

    private static bool IsSection(TextNode node) => node is MapNode { Entries.Count: > 0 };

    private void Blank()
    {
        if (_lines.Count > 0 && _lines[^1].Text.Length > 0)
            _lines.Add(new Printed("", ""));
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _lines.Count; )
        {
            // Comments of lines that stand together start in one column.
            var end = i;
            while (end < _lines.Count && _lines[end].Text.Length > 0)
                end++;
            var column = _lines[i..end]
                .Where(l => l.Comment.Length > 0 && l.Text.Length <= LastCommentColumn)
                .Select(l => l.Text.Length)
                .DefaultIfEmpty(0)
                .Max();
            foreach (var line in _lines[i..end])
                text.Append(
                        line.Comment.Length == 0
                            ? line.Text
                            : $"{line.Text.PadRight(column)}  # {line.Comment.ReplaceLineEndings(" ")}"
                    )
                    .Append('\n');
            if (end < _lines.Count - 1)
                text.Append('\n');
            i = end + 1;
        }
        return text.ToString();
    }

    private sealed record Printed(string Text, string Comment);
}
