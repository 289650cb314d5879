// Files of one project may not depend on each other in a circle.
namespace Milieu.House.Tests;

public sealed class CircleTests
{
    public static TheoryData<string> Projects => [.. Repository.Floors];

    [Theory(
        DisplayName = "Files of a project form no circle: each can be read after those it uses, and none before itself"
    )]
    [MemberData(nameof(Projects))]
    public void NoCircle(string project)
    {
        var circle = FindCircle(Repository.Sources("src/" + project).ToDictionary(f => f, Repository.Read));
        Assert.True(circle is null, "A circle of files: " + string.Join(" -> ", circle ?? []));
    }

    [Fact(DisplayName = "The circle guard can fail: two files that use each other, and three in a ring, are found")]
    public void GuardCanFail()
    {
        Assert.NotNull(FindCircle(new() { ["a"] = "class A { B b; }", ["b"] = "class B { void F() => new A(); }" }));
        Assert.NotNull(
            FindCircle(
                new()
                {
                    ["a"] = "class A : B;",
                    ["b"] = "class B { C c; }",
                    ["c"] = "class C { int F(List<A> a) => 0; }",
                }
            )
        );
    }

    [Fact(DisplayName = "The circle guard does not cry wolf: members, comments, strings and partial types are no uses")]
    public void GuardDoesNotCryWolf()
    {
        Assert.Null(FindCircle(new() { ["a"] = "class A { B b; }", ["b"] = "class B { int A { get; } /* A */ }" }));
        Assert.Null(FindCircle(new() { ["a"] = "class A { B b; }", ["b"] = "class B { int F() => x.A + \"A\"; }" }));
        Assert.Null(
            FindCircle(new() { ["a"] = "partial class A { B b; }", ["b"] = "partial class A { } class B { A a; }" })
        );
    }

    /// <summary>The shortest-found ring of files, first repeated at the end; null when there is none.</summary>
    private static List<string>? FindCircle(Dictionary<string, string> texts)
    {
        var sources = texts.ToDictionary(t => t.Key, t => new SourceText(t.Value));
        var owners = sources
            .SelectMany(s => s.Value.DeclaredTypes.Distinct().Select(type => (type, file: s.Key)))
            .ToLookup(x => x.type, x => x.file);
        var node = Merge(texts.Keys, owners);
        var uses = sources
            .SelectMany(s =>
                s.Value.UsedNames().SelectMany(n => owners[n]).Select(o => (From: node[s.Key], To: node[o]))
            )
            .Where(e => e.From != e.To)
            .Distinct()
            .ToLookup(e => e.From, e => e.To);
        var done = new HashSet<string>();
        foreach (var start in node.Values.Distinct().Order(StringComparer.Ordinal))
            if (Walk(start, uses, [], done) is { } circle)
                return circle;
        return null;
    }

    /// <summary>Files that declare parts of one type count as one: each is named by the first of them.</summary>
    private static Dictionary<string, string> Merge(IEnumerable<string> files, ILookup<string, string> owners)
    {
        var node = files.ToDictionary(f => f, f => f);
        foreach (var parts in owners.Where(o => o.Count() > 1))
        {
            var joined = parts.Select(f => node[f]).ToHashSet();
            foreach (var file in node.Keys.Where(f => joined.Contains(node[f])).ToList())
                node[file] = joined.Min(StringComparer.Ordinal)!;
        }
        return node;
    }

    private static List<string>? Walk(string at, ILookup<string, string> uses, List<string> path, HashSet<string> done)
    {
        if (path.IndexOf(at) is >= 0 and var first)
            return [.. path[first..], at];
        if (!done.Add(at))
            return null;
        path.Add(at);
        foreach (var next in uses[at])
            if (Walk(next, uses, path, done) is { } circle)
                return circle;
        path.RemoveAt(path.Count - 1);
        return null;
    }
}
