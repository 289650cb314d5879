// Closed forms of diffusion, decay and uptake that hold for every kernel.
namespace Milieu.Engine.Tests;

/// <summary>One claim each; the kernel is the only difference between the derived classes.</summary>
public abstract class FieldsTests
{
    protected abstract KernelKind Kernel { get; }

    [Theory(
        DisplayName = "Decay alone follows exp(-t decay) to first order: a wrong rate or a lost stage is 1,000 times worse"
    )]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Explicit)]
    [InlineData(Integrator.Lod)]
    public void Decay(Integrator integrator)
    {
        var s = Fixture.Substrate(diffusion: 0, decay: 0.1, initial: 5, integrator: integrator, isDouble: true);
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(5, 4, 3), s, dt: 0.001));
        bench.Advance(1000);
        var error = bench.At(0, 2, 1, 1) - (5 * Math.Exp(-0.1));
        Assert.InRange(Math.Abs(error), 1e-7, 5 * 0.1 * 0.1 * 0.001);
    }

    [Theory(
        DisplayName = "A Gaussian keeps its shape and its variance grows by 2 D t: a wrong D, axis or step shows in the peak"
    )]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Explicit)]
    [InlineData(Integrator.Lod)]
    public void GaussianSpreads(Integrator integrator)
    {
        var s = Fixture.Substrate(diffusion: 1000, decay: 0.05, integrator: integrator);
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(60, 60, 1), s, dt: 0.02));
        double Exact(int i, int j, double t)
        {
            var variance = 6400 + (2 * 1000 * t);
            var r2 = 400.0 * (((i - 29.5) * (i - 29.5)) + ((j - 29.5) * (j - 29.5)));
            return 6400 / variance * Math.Exp((-r2 / (2 * variance)) - (0.05 * t));
        }
        bench.Set(0, (i, j, _) => Exact(i, j, 0));
        bench.Advance(100, 10);
        var worst = 0.0;
        for (var j = 0; j < 60; j++)
        for (var i = 0; i < 60; i++)
            worst = Math.Max(worst, Math.Abs(bench.At(0, i, j) - Exact(i, j, 2)));
        Assert.InRange(worst, 0, integrator == Integrator.Lod ? 3e-3 : 1.2e-3);
        Assert.InRange(Exact(29, 29, 0) - Exact(29, 29, 2), 0.3, 0.5);
    }

    [Theory(
        DisplayName = "Each axis uses its own voxel edge: a cosine along x, y or z alone dies at that axis' rate, a swapped edge at another"
    )]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Explicit)]
    [InlineData(Integrator.Lod)]
    public void AxesHaveTheirOwnEdges(Integrator integrator)
    {
        var grid = new GridSpec(0, 0, 0, 10, 20, 40, 12, 7, 5, false);
        var s = Fixture.Substrate(diffusion: 1000, decay: 0, integrator: integrator, isDouble: true);
        for (var axis = 0; axis < 3; axis++)
        {
            var (n, h) =
                axis == 0 ? (12, 10.0)
                : axis == 1 ? (7, 20.0)
                : (5, 40.0);
            var along = axis;
            double Mode(int i, int j, int k) =>
                Math.Cos(
                    Math.PI
                        * (
                            (
                                along == 0 ? i
                                : along == 1 ? j
                                : k
                            ) + 0.5
                        )
                        / n
                );
            using var bench = Bench(FieldsBench.Model1(grid, s, dt: 0.001));
            bench.Set(0, (i, j, k) => Mode(i, j, k));
            bench.Advance(1000, 100);
            var rate = 4000 / (h * h) * Math.Pow(Math.Sin(Math.PI / (2 * n)), 2);
            Assert.Equal(Mode(2, 1, 0) * Math.Exp(-rate), bench.At(0, 2, 1, 0), 1e-3);
            Assert.InRange(rate, 0.1, 1);
        }
    }

    [Fact(
        DisplayName = "Decay length: with a wall held at 1, the steady profile falls as exp(-x / sqrt(D / decay)) from its voxel center"
    )]
    public void DecayLength()
    {
        var s = Fixture.Substrate(diffusion: 1000, decay: 0.4, isDouble: true) with
        {
            Faces = [1, .. FieldsBench.NoFlux[1..]],
        };
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Line(120), s));
        bench.Advance(1000, 10);
        var discrete = Math.Exp(-Arcosh(1 + (0.4 * 100 / 2000)));
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(Math.Pow(discrete, i), bench.At(0, i), 1e-9);
            Assert.Equal(Math.Exp(-i * 10 / 50.0), bench.At(0, i), 0.002);
        }
    }

    [Fact(
        DisplayName = "Slab: between held walls, uptake by cells gives cosh(x / l) / cosh(a / l), l = sqrt(D W / V U), free width L - dx"
    )]
    public void UptakeInSlab()
    {
        var s = Fixture.Substrate(diffusion: 1000, decay: 0, isDouble: true) with
        {
            Faces = [38, 38, .. FieldsBench.NoFlux[2..]],
        };
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Line(41), s, uptake: 4));
        for (var i = 0; i < 41; i++)
            bench.AddIn(i, volume: 100);
        bench.Advance(1500);
        var kappa = Arcosh(1 + (0.4 * 100 / 2000));
        for (var i = 0; i < 41; i++)
        {
            Assert.Equal(38 * Math.Cosh(kappa * (i - 20)) / Math.Cosh(kappa * 20), bench.At(0, i), 1e-8);
            Assert.Equal(38 * Math.Cosh((i - 20) * 10 / 50.0) / Math.Cosh(200 / 50.0), bench.At(0, i), 0.06);
        }
    }

    [Fact(
        DisplayName = "Sphere: uptake inside a ball with a held rim gives R sinh(r / l) / (r sinh(R / l)) between the rims that its staircase lies between"
    )]
    public void UptakeInSphere()
    {
        var grid = FieldsBench.Box(21, 21, 21, 10);
        bool Outside(int v) => Radius(v % 21, v / 21 % 21, v / 441) >= 95;
        var s = Fixture.Substrate(diffusion: 1000, decay: 0, initial: 10) with
        {
            Regions = [new("rim", 10, [.. Enumerable.Range(0, grid.Voxels).Where(Outside)])],
        };
        using var bench = Bench(FieldsBench.Model1(grid, s, uptake: 4));
        for (var v = 0; v < grid.Voxels; v++)
            if (!Outside(v))
                bench.AddIn(v % 21, v / 21 % 21, v / 441, volume: 100);
        bench.Advance(300);
        static double Exact(double r, double rim) => 10 * rim * Math.Sinh(r / 50) / (r * Math.Sinh(rim / 50));
        foreach (var i in (int[])[10, 12, 14, 16, 18])
        {
            var r = Math.Max((i - 10) * 10, 1e-6);
            Assert.InRange(bench.At(0, i, 10, 10), Exact(r, 100), Exact(r, 95));
        }
        Assert.InRange(bench.At(0, 10, 10, 10), 5, 6);
    }

    [Theory(
        DisplayName = "The fixed point of the unsplit scheme solves the steady equations whatever the step; the split scheme misses them"
    )]
    [InlineData(Integrator.Rkl1, 0.1)]
    [InlineData(Integrator.Rkl1, 0.5)]
    [InlineData(Integrator.Explicit, 0.01)]
    public void SteadyStateIsExact(Integrator integrator, double dt)
    {
        using var bench = Bench(FieldsSteady.Model(integrator, dt));
        FieldsSteady.Fill(bench);
        bench.Advance((int)(30 / dt));
        Assert.InRange(FieldsSteady.Error(bench), 0, 1e-12);
        using var split = Bench(FieldsSteady.Model(Integrator.Lod, 0.01));
        FieldsSteady.Fill(split);
        split.Advance(3000, 100);
        Assert.InRange(FieldsSteady.Error(split), 1, 2);
    }

    [Fact(
        DisplayName = "A uniform field without exchange keeps its bits for ever, and so does a steady one: rounding does not drift"
    )]
    public void UniformFieldKeepsItsBits()
    {
        var s = Fixture.Substrate(diffusion: 100000, decay: 0, initial: 38.1);
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(20, 9, 7), s));
        bench.Advance(2000);
        for (var v = 0; v < bench.Model.Grid.Voxels; v++)
            Assert.Equal((double)38.1f, bench[0][bench[0].OffsetOfVoxel(v)]);
    }

    private static double Radius(int i, int j, int k) =>
        10 * Math.Sqrt(((i - 10) * (i - 10)) + ((j - 10) * (j - 10)) + ((k - 10) * (k - 10)));

    private static double Arcosh(double x) => Math.Log(x + Math.Sqrt((x * x) - 1));

    private FieldsBench Bench(CompiledModel model) => new(model, Kernel);
}

public sealed class ReferenceFieldsTests : FieldsTests
{
    protected override KernelKind Kernel => KernelKind.Reference;
}

public sealed class VectorizedFieldsTests : FieldsTests
{
    protected override KernelKind Kernel => KernelKind.Vectorized;
}
