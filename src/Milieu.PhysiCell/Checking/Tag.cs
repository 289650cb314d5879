// One entry of the table of tags.
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <summary>A tag, what may stand in it, and what its number measures.</summary>
internal sealed class Tag
{
    private const string Anything = "...";

    /// <summary>The tags of a settings file, under its root.</summary>
    public static Tag Root { get; } = Parse(KnownTags.Text);

    public required string Name { get; init; }

    public bool IsRepeated { get; init; }

    public string[] Attributes { get; init; } = [];

    /// <summary>Null where units say nothing about the number.</summary>
    public Measure? Measure { get; init; }

    /// <summary>Why it is without effect; null where it has one.</summary>
    public string? Idle { get; init; }

    /// <summary>Any tags may stand in it.</summary>
    public bool IsOpen { get; private set; }

    public OrderedDictionary<string, Tag> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>A tag that can hold one of this name; null where none can.</summary>
    public static string? Home(string name) => Root.Holder(name)?.Name;

    private Tag? Holder(string name) =>
        Children.Values.FirstOrDefault(c => c.Children.ContainsKey(name))
        ?? Children.Values.Select(c => c.Holder(name)).FirstOrDefault(h => h is not null);

    private static Tag Parse(string text)
    {
        var root = new Tag { Name = "" };
        var open = new Stack<Tag>([root]);
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0))
        {
            var depth = (line.Length - line.TrimStart().Length) / 2;
            while (open.Count > depth + 1)
                open.Pop();
            if (line.Trim() == Anything)
            {
                open.Peek().IsOpen = true;
                continue;
            }
            var tag = One(line.Trim());
            open.Peek().Children.Add(tag.Name, tag);
            open.Push(tag);
        }
        return root;
    }

    private static Tag One(string line)
    {
        var (rest, idle) = Cut(line, " ~ ");
        (rest, var measure) = Cut(rest, " : ");
        (rest, var attributes) = Cut(rest, " [");
        return new Tag
        {
            Name = rest.TrimEnd('*'),
            IsRepeated = rest.EndsWith('*'),
            Attributes = attributes?.TrimEnd(']').Split(' ') ?? [],
            Measure = measure is null ? null : Enum.Parse<Measure>(measure, ignoreCase: true),
            Idle = idle,
        };
    }

    private static (string Before, string? After) Cut(string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + mark.Length)..]);
    }
}
