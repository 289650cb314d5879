// A text as a tree that remembers where each part stood.
namespace Milieu.Model;

/// <summary>A place in a file, counted from 1; line 0 for what came from the command line.</summary>
/// <param name="Verbatim">The text that stands there letter for letter on one line; null where it may not.</param>
internal sealed record Mark(string File, int Line, int Column, string? Verbatim = null)
{
    /// <summary>The column of a part of the text, where it stands there once; else that of its start.</summary>
    public int ColumnOf(string? part)
    {
        if (Line == 0 || Verbatim is null || string.IsNullOrEmpty(part))
            return Column;
        var first = Verbatim.IndexOf(part, StringComparison.Ordinal);
        return first > 0 && first == Verbatim.LastIndexOf(part, StringComparison.Ordinal) ? Column + first : Column;
    }
}

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

/// <param name="IfThere">Counts only where another layer says the key too.</param>
internal sealed record MapEntry(string Key, Mark KeyAt, TextNode Value, bool IfThere = false);

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
