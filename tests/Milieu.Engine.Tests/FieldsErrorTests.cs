// The estimate of the error in time against errors that are known.
namespace Milieu.Engine.Tests;

public sealed class FieldsErrorTests
{
    private const double Enough = 3e8;

    [Theory(
        DisplayName = "One step of decay or of a cosine: the estimate is within a factor 1.5 of the distance from the closed form; an order mistaken or a factor 2 lost shows"
    )]
    [InlineData(Integrator.Rkl1, 0.0, 0.5)]
    [InlineData(Integrator.Explicit, 0.0, 0.5)]
    [InlineData(Integrator.Lod, 0.0, 0.5)]
    [InlineData(Integrator.Rkl1, 400.0, 0.1)]
    [InlineData(Integrator.Lod, 400.0, 0.1)]
    public void OneStep(Integrator integrator, double diffusion, double decay)
    {
        const int N = 16;
        const double Dt = 0.2;
        var substrate = Fixture.Substrate("a", diffusion, decay, 1, integrator: integrator, isDouble: true);
        using var bench = new FieldsBench(
            FieldsBench.Model1(FieldsBench.Line(N), substrate, Dt),
            KernelKind.Vectorized
        );
        // The slowest mode of the grid, with the operator's own eigenvalue.
        bench.Set(0, (i, _, _) => diffusion > 0 ? Math.Cos(Math.PI * (i + 0.5) / N) : 1);
        var rate = decay + (diffusion > 0 ? 2 * diffusion / 100 * (1 - Math.Cos(Math.PI / N)) : 0);
        var estimated = Estimate(bench)[0].InStep;
        var amplitude = bench.At(0, 0);
        bench.Advance(1);
        Assert.InRange(estimated, Error(bench, amplitude, rate * Dt) / 1.5, Error(bench, amplitude, rate * Dt) * 1.5);
    }

    [Theory(
        DisplayName = "Bias of a crowded box with held walls: the estimate is within a factor 3 of the distance from conjugate gradients, before and after the fields have settled"
    )]
    [InlineData(0.001, 0)]
    [InlineData(0.01, 0)]
    [InlineData(0.01, 2000)]
    [InlineData(0.1, 0)]
    [InlineData(0.1, 400)]
    public void BiasOfLod(double dt, int steps)
    {
        using var bench = new FieldsBench(FieldsSteady.Model(Integrator.Lod, dt), KernelKind.Vectorized);
        FieldsSteady.Fill(bench);
        bench.Advance(steps, 50);
        var error = Estimate(bench)[0];
        bench.Advance((int)Math.Max(20 / dt, 400), 50);
        var bias = FieldsSteady.Error(bench);
        Assert.True(error.IsSettled);
        Assert.InRange(error.Held, bias / 3, bias * 3);
    }

    [Fact(DisplayName = "The unsplit scheme has no bias: what is estimated after it settled is rounding")]
    public void NoBias()
    {
        using var bench = new FieldsBench(FieldsSteady.Model(Integrator.Rkl1, 0.1), KernelKind.Vectorized);
        FieldsSteady.Fill(bench);
        bench.Advance(400);
        Assert.InRange(Estimate(bench)[0].Held, 0, 1e-10);
    }

    [Fact(
        DisplayName = "The error of a minute after uptake sets in is within a factor 3 of that against a step 64 times finer"
    )]
    public void Transient()
    {
        using var bench = new FieldsBench(FieldsSteady.Model(Integrator.Rkl1, 0.1), KernelKind.Vectorized);
        using var fine = new FieldsBench(FieldsSteady.Model(Integrator.Rkl1, 0.1 / 64), KernelKind.Vectorized);
        FieldsSteady.Fill(bench);
        FieldsSteady.Fill(fine);
        var estimated = Estimate(bench, steps: 2)[0];
        bench.Advance(2);
        fine.Advance(128);
        var error = Enumerable.Range(0, bench[0].Length).Max(at => Math.Abs(bench[0][at] - fine[0][at]));
        Assert.Equal(0.2, estimated.HeldMinutes, 1e-12);
        Assert.InRange(estimated.Held, error / 3, error * 3);
    }

    [Fact(
        DisplayName = "An estimate leaves fields, amounts, memory and the steps after it as they were, and a grid too large gets none"
    )]
    public void LeavesNoTrace()
    {
        using var plain = Tracked();
        using var asked = Tracked();
        var bytes = asked.Tissue.Cells.BytesPerCell;
        Assert.Single(Estimate(asked));
        using (var none = new ErrorEstimate(asked.Context))
            Assert.Empty(none.Run(Enough, 1000));
        Assert.Equal(bytes, asked.Tissue.Cells.BytesPerCell);
        foreach (var bench in (FieldsBench[])[plain, asked])
            bench.Advance(3);
        Assert.True(plain[0].Block.Bytes(plain[0].Length).SequenceEqual(asked[0].Block.Bytes(asked[0].Length)));
        Assert.Equal(plain.Internalized(0), asked.Internalized(0));
        Assert.NotEqual(0, asked.Internalized(0));
    }

    private static FieldsBench Tracked()
    {
        var substrate = Fixture.Substrate("a", 3000, 0.1, 5) with { TracksInternalized = true };
        var bench = new FieldsBench(
            FieldsBench.Model1(FieldsBench.Box(20, 10, 4), substrate, uptake: 5),
            KernelKind.Vectorized
        );
        for (var i = 0; i < 20; i++)
            bench.AddIn(i, i / 2, i / 5);
        bench.Advance(5);
        return bench;
    }

    /// <param name="steps">So many at most; 0 for as many as it takes.</param>
    private static System.Collections.Immutable.ImmutableArray<FieldError> Estimate(FieldsBench bench, int steps = 0)
    {
        using var estimate = new ErrorEstimate(bench.Context);
        return estimate.Run(steps == 0 ? Enough : steps * estimate.WorkOfStep(), 1e12);
    }

    private static double Error(FieldsBench bench, double amplitude, double z) =>
        Math.Abs(bench.At(0, 0) - (amplitude * Math.Exp(-z)));
}
