// What the explicit integrator accepts, and where it hands uptake to the half maps.
namespace Milieu.Engine.Tests;

public class FieldsExplicitTests
{
    [Theory(
        DisplayName = "The explicit integrator is refused where dt (4 D sum(1/h2) + decay) is above 2, decay included, and taken at 2"
    )]
    [InlineData(0.5, 2.5, true)]
    [InlineData(0.5, 2.51, false)]
    [InlineData(1.01, 0.5, false)]
    [InlineData(1.33, 0, true)]
    [InlineData(1.34, 0, false)]
    public void Limit(double dt, double decay, bool isTaken)
    {
        var model = FieldsBench.Model1(FieldsBench.Box(5, 1, 1), Slow(decay), dt);
        var error = Record.Exception(() => new FieldsBench(model, KernelKind.Reference).Dispose());
        Assert.Equal(isTaken, error is null);
        if (error is not null)
            Assert.IsType<ArgumentException>(error);
    }

    [Theory(
        DisplayName = "A step keeps an uptake of up to 1/dt - 2 D sum(1/h2) - decay in the operator, at least 0.01/dt, and takes the rest in two half maps"
    )]
    [InlineData(0.2, 1, 1.05)]
    [InlineData(0.2, 1.05, 1.05)]
    [InlineData(0.2, 2, 1.05)]
    [InlineData(1.24, 1, 0.02)]
    public void Cap(double decay, double uptake, double cap)
    {
        var model = FieldsBench.Model1(FieldsBench.Box(5, 1, 1), Slow(decay), 0.5, uptake: uptake);
        using var bench = new FieldsBench(model, KernelKind.Reference);
        for (var i = 0; i < 5; i++)
            bench.AddIn(i, volume: 8000);
        bench.Advance(1);
        var half = 1 / (1 + (0.25 * Math.Max(uptake - cap, 0)));
        var expected = half * half * (1 - (0.5 * (Math.Min(uptake, cap) + decay)));
        for (var i = 0; i < 5; i++)
            Assert.Equal(expected, bench.At(0, i), 1e-12);
    }

    /// <summary>Uniform at 1; in voxels of 20 um along one axis its largest rate of diffusion is 1.5/min.</summary>
    private static CompiledSubstrate Slow(double decay) =>
        Fixture.Substrate("a", 150, decay, 1, integrator: Integrator.Explicit, isDouble: true);
}
