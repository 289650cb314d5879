// The compatible scheme against its own definition in plain double.
namespace Milieu.Engine.Tests;

public abstract class FieldsLodTests
{
    protected abstract KernelKind Kernel { get; }

    [Theory(
        DisplayName = "One step is: fix, x, fix, y, fix, in 3-D z, fix, with Thomas by division and each axis' own edge, to 1e-12 after 40 steps, for lines of one group of columns and of more"
    )]
    [InlineData(19, 7)]
    [InlineData(19, 1)]
    [InlineData(70, 4)]
    [InlineData(130, 1)]
    public void EqualsPlainThomas(int columns, int layers)
    {
        var grid = new GridSpec(0, 0, 0, 20, 25, 10, columns, 18, layers, layers == 1);
        var s = Fixture.Substrate(diffusion: 3000, decay: 0.3, integrator: Integrator.Lod, isDouble: true) with
        {
            Faces = [5, double.NaN, double.NaN, 2, 9, 4],
        };
        using var bench = new FieldsBench(FieldsBench.Model1(grid, s, dt: 0.01), Kernel);
        bench.Set(0, (i, j, k) => 1 + (((i * 31) + (j * 17) + (k * 7)) % 23));
        var c = new double[grid.Voxels];
        for (var v = 0; v < c.Length; v++)
            c[v] = bench[0][bench[0].OffsetOfVoxel(v)];
        for (var step = 0; step < 40; step++)
            Step(c, grid, 3000, 0.3, 0.01);
        bench.Advance(40, 10);
        var worst = 0.0;
        for (var v = 0; v < c.Length; v++)
            worst = Math.Max(worst, Math.Abs(c[v] - bench[0][bench[0].OffsetOfVoxel(v)]) / c[v]);
        Assert.InRange(worst, 0, 1e-12);
    }

    [Fact(
        DisplayName = "In 2-D decay is shared by two axes and z is not swept: sharing by three leaves a third of it out"
    )]
    public void PlaneSharesDecayByTwo()
    {
        var s = Fixture.Substrate(diffusion: 0, decay: 1, initial: 1, integrator: Integrator.Lod, isDouble: true);
        using var bench = new FieldsBench(FieldsBench.Model1(FieldsBench.Box(4, 4, 1), s, dt: 0.1), Kernel);
        bench.Advance(1);
        Assert.Equal(1 / (1.05 * 1.05), bench.At(0, 1, 1), 1e-14);
    }

    [Fact(
        DisplayName = "A corner belongs to the last face that any substrate uses, even to let go of it; in the unsplit scheme it stays held"
    )]
    public void CornersBelongToTheLastFaceOfAny()
    {
        double Corner(Integrator integrator)
        {
            var left = Fixture.Substrate("a", 1000, 0, 0, integrator: integrator) with
            {
                Faces = [1, .. FieldsBench.NoFlux[1..]],
            };
            var low = left with { Name = "b", Faces = [double.NaN, double.NaN, 1, .. FieldsBench.NoFlux[3..]] };
            using var bench = new FieldsBench(Fixture.Model(FieldsBench.Box(6, 6, 1), [left, low]), Kernel);
            bench.Advance(1);
            Assert.Equal(1, bench.At(0, 0, 3));
            return bench.At(0, 0, 0);
        }
        Assert.Equal(1, Corner(Integrator.Rkl1));
        Assert.InRange(Corner(Integrator.Lod), 0.01, 0.99);
    }

    [Theory(
        DisplayName = "An axis of one voxel diffuses nowhere: a uniform field keeps its density, and without decay all of its mass"
    )]
    [InlineData(6, 1, 1)]
    [InlineData(1, 6, 1)]
    [InlineData(1, 1, 6)]
    public void AxisOfOneVoxel(int nx, int ny, int nz)
    {
        var s = Fixture.Substrate("a", 1000, 0, 3, integrator: Integrator.Lod, isDouble: true);
        using var bench = new FieldsBench(FieldsBench.Model1(FieldsBench.Box(nx, ny, nz), s), Kernel);
        bench.Advance(20);
        for (var v = 0; v < 6; v++)
            Assert.Equal(3, bench[0][bench[0].OffsetOfVoxel(v)], 1e-12);
    }

    [Fact(
        DisplayName = "A held voxel is held at the start of every step: what cells took from it in the step before must not thin its neighbors, whatever the window"
    )]
    public void HeldAtEveryStep()
    {
        double[] Densities(int window)
        {
            var s = Fixture.Substrate("a", 1000, 0, 1, integrator: Integrator.Lod, isDouble: true) with
            {
                Faces = [38, .. FieldsBench.NoFlux[1..]],
            };
            using var bench = new FieldsBench(FieldsBench.Model1(FieldsBench.Box(5, 4, 3), s, uptake: 20), Kernel);
            bench.AddIn(0, 1, 1);
            bench.AddIn(2, 2, 1);
            bench.Advance(6, window);
            return [.. Enumerable.Range(0, 60).Select(v => bench[0][bench[0].OffsetOfVoxel(v)])];
        }
        foreach (var (alone, together) in Densities(1).Zip(Densities(6)))
            Assert.Equal(alone, together, 1e-12 * alone);
        Assert.InRange(Densities(6)[(1 * 20) + 5], 10, 37);
    }

    private static void Step(double[] c, GridSpec g, double diffusion, double decay, double dt)
    {
        Fix(c, g);
        double C1(double h) => diffusion * dt / (h * h);
        decay /= g.Is2D ? 2 : 3;
        for (var line = 0; line < g.Ny * g.Nz; line++)
            Thomas(c, line * g.Nx, 1, g.Nx, C1(g.Dx), decay * dt);
        Fix(c, g);
        for (var k = 0; k < g.Nz; k++)
        for (var i = 0; i < g.Nx; i++)
            Thomas(c, (k * g.Nx * g.Ny) + i, g.Nx, g.Ny, C1(g.Dy), decay * dt);
        Fix(c, g);
        for (var i = 0; i < g.Nx * g.Ny && !g.Is2D; i++)
            Thomas(c, i, g.Nx * g.Ny, g.Nz, C1(g.Dz), decay * dt);
        Fix(c, g);
    }

    private static void Thomas(double[] c, int first, int step, int n, double c1, double c2)
    {
        var denominator = new double[n];
        for (var i = 0; i < n; i++)
        {
            denominator[i] = 1 + c2 + (i == 0 || i == n - 1 ? c1 : 2 * c1);
            if (i > 0)
                denominator[i] -= c1 * (c1 / denominator[i - 1]);
        }
        c[first] /= denominator[0];
        for (var i = 1; i < n; i++)
            c[first + (i * step)] = (c[first + (i * step)] + (c1 * c[first + ((i - 1) * step)])) / denominator[i];
        for (var i = n - 2; i >= 0; i--)
            c[first + (i * step)] += c1 / denominator[i] * c[first + ((i + 1) * step)];
    }

    private static void Fix(double[] c, GridSpec g)
    {
        for (var v = 0; v < c.Length; v++)
        {
            var (i, j, k) = (v % g.Nx, v / g.Nx % g.Ny, v / (g.Nx * g.Ny));
            c[v] =
                k == g.Nz - 1 && !g.Is2D ? 4
                : k == 0 && !g.Is2D ? 9
                : j == g.Ny - 1 ? 2
                : i == 0 ? 5
                : c[v];
        }
    }
}

public sealed class ReferenceFieldsLodTests : FieldsLodTests
{
    protected override KernelKind Kernel => KernelKind.Reference;
}

public sealed class VectorizedFieldsLodTests : FieldsLodTests
{
    protected override KernelKind Kernel => KernelKind.Vectorized;
}
