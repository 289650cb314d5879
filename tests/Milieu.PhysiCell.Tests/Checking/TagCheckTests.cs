// What PhysiCell passes over in silence is said, with its line.
using Milieu.Model;

namespace Milieu.PhysiCell.Tests;

public sealed class TagCheckTests
{
    [Fact(DisplayName = "A sound project is loaded without a word: no check finds fault with what is right")]
    public void NothingToSay()
    {
        var loaded = SoundProject.Load(SoundProject.Settings);
        Assert.Empty(loaded.Diagnostics);
        Assert.NotNull(loaded.Compiled);
    }

    [Theory(
        DisplayName = "Each silent mistake is said once with its line, the value and the nearest known name; only a misspelt tag stops the run"
    )]
    [InlineData(
        "<speed units=\"micron/min\">1</speed>",
        "<sped units=\"micron/min\">1</sped>",
        "unknown tag: PhysiCell would go on as if it were not there",
        "sped",
        "speed"
    )]
    [InlineData(
        "<overall>",
        "<overal></overal><overall>",
        "no effect: PhysiCell reads no such tag here",
        "overal",
        "overall"
    )]
    [InlineData(
        "<use_2D>true</use_2D>\n  </dom",
        "<use_2d>1</use_2d><use_2D>true</use_2D>\n  </dom",
        "PhysiCell reads no such tag here",
        "use_2d",
        "use_2D"
    )]
    [InlineData(
        "fixed_duration=",
        "fixed_durations=",
        "no such attribute of rate",
        "fixed_durations",
        "fixed_duration"
    )]
    [InlineData(
        "<dx>20</dx>",
        "<dx>20</dx><dx>10</dx>",
        "a second dx in domain: PhysiCell reads the first alone",
        null,
        null
    )]
    [InlineData(
        "<folder>output",
        "<SVG><legend enabled=\"true\"/></SVG><folder>output",
        "legend is without effect",
        null,
        null
    )]
    [InlineData(
        "type=\"csv\" enabled=\"false\"",
        "type=\"csv\" enabled=\"true\"",
        "dirichlet_nodes is without effect",
        null,
        null
    )]
    [InlineData(
        "<dt_phenotype",
        "<dt_intracellular>0.1</dt_intracellular><dt_phenotype",
        "dt_intracellular is without effect",
        null,
        null
    )]
    [InlineData("time units=\"min\">60", "time units=\"h\">60", "the number is taken in min, not converted", "h", null)]
    [InlineData("micron/min\">1", "1/min\">1", "the unit contradicts speed", "1/min", null)]
    [InlineData("dimensionless\">0.5", "micron\">0.5", "the unit contradicts migration_bias", "micron", null)]
    [InlineData("<time_units>min", "<time_units>hours", "a label without effect: times are minutes", "hours", null)]
    [InlineData(
        "<space_units>micron",
        "<space_units>mm",
        "a label without effect: lengths are micrometers",
        "mm",
        null
    )]
    [InlineData("<dy>20", "<dy>10", "voxels are no cubes", "10", null)]
    [InlineData(
        "gradients>true",
        "gradients>false",
        "tumor follows a gradient that PhysiCell would not compute",
        "false",
        null
    )]
    [InlineData(
        "<random_seed>7</random_seed>",
        "<random_sed>7</random_sed>",
        "unknown tag",
        "random_sed",
        "random_seed"
    )]
    public void SilentMistake(string from, string to, string message, string? value, string? nearest)
    {
        // The texts above join lines as this file does.
        var loaded = SoundProject.Changed(from.ReplaceLineEndings("\n"), to.ReplaceLineEndings("\n"));
        var said = Assert.Single(loaded.Diagnostics);
        // A misspelt tag whose right form is missing would leave a default in force.
        var stops = message.StartsWith("unknown tag", StringComparison.Ordinal);
        Assert.Equal(stops ? Severity.Error : Severity.Warning, said.Severity);
        Assert.Equal(stops, loaded.Compiled is null);
        Assert.Contains(message, said.Message, StringComparison.Ordinal);
        Assert.Equal(value, said.Value);
        Assert.Equal(nearest, said.Nearest);
        Assert.Equal("p/config/PhysiCell_settings.xml", said.File);
        Assert.Equal(LineOfChange(from), said.Line, 1.0);
    }

    [Fact(
        DisplayName = "Without options and seed it is said that PhysiCell would draw before its generator is seeded (Q21)"
    )]
    public void NoSeed()
    {
        var options = SoundProject.Settings[
            SoundProject.Settings.IndexOf("  <options>\n", StringComparison.Ordinal)..SoundProject.Settings.IndexOf(
                "  <microenvironment_setup>",
                StringComparison.Ordinal
            )
        ];
        var said = Assert.Single(SoundProject.Changed(options, "").Diagnostics);
        Assert.Contains("no random seed", said.Message, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "Every tag of the table is reached, none stands twice, and words after a tilde say why it is idle"
    )]
    public void TableIsSound()
    {
        var tags = Below(Tag.Root).ToList();
        Assert.True(tags.Count > 150, $"{tags.Count} tags");
        Assert.All(tags, t => Assert.Matches("^[A-Za-z0-9_]+$", t.Name));
        Assert.Equal(6, tags.Count(t => t.Idle is not null));
        Assert.Equal(3, tags.Count(t => t.IsOpen));
        Assert.Equal(Measure.Speed, tags.Single(t => t.Name == "speed").Measure);
        Assert.Equal(["code", "name"], tags.Single(t => t.Name == "cycle").Attributes);
        Assert.True(tags.Single(t => t.Name == "cell_definition").IsRepeated);
    }

    private static IEnumerable<Tag> Below(Tag tag) => tag.Children.Values.SelectMany(t => Below(t).Prepend(t));

    private static double LineOfChange(string from) =>
        1
        + SoundProject.Settings[..SoundProject.Settings.IndexOf(from, StringComparison.Ordinal)].Count(c => c == '\n');
}
