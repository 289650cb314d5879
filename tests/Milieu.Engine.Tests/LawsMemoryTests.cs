// What a run costs in memory: nothing per step, and so many bytes a cell and a voxel.
namespace Milieu.Engine.Tests;

public class LawsMemoryTests
{
    [Theory(
        DisplayName = "After warm-up a step of a whole crowded scene allocates nothing on any thread: a boxed enumerator, closure or grown list would show"
    )]
    [InlineData(SceneKind.Plane, KernelKind.Reference, 1)]
    [InlineData(SceneKind.Plane, KernelKind.Vectorized, 2)]
    [InlineData(SceneKind.Cube, KernelKind.Vectorized, 1)]
    [InlineData(SceneKind.Compatible, KernelKind.Vectorized, 2)]
    public void NothingPerStep(SceneKind scene, KernelKind kernel, int threads)
    {
        using var simulation = new Simulation(Scenes.Steady(scene), new SimulationOptions(7, threads, kernel, 16));
        var meter = new Meter(threads);
        simulation.RunTo(120);
        var (quiet, worst) = (0, 0L);
        var events = simulation.Tissue.Tally[EventKind.Birth];
        var last = meter.Read(simulation.Pool);
        for (var step = 0; step < 60; step++)
        {
            simulation.Step();
            var now = meter.Read(simulation.Pool);
            quiet += now == last ? 1 : 0;
            worst = Math.Max(worst, now - last);
            last = now;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{quiet} of 60 steps allocated nothing, worst {worst} bytes; births {simulation.Tissue.Tally[EventKind.Birth] - events}"
        );
        Assert.True(simulation.Tissue.Tally[EventKind.Birth] > events + 5, "nothing happened");
        Assert.Equal(60, quiet);
    }

    [Theory(
        DisplayName = "A cell of the simplest model takes at most 200 bytes, state and scratch, and of the crowd with its attacks, rules, gathered signals and tracked amounts and five variables at most 425"
    )]
    [InlineData(KernelKind.Reference)]
    [InlineData(KernelKind.Vectorized)]
    public void BytesPerCell(KernelKind kernel)
    {
        using var simple = new Simulation(Fixture.Model(Fixture.Plane(), []), new SimulationOptions(1, 1, kernel));
        using var crowd = new Simulation(Scenes.Crowd(SceneKind.Cube), new SimulationOptions(1, 1, kernel));
        var (least, most) = (simple.Tissue.Cells.BytesPerCell, crowd.Tissue.Cells.BytesPerCell);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kernel}: {least} bytes a cell, crowd {most}");
        Assert.InRange(least, 130, 200);
        Assert.InRange(most, least + 100, 425);
    }

    [Fact(
        DisplayName = "A voxel takes 4 bytes a substrate, 8 where it is double, and beside at most 8 that all share and 16 of each that cells exchange"
    )]
    public void BytesPerVoxel()
    {
        var crowd = Scenes.Crowd(SceneKind.Cube);
        var model = crowd with { Grid = crowd.Grid with { Nx = 32, Ny = 32, Nz = 32 }, Placements = [] };
        using var simulation = new Simulation(model, new SimulationOptions());
        using var stage = new FieldsStage(simulation.Context);
        Assert.Equal(
            [4, 4, 8],
            simulation.Tissue.Fields.Select(f => f.Length * f.Block.ElementSize / (double)model.Grid.Voxels)
        );
        var exchanged = Enumerable
            .Range(0, model.Substrates.Length)
            .Count(s => new ExchangeRates(model, simulation.Tissue.Cells, s).CanExchange);
        Assert.InRange(exchanged, 1, model.Substrates.Length);
        Assert.InRange(stage.ScratchBytes / (double)model.Grid.Voxels, 8, 8 + (16 * exchanged));
    }

    /// <summary>Bytes that all workers of a pool have allocated so far.</summary>
    private sealed class Meter(int workers) : IRangeJob
    {
        private readonly long[] _bytes = new long[workers];

        public long Read(WorkerPool pool)
        {
            pool.Run(this, workers, 1);
            var sum = 0L;
            foreach (var bytes in _bytes)
                sum += bytes;
            return sum;
        }

        public void Run(int begin, int end, int worker) => _bytes[worker] = GC.GetAllocatedBytesForCurrentThread();
    }
}
