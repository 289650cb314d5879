// Files and functions stay short, folders stay shallow.
namespace Milieu.House.Tests;

public sealed class SizeTests
{
    private const int LongestFile = 400;
    private const int LongestFunction = 60;
    private const int DeepestFolder = 3;

    /// <summary>Straight-line kernels that were granted more, as "file: header": lines. This list only shrinks.</summary>
    private static readonly Dictionary<string, int> GrantedFunctions = new(StringComparer.Ordinal);

    [Fact(DisplayName = "No source file is longer than 400 lines: a file that grows past one duty is split")]
    public void FilesAreShort()
    {
        var long_ = Code().Select(f => (f, new SourceText(Repository.Read(f)).Lines)).Where(f => f.Lines > LongestFile);
        Guard.FindsNothing(long_.Select(f => $"{f.f} has {f.Lines} lines"));
    }

    [Fact(DisplayName = "No function is longer than 60 lines, but for a list of exemptions that only shrinks")]
    public void FunctionsAreShort()
    {
        var found = new[] { "src", "bench" }
            .SelectMany(Repository.Sources)
            .SelectMany(f => TooLong(f, Repository.Read(f)))
            .ToDictionary(f => f.Name, f => f.Length);
        var breaches = found.Where(f => f.Value > GrantedFunctions.GetValueOrDefault(f.Key, LongestFunction));
        Guard.FindsNothing(breaches.Select(f => $"{f.Key} has {f.Value} lines"));
        var unused = GrantedFunctions.Where(g => found.GetValueOrDefault(g.Key) < g.Value);
        Guard.FindsNothing(unused.Select(g => $"{g.Key} was granted {g.Value} lines and needs fewer: shrink the list"));
    }

    [Fact(DisplayName = "Folders are at most three deep below src, so that the house can be seen at a glance")]
    public void FoldersAreShallow() =>
        Guard.FindsNothing(
            Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && Depth(f) > DeepestFolder)
        );

    [Fact(DisplayName = "The length guards can fail: a long function, a long accessor and a deep folder are found")]
    public void GuardsCanFail()
    {
        var body = string.Concat(Enumerable.Repeat("        Do(\"}\"); // {\n", 61));
        var sample =
            "class A\n{\n    private int _x = F(() => { });\n    void Short(int a = 1) { }\n\n    void Long(char c = '{')\n    {\n"
            + body
            + "    }\n    int P\n    {\n        get\n        {\n"
            + body
            + "        }\n    }\n    enum E\n    {\n        X,\n    }\n    int Last => 1;\n}\n";
        Assert.Equal(["a.cs: void Long(char c", "a.cs: int P"], TooLong("a.cs", sample).Select(f => f.Name));
        Assert.Contains(new SourceText(sample).Members(), m => m.Header == "int Last");
        Assert.True(Depth("src/A/b/c/d/e.cs") > DeepestFolder);
        Assert.False(Depth("src/A/b/c/e.cs") > DeepestFolder);
    }

    private static IEnumerable<string> Code() => new[] { "src", "tests", "bench" }.SelectMany(Repository.Sources);

    private static IEnumerable<(string Name, int Length)> TooLong(string file, string text) =>
        new SourceText(text)
            .Members()
            .Where(m => m.Length > LongestFunction)
            .GroupBy(m => $"{file}: {m.Header}")
            .Select(g => (g.Key, g.Max(m => m.Length)));

    private static int Depth(string file) => file.Count(c => c == '/') - 1;
}
