// Orders of convergence, drift over 10^5 steps, and the numbers of the stages.
namespace Milieu.Engine.Tests;

public sealed class FieldsAccuracyTests(ITestOutputHelper output)
{
    private const double Length = 200;

    [Theory(DisplayName = "Halving dx quarters the error of a cosine mode: order 2 in space, for each scheme")]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Lod)]
    public void OrderInSpace(Integrator integrator)
    {
        double[] errors =
        [
            ModeError(integrator, 10, 2e-4),
            ModeError(integrator, 20, 2e-4),
            ModeError(integrator, 40, 2e-4),
        ];
        Report(integrator, "dx", errors);
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.9, 2.1);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 1.8, 2.2);
    }

    [Theory(DisplayName = "Halving dt halves the error of a cosine mode: order 1 in time, for each scheme")]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Lod)]
    public void OrderInTime(Integrator integrator)
    {
        double[] errors =
        [
            ModeError(integrator, 40, 0.4, true),
            ModeError(integrator, 40, 0.2, true),
            ModeError(integrator, 40, 0.1, true),
        ];
        Report(integrator, "dt", errors);
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 0.85, 1.15);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 0.85, 1.15);
    }

    [Theory(
        DisplayName = "10^5 steps with slow decay or slow uptake: double follows the closed form, float does not, so storage matters"
    )]
    [InlineData(Integrator.Rkl1, false)]
    [InlineData(Integrator.Rkl1, true)]
    [InlineData(Integrator.Lod, false)]
    [InlineData(Integrator.Lod, true)]
    public void SlowRatesNeedDouble(Integrator integrator, bool byUptake)
    {
        double Left(bool isDouble)
        {
            var s = Fixture.Substrate(
                diffusion: 100,
                decay: byUptake ? 0 : 1e-4,
                initial: 0.7,
                integrator: integrator,
                isDouble: isDouble
            );
            using var bench = new FieldsBench(
                FieldsBench.Model1(FieldsBench.Box(2, 2, 1), s, dt: 0.01, uptake: byUptake ? 1e-4 * 8000 / 2494 : 0),
                KernelKind.Vectorized
            );
            for (var v = 0; v < 4; v++)
                bench.AddIn(v % 2, v / 2);
            bench.Advance(100_000, 100);
            return bench.At(0, 0, 0) / 0.7;
        }
        var (exact, wide, narrow) = (Math.Exp(-0.1), Left(true), Left(false));
        output.WriteLine(
            $"{integrator} {(byUptake ? "uptake" : "decay")}: exact {exact:G9}, double {wide:G9}, float {narrow:G9}"
        );
        Assert.Equal(exact, wide, 2e-7);
        Assert.InRange(Math.Abs(Math.Log(narrow) + 0.1) / 0.1, 0.002, 10);
    }

    [Theory(
        DisplayName = "Stage numbers: the step is stable up to its bound and exact to first order, and the integral's weights add up to 1"
    )]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    public void StageNumbers(int stages)
    {
        var weights = new RklWeights();
        weights.Prepare(stages);
        Assert.Equal(stages, RklWeights.StagesFor(stages * (stages + 1.0)));
        Assert.Equal(stages + 2, RklWeights.StagesFor((stages * (stages + 1.0)) + 1e-9));
        Assert.Equal(1, Enumerable.Range(1, stages).Sum(weights.Integral), 1e-13);
        for (var x = 0.0; x <= stages * (stages + 1); x += 0.01)
            Assert.InRange(Math.Abs(Step(weights, -x)), 0, 1 + 1e-12);
        Assert.InRange(Math.Abs(Step(weights, -1.05 * stages * (stages + 1))), 1.001, 1e4);
        Assert.Equal(1 - 1e-7, Step(weights, -1e-7), 1e-13);
    }

    private static double Step(RklWeights weights, double z)
    {
        var (older, newer) = (1.0, 1.0);
        for (var j = 1; j <= weights.Stages; j++)
            (older, newer) = (newer, newer + (RklWeights.Follow(j) * (newer - older)) + (weights.Share(j) * z * newer));
        return newer;
    }

    /// <summary>Error after 0.8 min of cos(pi x / L) on n voxels, against the continuous or the semi-discrete rate.</summary>
    private static double ModeError(Integrator integrator, int n, double dt, bool discrete = false)
    {
        var h = Length / n;
        var s = Fixture.Substrate(diffusion: 1000, decay: 0.2, integrator: integrator, isDouble: true);
        using var bench = new FieldsBench(FieldsBench.Model1(FieldsBench.Line(n, h), s, dt), KernelKind.Vectorized);
        double Mode(int i) => Math.Cos(Math.PI * (i + 0.5) / n);
        bench.Set(0, (i, _, _) => Mode(i));
        bench.Advance((int)Math.Round(0.8 / dt), 1000);
        var half = Math.PI * h / (2 * Length);
        var rate = 1000 * (discrete ? Math.Pow(Math.Sin(half) * 2 / h, 2) : Math.Pow(Math.PI / Length, 2));
        var worst = 0.0;
        for (var i = 0; i < n; i++)
            worst = Math.Max(worst, Math.Abs(bench.At(0, i) - (Mode(i) * Math.Exp(-(rate + 0.2) * 0.8))));
        return worst;
    }

    private void Report(Integrator integrator, string what, double[] errors) =>
        output.WriteLine(
            $"{integrator} in {what}: errors {errors[0]:E2} {errors[1]:E2} {errors[2]:E2}, orders {Math.Log2(errors[0] / errors[1]):F3} {Math.Log2(errors[1] / errors[2]):F3}"
        );
}
