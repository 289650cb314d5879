// What fields cost in bytes, and that a step allocates none.
namespace Milieu.Engine.Tests;

public sealed class FieldsMemoryTests
{
    [Theory(
        DisplayName = "4 bytes a voxel-substrate (8 in double), at most 24 a voxel of scratch for all substrates together: one more copy would show"
    )]
    [InlineData(false, 4, 12)]
    [InlineData(true, 8, 24)]
    public void BytesPerVoxel(bool isDouble, int state, int scratch)
    {
        var model = Crowd(isDouble);
        using var bench = new FieldsBench(model, KernelKind.Vectorized);
        var voxels = model.Grid.Voxels;
        Assert.All(
            bench.Tissue.Fields,
            f => Assert.Equal((long)state * voxels, (long)f.Block.Capacity * f.Block.ElementSize)
        );
        Assert.Equal((long)scratch * voxels, bench.Stage.ScratchBytes);
        Assert.InRange(scratch, 0, 24);
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
