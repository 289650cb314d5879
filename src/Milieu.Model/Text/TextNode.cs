// A text as a tree that remembers where each part stood.
namespace Milieu.Model;

/// <summary>A place in a file, counted from 1; line 0 for what came from the command line.</summary>
internal sealed record Mark(string File, int Line, int Column);

internal abstract class TextNode(Mark at)
{
    public Mark At => at;

    /// <summary>What it is, in plain words.</summary>
    public abstract string Kind { get; }
}

internal sealed class ScalarNode(string text, bool isQuoted, Mark at) : TextNode(at)
{
    public string Text => text;

    /// <summary>A key without a value, or an explicit null.</summary>
    public bool IsEmpty => !isQuoted && text is "" or "~" or "null";

    public override string Kind => IsEmpty ? "nothing" : "a single value";
}

internal sealed class ListNode(Mark at) : TextNode(at)
{
    public List<TextNode> Items { get; } = [];

    public override string Kind => "a list";
}

internal sealed record MapEntry(string Key, Mark KeyAt, TextNode Value);

internal sealed class MapNode(Mark at) : TextNode(at)
{
    public List<MapEntry> Entries { get; } = [];

    public override string Kind => "a map";

    public TextNode? Find(string key) => Entries.Find(e => e.Key == key)?.Value;

    /// <summary>Adds, or replaces in place.</summary>
    public void Put(MapEntry entry)
    {
        var index = Entries.FindIndex(e => e.Key == entry.Key);
        if (index < 0)
            Entries.Add(entry);
        else
            Entries[index] = entry;
    }
}
