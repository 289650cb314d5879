// The five laws while vessels grow.
namespace Milieu.Engine.Tests;

public class VesselLawsTests
{
    private const int Ticks = 400;

    [Theory(
        DisplayName = "Growing vessels give the same bits on 1, 2 and 7 threads and in any chunks: a new row or link in the order of threads would part the hashes"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void ThreadsDoNotShow(bool is2D)
    {
        var model = VesselScene.Crowd(is2D);
        using var one = new Simulation(model, new SimulationOptions(3));
        var trace = Scenes.Trace(one, Ticks);
        Assert.True(one.Tissue.Tally[EventKind.Birth] > 10);
        foreach (var (threads, chunk) in new[] { (2, 64), (7, 16) })
        {
            using var other = new Simulation(model, new SimulationOptions(3, threads, Chunk: chunk));
            Assert.Null(Scenes.Parting(trace, Scenes.Trace(other, Ticks)));
        }
    }

    [Theory(
        DisplayName = "A tissue handed over by its state alone in the middle of sprouting goes on bit for bit: whatever vessels remembered outside the state would part the hashes"
    )]
    [InlineData(true)]
    [InlineData(false)]
    public void HandOverDoesNotShow(bool is2D)
    {
        var model = VesselScene.Crowd(is2D);
        using var simulation = new Simulation(model, new SimulationOptions(3));
        while (!IsInTheMiddle(simulation))
            simulation.RunTo(simulation.Tissue.Tick + 1);
        var end = simulation.Tissue.Tick + 300;
        using var copy = new Simulation(model, new SimulationOptions(3), ScenesCopy.Of(model, simulation.Tissue));
        Assert.Null(Scenes.Parting(Scenes.Trace(simulation, end), Scenes.Trace(copy, end)));
    }

    [Fact(
        DisplayName = "After warm-up growing vessels allocate nothing in a step, although pieces, tips and links appear: a list or a closure in the stage would show"
    )]
    public void GrowthAllocatesNothing()
    {
        using var simulation = new Simulation(VesselScene.Crowd(is2D: true), new SimulationOptions(3));
        simulation.RunTo(300);
        var (births, before) = (simulation.Tissue.Tally[EventKind.Birth], GC.GetAllocatedBytesForCurrentThread());
        for (var step = 0; step < 200; step++)
            simulation.Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(simulation.Tissue.Tally[EventKind.Birth] > births, "nothing grew");
    }

    /// <summary>There are tips, and pieces whose lumen is about to open.</summary>
    private static bool IsInTheMiddle(Simulation simulation)
    {
        Assert.True(simulation.Tissue.Tick < 3000);
        return VesselScene.Rows(simulation, VesselScene.Tip).Count > 2
            && VesselScene
                .Rows(simulation, VesselScene.Piece)
                .Any(r => simulation.Tissue.Cells.LumenTicks![r] is > 20 and < 90);
    }
}
