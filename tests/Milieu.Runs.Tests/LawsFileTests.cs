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
}
