// Laws of nature and biological numbers can be traced to their sources.
using System.Text.RegularExpressions;

namespace Milieu.House.Tests;

public sealed partial class ScienceTests
{
    [Fact(
        DisplayName = "Every page of docs/science names a source file and a test that exist, so that law, code and proof stay together"
    )]
    public void PagesNameCodeAndTest() =>
        Guard.FindsNothing(
            Repository
                .Files.Where(f =>
                    f.StartsWith("docs/science/", StringComparison.Ordinal)
                    && f.EndsWith(".md", StringComparison.Ordinal)
                )
                .Where(f => Path.GetFileName(f) != "README.md")
                .SelectMany(f => Faults(Repository.Read(f)).Select(fault => $"{f}: {fault}"))
        );

    [Fact(DisplayName = "The page guard can fail: a page without a test, and one that names a file that is gone")]
    public void PageGuardCanFail()
    {
        Assert.NotEmpty(Faults("Code: `src/Milieu.Engine/Simulation.cs`."));
        Assert.NotEmpty(Faults("`src/Milieu.Engine/Gone.cs`, `tests/Milieu.Engine.Tests/ChanceTests.cs`"));
        Assert.Empty(Faults("`src/Milieu.Engine/Simulation.cs`, `tests/Milieu.Engine.Tests/ChanceTests.cs`"));
    }

    private static IEnumerable<string> Faults(string page)
    {
        var named = Named().Matches(page).Select(m => m.Value).Distinct().ToArray();
        foreach (var gone in named.Where(n => !Repository.Has(n)))
            yield return $"{gone} does not exist";
        if (!named.Any(n => n.StartsWith("src/", StringComparison.Ordinal)))
            yield return "names no source file (src/...cs)";
        if (!named.Any(n => n.StartsWith("tests/", StringComparison.Ordinal)))
            yield return "names no test (tests/...cs)";
    }

    [GeneratedRegex(@"\b(?:src|tests)/[\w./-]+\.cs\b")]
    private static partial Regex Named();
}
