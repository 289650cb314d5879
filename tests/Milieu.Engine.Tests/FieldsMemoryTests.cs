// What fields cost in bytes, and that a step allocates none.
namespace Milieu.Engine.Tests;

public sealed class FieldsMemoryTests
{
    [Theory(
        DisplayName = "4 bytes a voxel-substrate (8 in double), as many of scratch for all substrates together, and twice as many for each that cells exchange: one more copy would show"
    )]
    [InlineData(false, 4)]
    [InlineData(true, 8)]
    public void BytesPerVoxel(bool isDouble, int size)
    {
        var model = Crowd(isDouble);
        using var bench = new FieldsBench(model, KernelKind.Vectorized);
        var voxels = model.Grid.Voxels;
        Assert.All(
            bench.Tissue.Fields,
            f => Assert.Equal((long)size * voxels, (long)f.Block.Capacity * f.Block.ElementSize)
        );
        Assert.Equal((1L + (2 * model.Substrates.Length)) * size * voxels, bench.Stage.ScratchBytes);
    }

    [Fact(
        DisplayName = "On a grid of more than a million elements substrates share what cells exchange: 12 bytes a voxel for all of them"
    )]
    public void BytesPerVoxelOfLargeGrid()
    {
        var model = Crowd(false) with { Grid = FieldsBench.Box(128, 128, 65) };
        using var bench = new FieldsBench(model, KernelKind.Vectorized);
        Assert.Equal(12L * model.Grid.Voxels, bench.Stage.ScratchBytes);
    }

    [Theory(
        DisplayName = "After the first window no step allocates, in any integrator or kernel: a closure or a boxed job would show"
    )]
    [InlineData(KernelKind.Reference)]
    [InlineData(KernelKind.Vectorized)]
    public void NothingIsAllocated(KernelKind kernel)
    {
        using var bench = new FieldsBench(Crowd(false), kernel);
        for (var n = 0; n < 200; n++)
            bench.AddIn(n % 16, n % 8, n % 4);
        bench.Advance(4, 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Advance(40, 2);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact(
        DisplayName = "A substrate that neither diffuses, decays nor is exchanged is left alone: its voxels keep what is written"
    )]
    public void StillSubstrateCostsNothing()
    {
        var s = Fixture.Substrate(diffusion: 0, decay: 0, initial: 2);
        using var bench = new FieldsBench(FieldsBench.Model1(FieldsBench.Box(16, 4, 1), s), KernelKind.Vectorized);
        bench.AddIn(1);
        bench[0][15] = double.Epsilon;
        bench.Set(0, (_, _, _) => 1.1f);
        bench.Advance(100);
        Assert.Equal((double)1.1f, bench.At(0, 1));
        Assert.Equal(64L * 4, bench.Stage.ScratchBytes);
    }

    private static CompiledModel Crowd(bool isDouble) =>
        Fixture.Model(
            FieldsBench.Box(16, 8, 4),
            [
                .. Enum.GetValues<Integrator>()
                    .Select(i =>
                        Fixture.Substrate(i.ToString(), diffusion: 500, face: 3, integrator: i, isDouble: isDouble) with
                        {
                            TracksInternalized = true,
                        }
                    ),
            ],
            1,
            (_, b, c) =>
            {
                for (var s = 0; s < 3; s++)
                {
                    c[b.Uptake(s)] = 40;
                    c[b.Export(s)] = -1;
                }
            }
        );
}
