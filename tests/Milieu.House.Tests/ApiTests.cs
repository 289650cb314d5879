// The public face of each project is a reviewed text: a change of it shows in the change that makes it.
using System.Reflection;

namespace Milieu.House.Tests;

public sealed class ApiTests
{
    private static readonly bool Accepts = Environment.GetEnvironmentVariable("MILIEU_ACCEPT_API") == "1";

    public static TheoryData<string> Projects => [.. Repository.Floors];

    [Theory(
        DisplayName = "The public API is the text in api/: nothing becomes public, or leaves, unseen (MILIEU_ACCEPT_API=1 rewrites it)"
    )]
    [MemberData(nameof(Projects))]
    public void ApiIsReviewed(string project)
    {
        var file = $"tests/Milieu.House.Tests/api/{project}.txt";
        var now = PublicApi.Of(Assembly.LoadFrom(Repository.AssemblyOf(project)));
        if (Accepts)
            File.WriteAllText(Path.Combine(Repository.Root, file), now);
        var difference = Difference(Repository.Read(file), now);
        Assert.True(
            difference.Length == 0,
            $"The public API of {project} changed. If that is meant, run the house tests with MILIEU_ACCEPT_API=1 and commit {file}.\n{difference}"
        );
    }

    [Fact(DisplayName = "The API guard can fail: a member that came, one that left and one that changed are all shown")]
    public void GuardCanFail()
    {
        Assert.Equal("", Difference("class A\n    int X\n", "class A\n    int X\n"));
        Assert.Equal(
            "- class A:    int X\n+ class A:    long X\n",
            Difference("class A\n    int X\n", "class A\n    long X\n")
        );
        var text = PublicApi.Of(typeof(Engine.GridSpec).Assembly);
        Assert.Contains("sealed class GridSpec\n", text, StringComparison.Ordinal);
        Assert.Contains("    Double CenterX(Int32 i)\n", text, StringComparison.Ordinal);
    }

    private static string Difference(string before, string after)
    {
        var old = Qualified(before).ToHashSet();
        var now = Qualified(after).ToHashSet();
        return string.Concat(
            Qualified(before)
                .Where(l => !now.Contains(l))
                .Select(l => $"- {l}\n")
                .Concat(Qualified(after).Where(l => !old.Contains(l)).Select(l => $"+ {l}\n"))
        );
    }

    /// <summary>Each line with the type that it belongs to, so that equal members of two types are two things.</summary>
    private static IEnumerable<string> Qualified(string text)
    {
        var type = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(' '))
                yield return $"{type}:{line}";
            else
                yield return type = line;
        }
    }
}
