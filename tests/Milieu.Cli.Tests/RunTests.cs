// Runs through the real program: what it prints, what it leaves, how it goes on after a stop.
using System.Text.Json;

namespace Milieu.Cli.Tests;

public sealed class RunTests
{
    private static readonly string[] JsonKeys =
    [
        "model",
        "modelHash",
        "stateHash",
        "seed",
        "threads",
        "minutes",
        "cells",
        "wallSeconds",
        "cellStepsPerSecond",
        "voxelSubstrateStepsPerSecond",
        "runFolder",
    ];

    [Fact(
        DisplayName = "--json: the last line of standard output is one object with every promised key; nothing is drawn into a pipe"
    )]
    public void JsonIsTheLastLine()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var ended = scratch.Run("run", "m.yaml", "--json", "--seed", "3", "--threads", "2");
        Assert.Equal(0, ended.Code);
        using var json = JsonDocument.Parse(ended.LastLine);
        var root = json.RootElement;
        Assert.Equal(JsonKeys, root.EnumerateObject().Select(p => p.Name));
        Assert.Equal("small", root.GetProperty("model").GetString());
        Assert.Equal(
            (3, 2, 60.0),
            (
                root.GetProperty("seed").GetInt32(),
                root.GetProperty("threads").GetInt32(),
                root.GetProperty("minutes").GetDouble()
            )
        );
        Assert.True(root.GetProperty("cells").GetProperty("tumor").GetProperty("live").GetInt32() >= 1);
        Assert.DoesNotContain('\u001b', ended.All);
        Assert.Contains("tumor", ended.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(scratch.Folder, root.GetProperty("runFolder").GetString()!, "run.json")));
    }

    [Fact(
        DisplayName = "Runs of one model and seed get their own folders and the same state hash; another seed gets another hash"
    )]
    public void FoldersAreNumbered()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var first = Outcome.Of(scratch.Run("run", "m.yaml", "--json"));
        var second = Outcome.Of(scratch.Run("run", "m.yaml", "--json", "--threads", "2"));
        var other = Outcome.Of(scratch.Run("run", "m.yaml", "--json", "--seed", "1"));
        Assert.Equal(("runs/small-0", "runs/small-0-2", "runs/small-1"), (first.Folder, second.Folder, other.Folder));
        Assert.Equal(first.StateHash, second.StateHash);
        Assert.NotEqual(first.StateHash, other.StateHash);
    }

    [Fact(
        DisplayName = "--profile says where the time went, on standard error and in profile.json; the result is the same, standard output too"
    )]
    public void ProfileIsSaid()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var plain = scratch.Run("run", "m.yaml", "--out", "plain");
        var profiled = scratch.Run("run", "m.yaml", "--out", "profiled", "--profile");
        Assert.Equal((0, "profiled\n"), (profiled.Code, profiled.Out));
        Assert.Matches(@"Forces +\d+ +\d", profiled.Error);
        Assert.DoesNotContain("ns/unit", plain.Error, StringComparison.Ordinal);
        Assert.Contains("\"Forces\"", scratch["profiled/profile.json"], StringComparison.Ordinal);
        Assert.Equal(scratch["plain/hashes.csv"], scratch["profiled/hashes.csv"]);
        var resumed = scratch.Run("resume", "profiled", "--until", "66", "--profile");
        Assert.Matches(@"Phenotype +1 ", resumed.Error);
    }

    [Fact(DisplayName = "--set changes the model's hash and is recorded; --until changes neither")]
    public void SetsAreRecorded()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var plain = Outcome.Of(scratch.Run("run", "m.yaml", "--json"));
        var set = Outcome.Of(
            scratch.Run("run", "m.yaml", "--json", "--until", "0.5 h", "--set", "cells.tumor.uptake.oxygen=5 /min")
        );
        var brief = Outcome.Of(scratch.Run("run", "m.yaml", "--json", "--until", "30"));
        Assert.Equal((30, 30), (set.Minutes, brief.Minutes));
        Assert.Equal(plain.ModelHash, brief.ModelHash);
        Assert.NotEqual(plain.ModelHash, set.ModelHash);
        Assert.Contains(
            "cells.tumor.uptake.oxygen=5 /min",
            scratch[set.Folder + "/run.json"],
            StringComparison.Ordinal
        );
    }

    [Fact(
        DisplayName = "An existing folder is an error that leaves it alone; --force replaces a run folder, never another one"
    )]
    public void FoldersAreNotOverwritten()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        scratch["other.yaml"] = Models.With("model: small", "model: other");
        scratch["mine/thesis.txt"] = "years of work";
        Assert.Equal(0, scratch.Run("run", "m.yaml", "--out", "r", "--until", "6").Code);
        var before = scratch["r/run.json"];
        var refused = scratch.Run("run", "other.yaml", "--out", "r", "--until", "6");
        Assert.Equal(4, refused.Code);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, scratch["r/run.json"]);
        Assert.Equal(0, scratch.Run("run", "other.yaml", "--out", "r", "--until", "6", "--force").Code);
        Assert.Contains("other", scratch["r/run.json"], StringComparison.Ordinal);
        foreach (
            var force in (string[][])
                [
                    [],
                    ["--force"],
                ]
        )
            Assert.Equal(4, scratch.Run(["run", "m.yaml", "--out", "mine", "--until", "6", .. force]).Code);
        Assert.Equal("years of work", scratch["mine/thesis.txt"]);
    }

    [Fact(
        DisplayName = "A run folder that cannot be made ends with 4, names the path, and leaves nothing half-written"
    )]
    public void FolderCannotBeMade()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        scratch["file"] = "in the way";
        var ended = scratch.Run("run", "m.yaml", "--out", "file/run");
        Assert.Equal(4, ended.Code);
        Assert.Contains("file/run", ended.Error, StringComparison.Ordinal);
        Assert.Equal(["file", "m.yaml"], scratch.Files);
    }

    [Fact(
        DisplayName = "A state that stops being numbers ends with 1 and names tick, column and cell; a checkpoint stays"
    )]
    public void NonFiniteStateIsNamed()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var ended = scratch.Run("run", "m.yaml", "--out", "r", "--set", "cells.tumor.export.oxygen=1e300 mmHg um3/min");
        Assert.Equal(1, ended.Code);
        Assert.Matches("error: column '[^']+' is not finite at tick \\d+ ", ended.Error);
        Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(scratch.Folder, "r", "checkpoints")));
    }

    [Fact(
        DisplayName = "--format decides the forms of the moments, alone or together, and --no-pictures leaves out every picture"
    )]
    public void FormatsAreChosen()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        string[] brief = ["run", "m.yaml", "--until", "6", "--out"];
        Assert.Equal(0, scratch.Run([.. brief, "ours"]).Code);
        Assert.Equal(0, scratch.Run([.. brief, "theirs", "--format", "PhysiCell"]).Code);
        Assert.Equal(0, scratch.Run([.. brief, "both", "--format", "milieu,physicell", "--no-pictures"]).Code);
        Assert.Equal(0, scratch.Run([.. brief, "twice", "--format", "milieu", "--format", "physicell"]).Code);
        Assert.Equal(
            [(true, false, true), (false, true, true), (true, true, false), (true, true, true)],
            ((string[])["ours", "theirs", "both", "twice"]).Select(Kinds)
        );
        (bool Frames, bool Output, bool Pictures) Kinds(string run)
        {
            var files = scratch.Files.Where(f => f.StartsWith(run + "/", StringComparison.Ordinal)).ToList();
            return (
                files.Exists(f => f.Contains("/frames/", StringComparison.Ordinal)),
                files.Contains(run + "/output/final.xml"),
                files.Exists(f => Path.GetExtension(f) is ".svg" or ".png")
            );
        }
    }

    [Fact(
        DisplayName = "explain prints the plan, the bytes a cell, the integrator, the rules in English and where values came from"
    )]
    public void ExplainTells()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var ended = scratch.Run("explain", "m.yaml", "--set", "cells.tumor.uptake.oxygen=5 /min");
        Assert.Equal(0, ended.Code);
        foreach (
            var piece in (string[])
                [
                    "Phenotype",
                    "bytes a cell",
                    "rkl1",
                    "error in a step",
                    "cycle entry",
                    "increases",
                    "m.yaml:7",
                    "--set",
                    "5 /min",
                ]
        )
            Assert.Contains(piece, ended.Out, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["m.yaml"], scratch.Files);
    }

    [Fact(DisplayName = "explain says what the reaction of a substrate reads")]
    public void ExplainReaction()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        var ended = scratch.Run("explain", "m.yaml", "--set", "substrates.oxygen.reaction=-0.01 /min * oxygen");
        Assert.Equal(0, ended.Code);
        Assert.Contains("a formula of oxygen", ended.Out, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "explain draws the network into the file that is named, and says so in one line where it cannot be written"
    )]
    public void ExplainDraws()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        Assert.Equal(0, scratch.Run("explain", "m.yaml", "--network", "net.svg").Code);
        Assert.Equal(["m.yaml", "net.svg"], scratch.Files);
        Assert.Contains("</svg>", File.ReadAllText(Path.Combine(scratch.Folder, "net.svg")), StringComparison.Ordinal);
        var refused = scratch.Run("explain", "m.yaml", "--network", "m.yaml/net.svg");
        Assert.NotEqual(0, refused.Code);
        Assert.DoesNotContain("   at ", refused.All, StringComparison.Ordinal);
    }

    [Fact(
        DisplayName = "replay of a run agrees at every hash; after a bit of the record is changed it names the first difference"
    )]
    public void ReplayCompares()
    {
        using var scratch = new Scratch();
        scratch["m.yaml"] = Models.Small;
        Assert.Equal(0, scratch.Run("run", "m.yaml", "--out", "r").Code);
        var same = scratch.Run("replay", "r", "--threads", "2");
        Assert.Equal((0, "same\n"), (same.Code, same.Out));
        var name = scratch.Files.Single(f => Path.GetFileName(f).StartsWith("hashes", StringComparison.Ordinal));
        var rows = scratch[name].Split('\n');
        rows[5] = rows[5][..^1] + (rows[5][^1] == '0' ? '1' : '0');
        scratch[name] = string.Join('\n', rows);
        var differs = scratch.Run("replay", "r");
        Assert.Equal((1, "differs\n"), (differs.Code, differs.Out));
        Assert.Contains("first difference at tick", differs.Error, StringComparison.Ordinal);
    }
}

/// <summary>The JSON line of a run.</summary>
internal sealed record Outcome(string StateHash, string ModelHash, string Folder, double Minutes)
{
    public static Outcome Of(Ended ended)
    {
        Assert.True(ended.LastLine.StartsWith('{'), ended.All);
        using var json = JsonDocument.Parse(ended.LastLine);
        var root = json.RootElement;
        return new Outcome(
            root.GetProperty("stateHash").GetString()!,
            root.GetProperty("modelHash").GetString()!,
            root.GetProperty("runFolder").GetString()!,
            root.GetProperty("minutes").GetDouble()
        );
    }
}
