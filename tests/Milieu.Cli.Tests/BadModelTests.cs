// Wrong models are refused with every mistake named by file, line and column, and nothing is written.
namespace Milieu.Cli.Tests;

public sealed class BadModelTests
{
    /// <summary>Old text, new text, and what the message must say. The old text stands in <see cref="Models.Small"/>.</summary>
    public static TheoryData<string, string, string> WrongEdits =>
        new()
        {
            { "decay: 0.1 /min", "decai: 0.1 /min", "m.yaml:7:5: error: unknown key: 'decai'" },
            { "decay: 0.1 /min", "decai: 0.1 /min", "did you mean 'decay'?" },
            { "decay: 0.1 /min", "decay: 0.1 um", "m.yaml:7:12: error: " },
            { "decay: 0.1 /min", "decay: 0.1", "m.yaml:7:12: error: " },
            { "decay: 0.1 /min", "decay: fast", "'fast'" },
            { "decay: 0.1 /min", "decay: -0.1 /min", "'-0.1 /min'" },
            { "decay: 0.1 /min", "decay: NaN /min", "'NaN /min'" },
            { "decay: 0.1 /min", "decay: .inf /min", "m.yaml:7:12: error: " },
            { "diffusion: 100000 um2/min", "diffusion: 1e999 um2/min", "'1e999 um2/min'" },
            { "[200 um, 200 um, 20 um], voxel: 20 um", "[200 um, 200 um, 20 um], voxel: 0 um", "'0 um'" },
            { "[200 um, 200 um, 20 um]", "[10 um, 200 um, 20 um]", "smaller than a voxel" },
            { "[200 um, 200 um, 20 um]", "[210 um, 200 um, 20 um]", "not a whole number of voxels" },
            { "time: {end: 1 h}", "time: {end: 1 h, steps: {mechanics: 0 min}}", "'0 min'" },
            { "time: {end: 1 h}", "time: {end: 1 h, steps: {field: -1 min}}", "'-1 min'" },
            { "persistence: 5 min", "persistence: -5 min", "'-5 min'" },
            { "oxygen increases cycle entry", "oxigen increases cycle entry", "did you mean 'oxygen'?" },
            { "increases cycle entry", "increases cycle entri", "did you mean 'cycle entry'?" },
            { "oxygen decreases necrosis", "oxygen lowers necrosis", "m.yaml:18:" },
            { "cells: tumor, disc", "cells: tumer, disc", "did you mean 'tumor'?" },
            { "disc: {radius: 60 um}, count: 12", "points: [[500 um, 0 um]]", "outside the domain" },
            { "disc: {radius: 60 um}, count: 12", "disc: {radius: 900 um}, count: 12", "outside the domain" },
            { "disc: {radius: 60 um}, count: 12", "disc: {radius: 60 um}, count: -3", "'-3'" },
        };

    [Theory(
        DisplayName = "A mistake in a model is named with file, line, column and what was meant; exit 3, nothing written"
    )]
    [MemberData(nameof(WrongEdits))]
    public void MistakeIsNamed(string old, string fresh, string message)
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.With(old, fresh);
        var ended = scratch.Run("run", "m.yaml", "--until", "1");
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was run", ended.Error, StringComparison.Ordinal);
        Assert.Equal(3, ended.Code);
        Assert.Equal("", ended.Out);
        Assert.Equal(["m.yaml"], scratch.Files);
    }

    [Fact(
        DisplayName = "Cells that find no room at the start are a mistake of the model, exit 3, with numbers and without a run folder; not a fault of the program"
    )]
    public void NoRoom()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.With(
            "count: 12}",
            "count: 20, packing: no overlap}\n  more: {cells: tumor, disc: {radius: 60 um}, count: 20, packing: no overlap}"
        );
        var ended = scratch.Run("run", "m.yaml", "--out", "o");
        Assert.Equal(3, ended.Code);
        Assert.Contains("Placement 'more': only", ended.Error, StringComparison.Ordinal);
        Assert.Contains("of 20 cells found a free place", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("fault of Milieu", ended.Error, StringComparison.Ordinal);
        Assert.Equal(["m.yaml"], scratch.Files);
    }

    [Fact(DisplayName = "All mistakes of a file come at once, each on its line, not one a try")]
    public void AllMistakesAtOnce()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models
            .With("decay: 0.1 /min", "decay: 0.1 um")
            .Replace("necrosis: 0.0028 /min", "necrosi: 0.0028 /min", StringComparison.Ordinal)
            .Replace("hill 4", "hill -4", StringComparison.Ordinal);
        var ended = scratch.Run("check", "m.yaml");
        Assert.Equal(3, ended.Code);
        foreach (var place in (string[])["m.yaml:7:", "m.yaml:13:", "m.yaml:17:"])
            Assert.Contains(place, ended.Out, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A model that is no YAML, and an empty one, are mistakes with a place, not crashes")]
    public void NotYamlAndEmpty()
    {
        using var scratch = new Scratch();
        scratch["broken.yaml"] = "model: [unclosed\ncells: {";
        scratch["tabs.yaml"] = "model: small\n\tcells: x\n";
        scratch["empty.yaml"] = "";
        scratch["list.yaml"] = "- a\n- b\n";
        foreach (var file in (string[])["broken.yaml", "tabs.yaml", "empty.yaml", "list.yaml"])
        {
            var ended = scratch.Run("run", file);
            Assert.Equal(3, ended.Code);
            Assert.Contains(file + ":", ended.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
        }
        Assert.Equal(4, scratch.Files.Length);
    }

    [Fact(DisplayName = "A missing model or study file names the file of its folder that is called most alike")]
    public void MisspeltFile()
    {
        using var scratch = new Scratch();
        File.WriteAllText(Path.Combine(scratch.Folder, "tumor.yaml"), "model: tumor");
        foreach (var command in new[] { "run", "check", "explain", "study" })
        {
            var ended = scratch.Run(command, "tumr.yaml");
            Assert.Equal(4, ended.Code);
            Assert.Contains("did you mean tumor.yaml?", ended.Error, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("did you mean", scratch.Run("run", "elsewhere.yaml").Error, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A missing model file, a folder and a binary file end with 4 and name the path")]
    public void UnreadableModel()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(Path.Combine(scratch.Folder, "folder"));
        File.WriteAllBytes(Path.Combine(scratch.Folder, "binary.yaml"), [0xff, 0xfe, 0x00, 0xc3, 0x28]);
        foreach (
            var (file, why) in new[] { ("gone.yaml", "no such file"), ("folder", "folder"), ("binary.yaml", "UTF-8") }
        )
        {
            var ended = scratch.Run("run", file);
            Assert.Equal(4, ended.Code);
            Assert.Contains(file, ended.Error, StringComparison.Ordinal);
            Assert.Contains(why, ended.Error, StringComparison.Ordinal);
        }
    }

    [Fact(DisplayName = "Includes that run in a circle are a mistake that names the files, not an endless loop")]
    public void CircularInclude()
    {
        using var scratch = new Scratch();
        scratch["a.yaml"] = "include: [b.yaml]\n" + Models.Small;
        scratch["b.yaml"] = "include: [a.yaml]\n";
        var ended = scratch.Run("run", "a.yaml");
        Assert.Equal(3, ended.Code);
        Assert.Contains("circle", ended.Error, StringComparison.Ordinal);
        Assert.Contains("b.yaml:1:", ended.Error, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "An include that is missing is a mistake of the model, at the line that names it")]
    public void MissingInclude()
    {
        using var scratch = new Scratch();
        scratch["a.yaml"] = "include: [gone.yaml]\n" + Models.Small;
        var ended = scratch.Run("run", "a.yaml");
        Assert.Equal(3, ended.Code);
        Assert.Contains("a.yaml:1:", ended.Error, StringComparison.Ordinal);
        Assert.Contains("gone.yaml", ended.Error, StringComparison.Ordinal);
    }

    [Theory(
        DisplayName = "A CSV with a short row, text for a number, a strange type or a cell outside is named by its own line"
    )]
    [InlineData("x,y,z,type\n0,0,0,tumor\n1,1\n", "cells.csv:3:1: error: the row is short")]
    [InlineData("x,y,z,type\n0,zero,0,tumor\n", "cells.csv:2:3: error: not a finite number: 'zero'")]
    [InlineData("x,y,z,type\n0,NaN,0,tumor\n", "cells.csv:2:3: error: not a finite number: 'NaN'")]
    [InlineData("x,y,z,type\n0,0,0,tumro\n", "did you mean 'tumor'?")]
    [InlineData("x,y,z,type\n0,0,0,tumor\n900,0,0,tumor\n", "cells.csv:3:1: error: a cell outside the domain")]
    public void BadCsv(string csv, string message)
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.With("cells: tumor, disc: {radius: 60 um}, count: 12", "file: cells.csv");
        scratch["cells.csv"] = csv;
        var ended = scratch.Run("run", "m.yaml");
        Assert.Contains(message, ended.Error, StringComparison.Ordinal);
        Assert.Equal(3, ended.Code);
        Assert.Equal(["cells.csv", "m.yaml"], scratch.Files);
    }

    [Fact(DisplayName = "--set is checked like the file: a wrong path and a wrong unit are named as from --set")]
    public void SetsAreChecked()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var ended = scratch.Run(
            "check",
            "m.yaml",
            "--set",
            "cells.tumor.uptak.oxygen=5 /min",
            "--set",
            "substrates.oxygen.decay=1 um"
        );
        Assert.Equal(3, ended.Code);
        Assert.Equal(2, ended.Out.Split('\n').Count(l => l.StartsWith("--set ", StringComparison.Ordinal)));
        Assert.Contains("did you mean 'uptake'?", ended.Out, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A persistence time of zero is legal: such cells turn at every step")]
    public void PersistenceZeroIsLegal()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.With("persistence: 5 min", "persistence: 0 min");
        var ended = scratch.Run("check", "m.yaml");
        Assert.Equal(0, ended.Code);
        Assert.Contains("no mistakes", ended.Error, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Warnings alone do not fail a check: a rule that can never fire is told, exit 0")]
    public void WarningsDoNotFail()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.With(
            "hill 8",
            "hill 8\n      - damage increases apoptosis to 0.1 /min, half-max 1, hill 2"
        );
        var ended = scratch.Run("check", "m.yaml", "--json");
        Assert.Equal(0, ended.Code);
        Assert.Contains(": warning: ", ended.Out, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(ended.LastLine);
        Assert.Equal(0, json.RootElement.GetProperty("errors").GetInt32());
        Assert.True(json.RootElement.GetProperty("warnings").GetInt32() > 0);
    }
}
