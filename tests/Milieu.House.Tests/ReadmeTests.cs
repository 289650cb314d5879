// README.md shows what is there.
using System.Text.RegularExpressions;

namespace Milieu.House.Tests;

public sealed partial class ReadmeTests
{
    [Fact(
        DisplayName = "The model that README.md shows is models/first.yaml, letter by letter, in at most thirty lines"
    )]
    public void ShownModelIsTheFile()
    {
        var model = Repository.Read("models/first.yaml");
        Assert.Equal(model, Shown(Repository.Read("README.md")));
        Assert.True(model.Count(c => c == '\n') <= 30);
    }

    [Fact(DisplayName = "Every path that a page links to exists, and the two commands name what is there")]
    public void LinksLeadSomewhere()
    {
        var pages = Repository.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal));
        Guard.FindsNothing(pages.SelectMany(p => Dead(p, Repository.Read(p)).Select(d => $"{p}: {d}")));
    }

    [Fact(DisplayName = "The reader of README.md can fail: another model and a dead link are seen")]
    public void GuardsCanFail()
    {
        Assert.Equal("model: a\n", Shown("text\n```yaml\nmodel: a\n```\n"));
        Assert.NotEmpty(Dead("README.md", "see [there](docs/gone.md)"));
        Assert.Empty(Dead("docs/x.md", "see [there](../README.md#top) and [web](https://example.org)"));
    }

    private static string Shown(string readme) => Yaml().Match(readme.ReplaceLineEndings("\n")).Groups["model"].Value;

    private static IEnumerable<string> Dead(string page, string text) =>
        Link()
            .Matches(text)
            .Select(m => m.Groups["to"].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal))
            .Where(to => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page) ?? "", to)));

    [GeneratedRegex(@"```yaml\n(?<model>[\s\S]*?)```")]
    private static partial Regex Yaml();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
