// Diffusion that differs from voxel to voxel.

namespace Milieu.Engine.Tests;

public sealed class FieldsVaryingTests
{
    [Theory(
        DisplayName = "Two slabs in series between held ends: piecewise linear, slopes as 1/f, to 1e-9 at every voxel; any other mean at the border, or a face out of place, shows"
    )]
    [InlineData(KernelKind.Reference, 0)]
    [InlineData(KernelKind.Reference, 1)]
    [InlineData(KernelKind.Reference, 2)]
    [InlineData(KernelKind.Vectorized, 0)]
    [InlineData(KernelKind.Vectorized, 1)]
    [InlineData(KernelKind.Vectorized, 2)]
    public void SlabsInSeries(KernelKind kernel, int axis)
    {
        const int Count = 20;
        const int Border = 8;
        const double Slow = 0.25;
        var size = new int[] { 2, 3, 2 };
        size[axis] = Count;
        var grid = FieldsBench.Box(size[0], size[1], size[2]);
        int Along(int voxel) =>
            axis == 0 ? voxel % size[0]
            : axis == 1 ? voxel / size[0] % size[1]
            : voxel / (size[0] * size[1]);
        var faces = FieldsBench.NoFlux.ToBuilder();
        (faces[2 * axis], faces[(2 * axis) + 1]) = (10, 2);
        var substrate = Fixture.Substrate("a", 20_000, 0, 5, isDouble: true) with
        {
            Faces = faces.ToImmutable(),
            Diffusivity = [.. Enumerable.Range(0, grid.Voxels).Select(v => Along(v) < Border ? 1 : Slow)],
        };
        using var bench = new FieldsBench(FieldsBench.Model1(grid, substrate), kernel);
        bench.Advance(1000, 10);
        // Positions in voxels, from the first center; the border lies half a voxel beyond the last center before it.
        var (border, end) = (Border - 0.5, Count - 1.0);
        var slope = (2.0 - 10) / (border + ((end - border) / Slow));
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
        {
            double at = Along(voxel);
            var exact = 10 + (slope * (Math.Min(at, border) + (Math.Max(0, at - border) / Slow)));
            Assert.InRange(bench[0][bench[0].OffsetOfVoxel(voxel)] - exact, -1e-9, 1e-9);
        }
    }

    [Theory(
        DisplayName = "Factors that are 1 everywhere give the bits of no factors: a path of its own for them shows"
    )]
    [InlineData(KernelKind.Reference, true)]
    [InlineData(KernelKind.Vectorized, false)]
    [InlineData(KernelKind.Vectorized, true)]
    public void OnesAreNone(KernelKind kernel, bool isDouble)
    {
        using var none = Crowded(Integrator.Rkl1, isDouble, 33, 20, 9, kernel, 1, _ => 1, withFactors: false);
        using var ones = Crowded(Integrator.Rkl1, isDouble, 33, 20, 9, kernel, 1, _ => 1);
        AssertSameBits(none, ones);
    }

    [Fact(
        DisplayName = "A closed box keeps its mass to 1e-12, and an equal density its bits, whatever the factors: a face that gives more than it takes shows"
    )]
    public void MassStays()
    {
        var grid = FieldsBench.Box(19, 7, 5);
        var substrate = Fixture.Substrate("a", 3000, 0, 3, isDouble: true) with
        {
            Diffusivity = [.. Enumerable.Range(0, grid.Voxels).Select(Uneven)],
        };
        using var bench = new FieldsBench(FieldsBench.Model1(grid, substrate), KernelKind.Vectorized);
        bench.Set(0, (_, _, _) => 1.0 / 3);
        bench.Advance(20, 4);
        Assert.All(Enumerable.Range(0, grid.Voxels), v => Assert.Equal(1.0 / 3, bench[0][bench[0].OffsetOfVoxel(v)]));
        bench.Set(0, (i, j, k) => ((i * 7) + (j * 3) + (k * 11)) % 13);
        var before = bench.Mass(0);
        var spike = bench.At(0, 5, 3, 2);
        bench.Advance(200, 4);
        Assert.InRange((bench.Mass(0) / before) - 1, -1e-12, 1e-12);
        Assert.NotEqual(spike, bench.At(0, 5, 3, 2), 0.1);
    }

    [Fact(
        DisplayName = "A wall of factor 0 separates: not the last bit passes it, and each side becomes even by itself"
    )]
    public void WallSeparates()
    {
        var grid = FieldsBench.Box(40, 6, 1);
        var substrate = Fixture.Substrate("a", 100_000, 0, 0) with
        {
            Diffusivity = [.. Enumerable.Range(0, grid.Voxels).Select(v => v % 40 == 17 ? 0.0 : 1)],
        };
        using var bench = new FieldsBench(FieldsBench.Model1(grid, substrate), KernelKind.Vectorized);
        bench.Set(
            0,
            (i, j, _) =>
                i > 17 ? 0
                : i == 17 ? 7
                : j
        );
        bench.Advance(100, 5);
        for (var j = 0; j < 6; j++)
        for (var i = 0; i < 40; i++)
            if (i < 17)
                Assert.Equal(2.5, bench.At(0, i, j), 1e-4);
            else
                Assert.Equal(i == 17 ? 7 : 0, bench.At(0, i, j));
    }

    public static TheoryData<Integrator, bool, int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<Integrator, bool, int, int, int>();
            foreach (var integrator in (Integrator[])[Integrator.Rkl1, Integrator.Explicit])
            foreach (var isDouble in (bool[])[false, true])
            foreach (
                var (nx, ny, nz) in ((int, int, int)[])
                    [(1, 1, 1), (2, 3, 1), (16, 17, 1), (17, 5, 4), (33, 20, 9), (40, 8, 1), (9, 1, 6)]
            )
                data.Add(integrator, isDouble, nx, ny, nz);
            return data;
        }
    }

    [Theory(
        DisplayName = "Vectorized equals Reference bit for bit with uneven factors, cells and a held face: a factor taken from the wrong side shows"
    )]
    [MemberData(nameof(Shapes))]
    public void KernelsAgree(Integrator integrator, bool isDouble, int nx, int ny, int nz)
    {
        using var plain = Crowded(integrator, isDouble, nx, ny, nz, KernelKind.Reference, 1, Uneven);
        using var wide = Crowded(integrator, isDouble, nx, ny, nz, KernelKind.Vectorized, 1, Uneven);
        AssertSameBits(plain, wide);
        var field = wide[0];
        for (var row = 0; row < field.Lines; row++)
        for (var i = nx; i < field.Stride; i++)
            Assert.Equal(0, field[(row * field.Stride) + i]);
        if (nx < 17)
            return;
        using var even = Crowded(integrator, isDouble, nx, ny, nz, KernelKind.Vectorized, 1, _ => 1);
        Assert.NotEqual(even.At(0, 7, 2), wide.At(0, 7, 2), 1e-3);
    }

    [Theory(DisplayName = "The wave front gives the bits of one thread for 2, 3 and 7 of them, in 3-D and in 2-D")]
    [InlineData(70, 60, 24)]
    [InlineData(301, 170, 1)]
    public void ThreadsDoNotShow(int nx, int ny, int nz)
    {
        using var plain = Crowded(Integrator.Rkl1, false, nx, ny, nz, KernelKind.Reference, 1, Uneven);
        foreach (var threads in (int[])[1, 2, 3, 7])
        {
            using var wide = Crowded(Integrator.Rkl1, false, nx, ny, nz, KernelKind.Vectorized, threads, Uneven);
            AssertSameBits(plain, wide);
        }
    }

    [Theory(
        DisplayName = "Stages follow the largest factor and memory counts three more numbers a voxel: a scheme that took the mean would blow up"
    )]
    [InlineData(false, 4)]
    [InlineData(true, 8)]
    public void StagesAndMemory(bool isDouble, int bytes)
    {
        var grid = FieldsBench.Box(32, 8, 4);
        var fast = Fixture.Substrate("a", 9000, isDouble: isDouble);
        var uneven = fast with
        {
            Diffusion = 1000,
            Diffusivity = [.. Enumerable.Range(0, grid.Voxels).Select(v => v == 100 ? 9.0 : 1)],
        };
        var (even, model) = (FieldsBench.Model1(grid, fast), FieldsBench.Model1(grid, uneven));
        Assert.Equal(StageBounds.Of(even, fast), StageBounds.Of(model, uneven));
        using var one = new FieldsBench(even, KernelKind.Vectorized);
        using var other = new FieldsBench(model, KernelKind.Vectorized);
        Assert.Equal(3L * bytes * grid.Voxels, other.Stage.ScratchBytes - one.Stage.ScratchBytes);
    }

    [Fact(
        DisplayName = "The error of a step is estimated with factors as without: within a factor 3 of that against a step 64 times finer, and the fields stay as they were"
    )]
    public void ErrorsAreEstimated()
    {
        var factors = Enumerable.Range(0, 11 * 9 * 8).Select(Uneven);
        CompiledModel Model(double dt)
        {
            var model = FieldsSteady.Model(Integrator.Rkl1, dt);
            return model with { Substrates = [model.Substrates[0] with { Diffusivity = [.. factors] }] };
        }
        using var bench = new FieldsBench(Model(0.1), KernelKind.Vectorized);
        using var fine = new FieldsBench(Model(0.1 / 64), KernelKind.Vectorized);
        FieldsSteady.Fill(bench);
        FieldsSteady.Fill(fine);
        var before = bench[0].Block.Bytes(bench[0].Length).ToArray();
        double estimated;
        using (var estimate = new ErrorEstimate(bench.Context))
            estimated = estimate.Run(0, 1e9)[0].InStep;
        Assert.True(bench[0].Block.Bytes(bench[0].Length).SequenceEqual(before));
        bench.Advance(1);
        fine.Advance(64);
        var error = Enumerable.Range(0, bench[0].Length).Max(at => Math.Abs(bench[0][at] - fine[0][at]));
        Assert.InRange(estimated, error / 3, error * 3);
    }

    [Fact(
        DisplayName = "Factors that are negative, not finite, too few, or given to the compatible scheme are refused: it has one coefficient for a whole line"
    )]
    public void BadFactors()
    {
        var grid = FieldsBench.Box(4, 3, 2);
        var good = Fixture.Substrate() with { Diffusivity = [.. Enumerable.Repeat(1.0, 24)] };
        using (var bench = new FieldsBench(FieldsBench.Model1(grid, good), KernelKind.Vectorized))
            bench.Advance(1);
        foreach (
            var bad in (CompiledSubstrate[])
                [
                    good with
                    {
                        Diffusivity = good.Diffusivity.SetItem(7, -0.1),
                    },
                    good with
                    {
                        Diffusivity = good.Diffusivity.SetItem(7, double.NaN),
                    },
                    good with
                    {
                        Diffusivity = good.Diffusivity.SetItem(7, double.PositiveInfinity),
                    },
                    good with
                    {
                        Diffusivity = good.Diffusivity[..23],
                    },
                    good with
                    {
                        Integrator = Integrator.Lod,
                    },
                ]
        )
            Assert.Throws<ArgumentException>(() =>
                new FieldsBench(FieldsBench.Model1(grid, bad), KernelKind.Vectorized)
            );
    }

    /// <summary>Between 0 and 3.7, one voxel in 29 is closed.</summary>
    private static double Uneven(int voxel) => voxel % 29 == 3 ? 0 : 0.1 + (0.1 * (voxel * 7919L % 37));

    private static FieldsBench Crowded(
        Integrator integrator,
        bool isDouble,
        int nx,
        int ny,
        int nz,
        KernelKind kernel,
        int threads,
        Func<int, double> factor,
        bool withFactors = true
    )
    {
        var substrate = Fixture.Substrate(
            diffusion: integrator == Integrator.Explicit ? 100 : 2000,
            decay: 0.2,
            initial: 1,
            integrator: integrator,
            isDouble: isDouble
        ) with
        {
            TracksInternalized = true,
            Faces = [nx > 20 ? 3 : double.NaN, double.NaN, double.NaN, ny > 1 ? 7 : double.NaN, double.NaN, double.NaN],
            Diffusivity = withFactors ? [.. Enumerable.Range(0, nx * ny * nz).Select(factor)] : [],
        };
        var model = FieldsBench.Model1(FieldsBench.Box(nx, ny, nz), substrate, 0.1, 2, 5, 8, -40);
        var bench = new FieldsBench(model, kernel, threads, threads == 7 ? 17 : 256);
        bench.Set(0, (i, j, k) => 1 + (((i * 7) + (j * 3) + (k * 11)) % 13));
        for (var n = 0; n < Math.Min(nx * ny * nz * 2, 3000); n++)
            bench.AddIn(n * 5 % nx, n * 7 / 3 % ny, n * 3 % nz, volume: 2000 + n);
        bench.Advance(6, 2);
        bench.Advance(3, 1);
        return bench;
    }

    private static void AssertSameBits(FieldsBench a, FieldsBench b)
    {
        Assert.True(a[0].Block.Bytes(a[0].Length).SequenceEqual(b[0].Block.Bytes(b[0].Length)), "fields differ");
        var n = a.Tissue.Cells.Count;
        var amounts = a.Tissue.Cells.InternalizedOf(0)!.Bytes(n);
        Assert.True(amounts.SequenceEqual(b.Tissue.Cells.InternalizedOf(0)!.Bytes(n)), "internalized amounts differ");
        Assert.True(Math.Abs(a.Internalized(0)) > 1, "nothing was exchanged");
    }
}
