// Exchange of cells with fields: formulas, balance, limits.
namespace Milieu.Engine.Tests;

/// <summary>One claim each; the kernel is the only difference between the derived classes.</summary>
public abstract class FieldsExchangeTests
{
    protected abstract KernelKind Kernel { get; }

    [Theory(
        DisplayName = "Amount in voxels and cells is conserved without decay, strong uptake included: any leak at a wall or in a credit shows"
    )]
    [InlineData(Integrator.Rkl1, 3)]
    [InlineData(Integrator.Rkl1, 900)]
    [InlineData(Integrator.Explicit, 20)]
    [InlineData(Integrator.Lod, 3)]
    public void MassCloses(Integrator integrator, double uptake)
    {
        var s = Tracked(integrator, diffusion: integrator == Integrator.Explicit ? 400 : 1000, decay: 0, initial: 1);
        using var bench = Bench(
            FieldsBench.Model1(FieldsBench.Box(9, 8, 7), s, uptake: uptake, export: 5, secretion: 1, target: 2)
        );
        for (var n = 0; n < 40; n++)
            bench.AddIn(n % 7 % 5, n % 4, n % 3);
        var before = bench.Mass(0);
        bench.Advance(210, 7);
        var moved = bench.Internalized(0);
        Assert.InRange(Math.Abs(moved), 1000, double.MaxValue);
        Assert.Equal(before, bench.Mass(0) + moved, 1e-9 * before);
    }

    [Fact(
        DisplayName = "The compatible exchange equals cells acting one after another, with their internalized amounts, to 1e-12"
    )]
    public void SequentialFormula()
    {
        var s = Tracked(Integrator.Lod, diffusion: 0, decay: 0, initial: 1.7);
        var model = FieldsBench.Model1(FieldsBench.Box(3, 2, 1), s, 0.01, 10, 1.3, 7, -2) with
        {
            Conventions = Conventions.PhysiCell,
        };
        using var bench = Bench(model);
        double[] volumes = [2494, 1200, 5000, 300];
        foreach (var v in volumes)
            bench.AddIn(1, 1, volume: v);
        bench.Advance(50, 10);
        var (rho, taken) = (1.7, new double[volumes.Length]);
        for (var step = 0; step < 50; step++)
        for (var c = 0; c < volumes.Length; c++)
        {
            var kappa = 0.01 * volumes[c] / 8000;
            var (c1, c2) = (kappa * 10 * 1.3, 1 + (kappa * 17));
            taken[c] -= 8000 * (((1 - c2) * rho) + c1) / c2;
            rho = ((rho + c1) / c2) + (0.01 * -2 / 8000);
            taken[c] -= 0.01 * -2;
        }
        Assert.Equal(rho, bench.At(0, 1, 1), 1e-12 * rho);
        Assert.Equal(1.7, bench.At(0, 0, 1));
        for (var c = 0; c < volumes.Length; c++)
            Assert.Equal(taken[c], bench.Tissue.Cells.InternalizedOf(0)![c], 1e-12 * Math.Abs(taken[0]));
    }

    [Fact(
        DisplayName = "Rates 100 times above the cap stay positive and bounded; their steady error is that of a split step, a fifth of the split scheme's"
    )]
    public void StrongUptake()
    {
        using var bench = Bench(FieldsSteady.Model(Integrator.Rkl1, 0.1, uptake: 20000));
        FieldsSteady.Fill(bench);
        for (var step = 0; step < 300; step++)
        {
            bench.Advance(1);
            for (var v = 0; v < bench.Model.Grid.Voxels; v++)
                Assert.InRange(bench[0][bench[0].OffsetOfVoxel(v)], 0, 38.0001);
        }
        using var split = Bench(FieldsSteady.Model(Integrator.Lod, 0.1, uptake: 20000));
        FieldsSteady.Fill(split);
        split.Advance(300);
        Assert.InRange(FieldsSteady.Error(bench, 20000), 0.1, 2.2);
        Assert.InRange(FieldsSteady.Error(split, 20000), 8, 12);
    }

    [Fact(
        DisplayName = "Uptake below the cap counts for the number of stages: left out, a long step would grow instead of decay"
    )]
    public void UptakeSetsStages()
    {
        var s = Tracked(Integrator.Rkl1, diffusion: 0, decay: 0, initial: 1);
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(1, 1, 1), s, dt: 0.5, uptake: 9));
        bench.AddIn(0, volume: 8000);
        bench.Advance(1);
        Assert.InRange(bench.At(0, 0), -0.45, 0.45);
        bench.Advance(20);
        Assert.InRange(bench.At(0, 0), -1e-6, 1e-6);
        Assert.Equal(8000, bench.Internalized(0), 0.01);
    }

    [Theory(
        DisplayName = "The strongest uptake of an earlier window is forgotten, below the cap and above it: else a resumed run has other stages and other bits"
    )]
    [InlineData(25, true)]
    [InlineData(20000, true)]
    [InlineData(25, false)]
    [InlineData(20000, false)]
    public void EarlierUptakeIsForgotten(double uptake, bool another)
    {
        double[] Densities(bool earlier)
        {
            var s = Tracked(Integrator.Rkl1, diffusion: 100, decay: 0, initial: 1);
            using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(5, 4, 3), s, dt: 0.5, uptake: uptake));
            var strong = bench.AddIn(1, 1, 1);
            if (another)
                bench.AddIn(3, 2, 1, volume: 1);
            if (earlier)
                bench.Advance(1);
            bench.Tissue.Cells.Flags[strong] = (byte)CellFlags.Tombstone;
            bench.Set(0, (i, j, k) => 1 + (0.1 * i) + (0.01 * j * k));
            bench.Advance(3);
            return [.. Enumerable.Range(0, 60).Select(v => bench[0][bench[0].OffsetOfVoxel(v)])];
        }
        Assert.Equal(Densities(false), Densities(true));
    }

    [Fact(
        DisplayName = "A weak uptake takes one stage, so that a step is 1 - dt k exactly: stages for the cap instead would cost time at every step"
    )]
    public void WeakUptakeTakesOneStage()
    {
        var s = Tracked(Integrator.Rkl1, diffusion: 100, decay: 0, initial: 1);
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(1, 1, 1), s, dt: 0.5, uptake: 0.8));
        bench.AddIn(0, volume: 8000);
        bench.Advance(1);
        Assert.Equal(1 - (0.5 * 0.8), bench.At(0, 0), 1e-15);
    }

    [Fact(
        DisplayName = "A held voxel keeps its density under uptake far above the cap: the half maps that end a step do not take from it"
    )]
    public void HeldUnderStrongUptake()
    {
        var s = Tracked(Integrator.Rkl1, diffusion: 100, decay: 0, initial: 1) with
        {
            Faces = [38, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN],
        };
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(4, 3, 3), s, uptake: 20000));
        bench.AddIn(0, 1, 1);
        bench.Advance(1);
        Assert.Equal(38, bench.At(0, 0, 1, 1));
    }

    [Fact(
        DisplayName = "Saturable uptake balances an export at E / W = k h r / (h + r) exactly, though it lags one window"
    )]
    public void SaturableUptake()
    {
        var s = Tracked(Integrator.Rkl1, diffusion: 0, decay: 0, initial: 3);
        var model = FieldsBench.Model1(FieldsBench.Box(1, 1, 1), s, uptake: 10, export: 4000);
        model = model with { Types = [model.Types[0] with { UptakeHalfSaturation = [2.0] }] };
        using var bench = Bench(model);
        bench.AddIn(0);
        bench.Advance(4000);
        var (k, g) = (2494 * 10 / 8000.0, 0.5);
        Assert.Equal(g * 2 / ((k * 2) - g), bench.At(0, 0), 1e-12);
        Assert.Equal(3 * 8000.0, bench.Mass(0) + bench.Internalized(0), 1e-6);
    }

    [Fact(
        DisplayName = "Negative export takes its rate while there is enough, and never more than is there; the literal kind goes below zero"
    )]
    public void NegativeExport()
    {
        var s = Tracked(Integrator.Rkl1, diffusion: 0, decay: 0, initial: 1);
        using var native = Bench(FieldsBench.Model1(FieldsBench.Box(1, 1, 1), s, export: -800));
        native.AddIn(0);
        native.Advance(1);
        Assert.Equal(80, native.Internalized(0), 80 * 0.006);
        for (var step = 0; step < 300; step++)
        {
            native.Advance(1);
            Assert.InRange(native.At(0, 0), 0, 1);
        }
        Assert.InRange(native.At(0, 0), 0, 1e-6);
        Assert.Equal(8000, native.Mass(0) + native.Internalized(0), 1e-8);
        var literal = native.Model with { Conventions = Conventions.PhysiCell };
        using var taking = Bench(literal);
        taking.AddIn(0);
        taking.Advance(200);
        Assert.Equal(1 - (20 * 0.1), taking.At(0, 0), 1e-9);
    }

    [Fact(
        DisplayName = "Dead cells take up a tenth and give nothing; tombstones and escaped cells do not exchange; no rate, no change of a bit"
    )]
    public void WhoExchanges()
    {
        var s = Tracked(Integrator.Rkl1, diffusion: 0, decay: 0, initial: 1);
        using var bench = Bench(
            FieldsBench.Model1(FieldsBench.Box(5, 1, 1), s, uptake: 1, export: 100, secretion: 1, target: 3)
        );
        foreach (var flags in (CellFlags[])[CellFlags.Dead, CellFlags.Tombstone, CellFlags.Escaped, CellFlags.None])
            bench.Tissue.Cells.Flags[bench.AddIn(bench.Tissue.Cells.Count)] = (byte)flags;
        bench.Advance(1);
        Assert.Equal(1 - (0.1 * 0.1 * 2494 / 8000), bench.At(0, 0), 1e-5);
        Assert.Equal(1, bench.At(0, 1));
        Assert.Equal(1, bench.At(0, 2));
        Assert.InRange(bench.At(0, 3), 1.03, 1.09);
        Assert.Equal(1, bench.At(0, 4));
    }

    [Theory(
        DisplayName = "A line that its cells have left exchanges no more: coefficients of the window before, still in memory, would go on taking"
    )]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Lod)]
    public void LeftLine(Integrator integrator)
    {
        var s = Tracked(integrator, diffusion: 0, decay: 0, initial: 1);
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(4, 3, 1), s, uptake: 5));
        var row = bench.AddIn(1, 0);
        bench.Advance(1);
        Assert.InRange(bench.At(0, 1, 0), 0.5, 0.99);
        bench.Set(0, (_, _, _) => 1);
        bench.Tissue.Cells.Y[row] = bench.Model.Grid.CenterY(2);
        bench.Advance(1);
        Assert.Equal(1, bench.At(0, 1, 0));
        Assert.InRange(bench.At(0, 1, 2), 0.5, 0.99);
    }

    [Theory(
        DisplayName = "A substrate that no cell exchanges keeps its bits beside one that cells take up, though both share their working memory"
    )]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Lod)]
    public void SharedMemory(Integrator integrator)
    {
        var taken = Tracked(integrator, diffusion: 1000, decay: 0.1, initial: 1);
        var left = Fixture.Substrate("b", 1000, 0, 2, integrator: Integrator.Rkl1);
        using var bench = Bench(
            Fixture.Model(FieldsBench.Box(12, 10, 6), [taken, left], 1, (_, b, c) => c[b.Uptake(0)] = 5)
        );
        bench.Set(0, (i, j, k) => 1 + Math.Sqrt((i * 7) + (j * 3) + (k * 11)));
        for (var n = 0; n < 60; n++)
            bench.AddIn(n % 12, n % 10, n % 6);
        bench.Advance(3);
        for (var v = 0; v < bench.Model.Grid.Voxels; v++)
            Assert.Equal(2, bench[1][bench[1].OffsetOfVoxel(v)]);
    }

    [Theory(
        DisplayName = "Window by window the bits are those of voxels that forget what they did: a saturable uptake that were kept while its density falls would show, beside one that is kept"
    )]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Lod)]
    public void KeptAndNot(Integrator integrator)
    {
        var s = Fixture.Substrate("a", 400, 0.1, 4, integrator: integrator);
        var model = Fixture.Model(FieldsBench.Box(8, 6, 1), [s], 2, (_, b, c) => c[b.Uptake(0)] = 5);
        model = model with { Types = [model.Types[0] with { UptakeHalfSaturation = [2.0] }, model.Types[1]] };
        using var keeping = Bench(model);
        using var forgetting = Bench(model);
        foreach (var bench in new[] { keeping, forgetting })
            for (var n = 0; n < 12; n++)
                bench.AddIn(n % 7, n % 5, 0, type: n % 2);
        for (var window = 0; window < 20; window++)
        {
            keeping.Advance(1);
            forgetting.Stage.Forget();
            forgetting.Advance(1);
        }
        for (var v = 0; v < model.Grid.Voxels; v++)
            Assert.Equal(forgetting[0][forgetting[0].OffsetOfVoxel(v)], keeping[0][keeping[0].OffsetOfVoxel(v)]);
        Assert.InRange(keeping.At(0, 0, 0), 0.01, 3.9);
    }

    private static CompiledSubstrate Tracked(Integrator integrator, double diffusion, double decay, double initial) =>
        Fixture.Substrate(
            diffusion: diffusion,
            decay: decay,
            initial: initial,
            integrator: integrator,
            isDouble: true
        ) with
        {
            TracksInternalized = true,
        };

    private FieldsBench Bench(CompiledModel model) => new(model, Kernel);
}

public sealed class ReferenceFieldsExchangeTests : FieldsExchangeTests
{
    protected override KernelKind Kernel => KernelKind.Reference;
}

public sealed class VectorizedFieldsExchangeTests : FieldsExchangeTests
{
    protected override KernelKind Kernel => KernelKind.Vectorized;
}
