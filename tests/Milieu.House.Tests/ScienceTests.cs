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

    [Fact(
        DisplayName = "Every number of every model has a source on its line or on a block around it: a DOI, a PMID, or the word assumed"
    )]
    public void NumbersHaveSources()
    {
        var models = Repository.Files.Where(f =>
            f.StartsWith("models/", StringComparison.Ordinal)
            && f.EndsWith(".yaml", StringComparison.Ordinal)
            && !HasKeysOfSources(f)
        );
        Guard.FindsNothing(models.SelectMany(m => Unsourced(Repository.Read(m)).Select(line => $"{m}: {line}")));
    }

    /// <summary>Parts of the library name keys of models/sources.yaml; LibraryTests of Milieu.Model holds them.</summary>
    private static bool HasKeysOfSources(string file) =>
        file.StartsWith("models/modules/", StringComparison.Ordinal)
        || file.StartsWith("models/presets/", StringComparison.Ordinal)
        || string.Equals(file, "models/sources.yaml", StringComparison.Ordinal);

    [Fact(DisplayName = "The number guard can fail: a bare number, and one whose source stands on another block")]
    public void NumberGuardCanFail()
    {
        Assert.Equal(["decay: 0.1 /min"], Unsourced("substrates:\n  oxygen:\n    decay: 0.1 /min\n"));
        Assert.Equal(["b: 2"], Unsourced("cells:\n  # doi:10.1000/x\n  one:\n    a: 1\n  two:\n    b: 2\n"));
        Assert.Empty(Unsourced("cells:\n  two:\n    b: 2 # assumed\n    c: none\n"));
        Assert.Empty(Unsourced("# All: PMID 123\nmodel: m2\ncells:\n  two:\n    b: 2\n"));
    }

    /// <summary>Lines with a number and no source on them, on the comment above them, or on a block or head above.</summary>
    private static IEnumerable<string> Unsourced(string yaml)
    {
        var blocks = new Stack<(int Indent, bool Sourced)>();
        var comment = "";
        var isHead = true;
        foreach (var line in yaml.Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith('#'))
                comment += text;
            else if (text.Length == 0)
                comment = isHead ? comment : "";
            else
            {
                var indent = line.Length - line.TrimStart().Length;
                while (blocks.TryPeek(out var block) && block.Indent >= indent)
                    blocks.Pop();
                if (isHead)
                    blocks.Push((-1, Source().IsMatch(comment)));
                isHead = false;
                var parts = text.Split(" #", 2);
                var sourced =
                    blocks.Any(b => b.Sourced) || Source().IsMatch(comment + (parts.Length > 1 ? parts[1] : ""));
                if (!sourced && Number().IsMatch(parts[0]) && !Unmeasured().IsMatch(text))
                    yield return parts[0].Trim();
                blocks.Push((indent, sourced));
                comment = "";
            }
        }
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

    [GeneratedRegex(@"\bdoi:\s*10\.\d{4,}/\S+|\bPMID\b|\bassumed\b", RegexOptions.IgnoreCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"(?<![\w.])\.?\d")]
    private static partial Regex Number();

    /// <summary>Names, files and the times of frames are no measurements.</summary>
    [GeneratedRegex(@"^(?:model|about|include|file|frames|output):")]
    private static partial Regex Unmeasured();

    [GeneratedRegex(@"\b(?:src|tests)/[\w./-]+\.cs\b")]
    private static partial Regex Named();
}
