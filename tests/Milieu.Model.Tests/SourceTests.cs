// Where the numbers of rules come from.
namespace Milieu.Model.Tests;

public sealed class SourceTests
{
    private const string Rule =
        "{rule: \"oxygen increases cycle entry to 1 /min, half-max 5 mmHg, hill 2\", source: \"";

    private static MemoryFiles Files(string head, string keys) =>
        new()
        {
            ["m.yaml"] = head + Given.Rules(Rule + keys + "\"}"),
            ["lib/sources.yaml"] = "Smith2001: {citation: Smith, identifier: \"doi:1\"}\nJones2002: Jones\n",
        };

    [Theory(
        DisplayName = "Keys of rules are those of the model's sources or of its files of sources; others are errors"
    )]
    [InlineData("source files: lib/sources.yaml\n", "Smith2001 Jones2002", null)]
    [InlineData("source files: [lib/sources.yaml]\nsources: {Own: me}\n", "Smith2001, Own", null)]
    [InlineData("", "whatever", null)]
    [InlineData(
        "source files: lib/sources.yaml\n",
        "Smith2001 Jones2003",
        "unknown source: 'Jones2003'; expected a key of sources; did you mean 'Jones2002'?"
    )]
    [InlineData("sources: {Own: me}\n", "Owm", "did you mean 'Own'?")]
    public void Keys(string head, string keys, string? message)
    {
        var loaded = Given.Load(Files(head, keys));
        var errors = loaded.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.ToString()).ToList();
        if (message is null)
            Assert.Empty(errors);
        else
            Assert.Contains(message, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A model runs without its file of sources: that is a warning, and no key is checked")]
    public void Missing()
    {
        var loaded = Given.Load(Files("source files: lib/missing.yaml\n", "Smith2001"));
        Given.Whole(loaded);
        Assert.Contains(
            Given.Texts(loaded),
            t => t.Contains("warning: cannot read the sources: no such file", StringComparison.Ordinal)
        );
    }

    [Fact(DisplayName = "Sources, ids and what is assumed are no part of the compiled model")]
    public void NoPartOfTheModel()
    {
        var loaded = Given.Load(Files("source files: lib/sources.yaml\n", "Smith2001"));
        Assert.Equal(
            ("Smith", "doi:1"),
            (loaded.Sources["Smith2001"].Citation, loaded.Sources["Smith2001"].Identifier)
        );
        Assert.Equal("Jones", loaded.Sources["Jones2002"].Citation);
        Assert.Equal(
            CompiledModelText.Hash(Given.Whole(Given.Load(Files("", "")))),
            CompiledModelText.Hash(Given.Whole(loaded))
        );
    }
}
