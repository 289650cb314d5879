// The laws through the file: a crowd in the middle of attacks, written, read and run on.
using Milieu.Engine;
using Milieu.Engine.Tests;
using Milieu.Model;

namespace Milieu.Runs.Tests;

public class LawsFileTests
{
    [Theory(
        DisplayName = "Written to a checkpoint in the middle of attacks, read back and resumed with another number of threads, a crowd goes on bit for bit: whatever the file forgets would part the hashes"
    )]
    [InlineData(SceneKind.Plane, KernelKind.Reference)]
    [InlineData(SceneKind.Cube, KernelKind.Vectorized)]
    [InlineData(SceneKind.Compatible, KernelKind.Vectorized)]
    public void FileDoesNotShow(SceneKind scene, KernelKind kernel)
    {
        using var scratch = new Scratch();
        var model = Scenes.Crowd(scene);
        using var simulation = new Simulation(model, new SimulationOptions(7, 2, kernel, 16));
        simulation.RunTo(45);
        var tissue = simulation.Tissue;
        Assert.True(Enumerable.Range(0, tissue.Cells.Count).Count(r => tissue.Cells.AttackTarget![r] >= 0) >= 5);
        Assert.True(tissue.Links.Count >= 20);
        var path = scratch["crowd.milieu"];
        new CheckpointWriter(simulation, "hash", CompiledModelText.ToJson(model)).Write(new RunDisk(), path);
        var restored = CheckpointReader.Read(path);
        using var resumed = new Simulation(restored.Model, new SimulationOptions(7, 3, kernel, 1), restored.Tissue);
        Assert.Null(Scenes.Parting(Scenes.Trace(simulation, 75), Scenes.Trace(resumed, 75)));
    }

    [Fact(
        DisplayName = "Written to a checkpoint in the middle of sprouting, with tips at work and lumens about to open, vessels go on bit for bit: a link or a clock that the file forgets would part the hashes"
    )]
    public void SproutingGoesOn()
    {
        using var scratch = new Scratch();
        var model = VesselScene.Crowd(is2D: true);
        using var simulation = new Simulation(model, new SimulationOptions(7, 2));
        bool IsOpening(int row) => simulation.Tissue.Cells.LumenTicks![row] > 10;
        while (!VesselScene.Rows(simulation, VesselScene.Piece).Any(IsOpening) || simulation.Tissue.Tick < 300)
            simulation.RunTo(simulation.Tissue.Tick + 1);
        Assert.NotEmpty(VesselScene.Rows(simulation, VesselScene.Tip));
        Assert.NotEmpty(VesselScene.Pairs(simulation));
        var path = scratch["vessels.milieu"];
        new CheckpointWriter(simulation, "hash", CompiledModelText.ToJson(model)).Write(new RunDisk(), path);
        var restored = CheckpointReader.Read(path);
        using var resumed = new Simulation(restored.Model, new SimulationOptions(7, 3, Chunk: 16), restored.Tissue);
        var end = simulation.Tissue.Tick + 200;
        Assert.Null(Scenes.Parting(Scenes.Trace(simulation, end), Scenes.Trace(resumed, end)));
    }
}
