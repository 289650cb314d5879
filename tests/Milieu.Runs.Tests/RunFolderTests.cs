// What a run folder holds, and which folders a run takes.
using System.Text.Json.Nodes;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs.Tests;

public class RunFolderTests
{
    [Fact(
        DisplayName = "A run folder holds the model, its texts, settings, machine, counts, hashes, frames, pictures, checkpoints"
    )]
    public void HoldsEverything()
    {
        using var scratch = new Scratch();
        var outcome = Runner.Start(TestModels.Request(scratch["run"]));
        var record = JsonNode.Parse(File.ReadAllText(scratch["run/run.json"]))!;
        Assert.Equal(7, (int)record["seed"]!);
        Assert.Equal("Vectorized", (string)record["kernel"]!);
        Assert.Equal("cells.tumor.uptake.oxygen=5 /min", (string)record["sets"]![0]!);
        Assert.Equal(outcome.ModelHash, (string)record["modelHash"]!);
        Assert.Equal(Environment.ProcessorCount, (int)record["machine"]!["processors"]!);
        Assert.StartsWith("0.", (string)record["milieu"]!, StringComparison.Ordinal);
        Assert.Equal("model: test\n", File.ReadAllText(scratch["run/model/test.yaml"]));
        var model = CompiledModelText.FromJson(File.ReadAllText(scratch["run/model.json"]));
        Assert.Equal(outcome.ModelHash, CompiledModelText.Hash(model));
        Assert.Equal(["0000000000", "0000000100", "0000000200", "0000000300"], Names(scratch["run/frames"]));
        var written = JsonNode.Parse(File.ReadAllText(scratch["run/outcome.json"]))!;
        Assert.All(
            JsonNode.Parse(outcome.ToJson())!.AsObject(),
            p => Assert.True(JsonNode.DeepEquals(p.Value, written[p.Key]))
        );
        Assert.False((bool)written["interrupted"]!);
        Assert.InRange((double)written["writingSeconds"]!["frames"]!, 1e-4, outcome.WallSeconds);
        Assert.True(File.Exists(scratch["run/picture.svg"]) && File.Exists(scratch["run/picture.png"]));
        Assert.Equal(2, Names(scratch["run/checkpoints"]).Count);
        Assert.DoesNotContain(".lock", Names(scratch["run"]));
    }

    [Fact(
        DisplayName = "outcome.json tells the estimated errors of the field step, and none where nobody asks; the state hash does not feel it"
    )]
    public void FieldErrorsAreTold()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["with"]) with { UntilMinutes = 3 };
        var with = Runner.Start(request);
        var without = Runner.Start(request with { Folder = scratch["without"], EstimateErrors = false });
        Assert.Equal(with.StateHash, without.StateHash);
        JsonArray Errors(string run) =>
            JsonNode.Parse(File.ReadAllText(scratch[run + "/outcome.json"]))!["fieldErrors"]!.AsArray();
        Assert.Empty(Errors("without"));
        var error = Errors("with")[0]!;
        Assert.Equal("oxygen", (string)error["substrate"]!);
        Assert.True((double)error["heldMinutes"]! > 0);
        Assert.InRange((double)error["inStep"]!, 0, 40);
        Assert.InRange((double)error["held"]!, 0, 40);
    }

    [Fact(
        DisplayName = "counts.csv agrees with the outcome: cells per type and state, field means, one row per interval"
    )]
    public void CountsAgree()
    {
        using var scratch = new Scratch();
        var outcome = Runner.Start(TestModels.Request(scratch["run"]));
        var rows = File.ReadAllLines(scratch["run/counts.csv"]).Select(l => l.Split(',')).ToList();
        Assert.Equal(1 + 16, rows.Count);
        Assert.All(rows, r => Assert.Equal(rows[0].Length, r.Length));
        var last = rows[0].Zip(rows[^1]).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        Assert.Equal("30", last["minutes"]);
        foreach (var type in outcome.Cells)
        {
            Assert.Equal($"{type.Live}", last[type.Type + " live"]);
            Assert.Equal($"{type.Apoptotic}", last[type.Type + " apoptotic"]);
            Assert.Equal($"{type.Necrotic}", last[type.Type + " necrotic"]);
        }
        Assert.True(outcome.Cells[0].Live > 100);
        Assert.InRange(double.Parse(last["oxygen mean"]), 20, 38);
        Assert.Equal(double.Parse(last["drug mean"]) * 400 * 400 * 20, double.Parse(last["drug total"]), 3);
    }

    [Fact(DisplayName = "The outcome as JSON has exactly the promised members")]
    public void OutcomeMembers()
    {
        using var scratch = new Scratch();
        var outcome = Runner.Start(TestModels.Request(scratch["run"]) with { UntilMinutes = 2 });
        var json = JsonNode.Parse(outcome.ToJson())!.AsObject();
        Assert.Equal(
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
                "doses",
                "body",
            ],
            json.Select(p => p.Key)
        );
        Assert.Equal(["tumor", "T cell"], json["cells"]!.AsObject().Select(p => p.Key));
        Assert.Equal(["live", "apoptotic", "necrotic"], json["cells"]!["tumor"]!.AsObject().Select(p => p.Key));
        Assert.DoesNotContain('\n', outcome.ToJson());
        // 20 mechanics steps of 135 cells, and 20 windows of 400 voxels and 2 substrates.
        Assert.Equal(20 * 135.0, outcome.CellStepsPerSecond * outcome.WallSeconds, 60.0);
        Assert.Equal(20 * 400 * 2.0, outcome.VoxelSubstrateStepsPerSecond * outcome.WallSeconds, 1e-3);
    }

    [Fact(DisplayName = "A folder with a run is taken only by force, and a folder that is no run folder never")]
    public void TakesOnlyItsOwn()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["run"]) with { UntilMinutes = 1 };
        Runner.Start(request);
        var other = request with { Model = TestModels.Cube with { Name = "another" } };
        var e = Assert.Throws<RunFileException>(() => Runner.Start(other));
        Assert.Contains("already holds a run of small test, seed 7", e.Message, StringComparison.Ordinal);
        Assert.Equal("another", Runner.Start(other with { Force = true }).Model);
        File.WriteAllText(scratch["run/thesis.txt"], "mine");
        e = Assert.Throws<RunFileException>(() => Runner.Start(request with { Force = true }));
        Assert.Contains("thesis.txt", e.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(scratch["own"]);
        File.WriteAllText(scratch["own/thesis.txt"], "mine");
        var own = request with { Folder = scratch["own"], Force = true };
        e = Assert.Throws<RunFileException>(() => Runner.Start(own));
        Assert.Contains("is not a run folder", e.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(scratch["own/thesis.txt"]));
        Directory.CreateDirectory(scratch["empty"]);
        Assert.False(Runner.Start(request with { Folder = scratch["empty"] }).Interrupted);
    }

    [Fact(DisplayName = "What is no run folder, or a damaged one, cannot be resumed or replayed, and says why")]
    public void RefusesStrangers()
    {
        using var scratch = new Scratch();
        Assert.Contains("no such run folder", Refusal(scratch["none"]), StringComparison.Ordinal);
        Assert.Contains("has no run.json", Refusal(scratch.Root), StringComparison.Ordinal);
        Runner.Start(TestModels.Request(scratch["run"]) with { UntilMinutes = 1 });
        var json = File.ReadAllText(scratch["run/run.json"]);
        File.WriteAllText(
            scratch["run/run.json"],
            json.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal)
        );
        Assert.Contains("has format 2", Refusal(scratch["run"]), StringComparison.Ordinal);
        File.WriteAllText(scratch["run/run.json"], json[..100]);
        Assert.Contains("run.json is damaged", Refusal(scratch["run"]), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "Intervals of zero, below, or without end are refused: they would never come due")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void RefusesIntervals(double minutes)
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["run"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Runner.Start(request with { FrameMinutes = minutes }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Runner.Start(request with { HashMinutes = minutes }));
        Assert.False(Path.Exists(scratch["run"]));
    }

    [Fact(DisplayName = "A state that is no number stops the run, and names tick, column and cell")]
    public void StopsAtNonsense()
    {
        using var scratch = new Scratch();
        var request = TestModels.Request(scratch["run"]);
        Runner.Start(request with { UntilMinutes = 1 });
        var record = RunFolder.ReadRecord(scratch["run"]);
        using var simulation = new Simulation(request.Model, new SimulationOptions(7));
        using var folder = RunFolder.Open(new RunDisk(), scratch["run"]);
        var id = simulation.Tissue.Cells.Id[3];
        simulation.Tissue.Cells.CytoplasmicSolid[3] = double.NaN;
        var session = new RunSession(simulation, folder, record, TimeSpan.MaxValue, null, false, null);
        var e = Assert.Throws<NonFiniteStateException>(() => session.Run(-1, true, [], CancellationToken.None));
        Assert.Equal((0L, "cytoplasmic_solid", id), (e.Tick, e.Column, e.Cell!.Value));
        simulation.Tissue.Cells.CytoplasmicSolid[3] = 1;
        ((Field<float>)simulation.Tissue.Fields[0]).Values[5] = float.PositiveInfinity;
        e = Assert.Throws<NonFiniteStateException>(() => FiniteState.Check(simulation));
        Assert.Equal(("field_oxygen", null), (e.Column, e.Cell));
    }

    [Fact(DisplayName = "Progress comes at most about ten times a second, rises to the end, and knows the end")]
    public void Progress()
    {
        using var scratch = new Scratch();
        var seen = new List<RunProgress>();
        var outcome = Runner.Start(TestModels.Request(scratch["run"]), new Collect(seen));
        Assert.InRange(seen.Count, 1, 3 + (int)(outcome.WallSeconds * 10));
        Assert.Equal(seen.Select(p => p.Minutes).Order(), seen.Select(p => p.Minutes));
        Assert.Equal((30, 30, 1), (seen[^1].Minutes, seen[^1].EndMinutes, seen[^1].Fraction));
        Assert.Equal(outcome.Cells.Sum(c => c.Live + c.Apoptotic + c.Necrotic + c.OtherDead), seen[^1].Cells);
    }

    private static string Refusal(string folder)
    {
        var e = Assert.Throws<RunFileException>(() => Runner.Resume(new ResumeRequest { Folder = folder }));
        Assert.Equal(e.Message, Assert.Throws<RunFileException>(() => Replay.Run(folder, 1)).Message);
        return e.Message;
    }

    private static List<string?> Names(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

    private sealed class Collect(List<RunProgress> seen) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => seen.Add(value);
    }
}
