// The wave front of stages against whole passes, one stage after another.
using System.Numerics;

namespace Milieu.Engine.Tests;

public sealed class FieldsWaveTests
{
    /// <summary>Voxels along x, y, z; threads; steps a window; uptake (its excess over the cap, at 4000/min, acts as half maps).</summary>
    public static TheoryData<int, int, int, int, int, double> Cases =>
        new()
        {
            { 70, 60, 24, 1, 1, 8 },
            { 70, 60, 24, 2, 1, 8 },
            { 70, 60, 24, 3, 2, 8 },
            { 70, 60, 24, 7, 3, 8 },
            { 17, 200, 6, 2, 2, 4000 },
            { 100, 90, 5, 7, 3, 4000 },
            { 130, 131, 3, 7, 1, 8 },
            { 300, 170, 1, 1, 3, 8 },
            { 300, 170, 1, 3, 2, 4000 },
            { 45, 950, 1, 7, 1, 8 },
            { 3, 2, 1, 3, 2, 8 },
        };

    [Theory(
        DisplayName = "Stages in a wave over any slabs, groups and planes equal whole passes bit for bit, excess, held faces and regions included: a plane taken too early or late shows"
    )]
    [MemberData(nameof(Cases))]
    public void FloatEqualsPasses(int nx, int ny, int nz, int threads, int window, double uptake) =>
        Compare<float>(nx, ny, nz, threads, window, uptake);

    [Theory(DisplayName = "The same in double")]
    [InlineData(70, 60, 24, 7, 3, 4000)]
    [InlineData(45, 950, 1, 3, 2, 8)]
    [InlineData(5, 4, 3, 2, 1, 8)]
    public void DoubleEqualsPasses(int nx, int ny, int nz, int threads, int window, double uptake) =>
        Compare<double>(nx, ny, nz, threads, window, uptake);

    [Fact(
        DisplayName = "A float field beside a double one keeps its own size of memory: a trade of unequal blocks would show as other bits than alone"
    )]
    public void UnequalBlocks()
    {
        var grid = FieldsBench.Box(33, 20, 9);
        var narrow = Fixture.Substrate("narrow", 3000, initial: 2, face: 5);
        var wide = Fixture.Substrate("wide", 3000, initial: 2, face: 5, isDouble: true);
        using var both = new FieldsBench(Fixture.Model(grid, [narrow, wide]), KernelKind.Vectorized);
        using var alone = new FieldsBench(Fixture.Model(grid, [narrow]), KernelKind.Vectorized);
        foreach (var bench in (FieldsBench[])[both, alone])
            bench.Advance(9, 3);
        Assert.True(both[0].Block.Bytes(both[0].Length).SequenceEqual(alone[0].Block.Bytes(alone[0].Length)));
        Assert.InRange(both.At(1, 16, 10, 4) - both.At(0, 16, 10, 4), -1e-5, 1e-5);
    }

    private static void Compare<T>(int nx, int ny, int nz, int threads, int window, double uptake)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var substrate = Fixture.Substrate("a", 3000, 0.2, 1, isDouble: typeof(T) == typeof(double)) with
        {
            Faces = [3, double.NaN, double.NaN, ny > 2 ? 7 : double.NaN, double.NaN, nz > 1 ? 2 : double.NaN],
            Regions = [new DirichletRegion("r", 9, [nx * ny / 2, (nx * ny / 2) + 1, (nx * ny * nz) - 1])],
        };
        var model = FieldsBench.Model1(FieldsBench.Box(nx, ny, nz, 16), substrate, 0.1, uptake: uptake);
        using var bench = new FieldsBench(model, KernelKind.Vectorized, threads);
        bench.Set(0, (i, j, k) => 1 + (((i * 7) + (j * 3) + (k * 11)) % 13));
        var voxels = nx * ny * nz;
        for (var voxel = voxels / 3; voxel < 2 * voxels / 3; voxel += 1 + (voxel % 3))
            bench.AddIn(voxel % nx, voxel / nx % ny, voxel / (nx * ny), volume: 1000 + voxel % 100);
        var passes = new FieldsPasses<T>(bench);
        bench.Advance(2 * window, window);
        passes.Advance(2 * window);
        for (var voxel = 0; voxel < voxels; voxel++)
            Assert.Equal(passes[voxel], bench[0][bench[0].OffsetOfVoxel(voxel)]);
        for (var row = 0; row < bench[0].Lines; row++)
        for (var i = nx; i < bench[0].Stride; i++)
            Assert.Equal(0, bench[0][(row * bench[0].Stride) + i]);
    }
}
