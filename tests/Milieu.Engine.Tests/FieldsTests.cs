// Laws of fields that hold for every kernel.
namespace Milieu.Engine.Tests;

/// <summary>One claim each; the kernel is the only difference between the derived classes.</summary>
public abstract class FieldsTests
{
    public abstract KernelKind Kernel { get; }

    private FieldsBench Bench(CompiledModel model) => new(model, Kernel);

    [Theory(DisplayName = "A field that only decays follows exp(-t decay): a wrong rate or a lost stage shows at once")]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Explicit)]
    [InlineData(Integrator.Lod)]
    public void Decay(Integrator integrator)
    {
        var s = Fixture.Substrate(diffusion: 0, decay: 0.1, initial: 5, integrator: integrator, isDouble: true);
        using var bench = Bench(FieldsBench.Model1(FieldsBench.Box(5, 4, 3), s, dt: 0.001));
        bench.Advance(1000);
        Assert.Equal(5 * Math.Exp(-0.1), bench.At(0, 2, 1, 1), 4e-5);
        Assert.NotEqual(5 * Math.Exp(-0.1), bench.At(0, 2, 1, 1), 1e-9);
    }

    [Theory(
        DisplayName = "Amount in voxels and cells is conserved without decay: any leak at a wall or in a credit shows"
    )]
    [InlineData(Integrator.Rkl1)]
    [InlineData(Integrator.Lod)]
    public void MassCloses(Integrator integrator)
    {
        var s = Fixture.Substrate(diffusion: 1000, decay: 0, initial: 1, integrator: integrator, isDouble: true) with
        {
            TracksInternalized = true,
        };
        using var bench = Bench(
            FieldsBench.Model1(FieldsBench.Box(9, 8, 7), s, uptake: 3, export: 5, secretion: 1, target: 2)
        );
        for (var n = 0; n < 40; n++)
            bench.AddIn(n % 7 % 5, n % 4, n % 3);
        var before = bench.Mass(0);
        bench.Advance(200, 7);
        var moved = bench.Internalized(0);
        Assert.True(Math.Abs(moved) > 100);
        Assert.Equal(before, bench.Mass(0) + moved, 1e-8 * before);
    }
}

public sealed class ReferenceFieldsTests : FieldsTests
{
    public override KernelKind Kernel => KernelKind.Reference;
}

public sealed class VectorizedFieldsTests : FieldsTests
{
    public override KernelKind Kernel => KernelKind.Vectorized;
}
