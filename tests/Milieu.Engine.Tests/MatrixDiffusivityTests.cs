// Diffusion that follows structures.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

public sealed class MatrixDiffusivityTests
{
    private static readonly FormulaStep Own = new(FormulaOperation.Input);

    /// <summary>1 - e.</summary>
    private static readonly DiffusivityLaw Hindered = new(
        new VoxelFormula(
            new Formula([Number(1), Own, new(FormulaOperation.Subtract)]),
            [new SignalInput(SignalKind.Structure)]
        ),
        1
    );

    [Theory(
        DisplayName = "Where a structure has grown to 0.75 in one half, the steady state between held ends is piecewise linear with slopes 1 to 4, to 1e-6: factors of the start, or of another voxel, show"
    )]
    [InlineData(KernelKind.Reference, Integrator.Rkl1)]
    [InlineData(KernelKind.Vectorized, Integrator.Rkl1)]
    [InlineData(KernelKind.Vectorized, Integrator.Explicit)]
    public void LayersAfterChange(KernelKind kernel, Integrator integrator)
    {
        const int Count = 20;
        const int Border = 8;
        var diffusion = integrator == Integrator.Rkl1 ? 20_000 : 900;
        var substrate = Fixture.Substrate("a", diffusion, 0, 5, integrator: integrator, isDouble: true) with
        {
            Faces = [10, 2, double.NaN, double.NaN, double.NaN, double.NaN],
            DiffusivityLaw = Hindered,
        };
        var model = Patterned(
            new GridSpec(0, 0, 0, 20, 20, 20, Count, 2, 1, true),
            [substrate],
            v => v % Count >= Border ? 1 : 0
        );
        using var simulation = new Simulation(model, new SimulationOptions(Kernel: kernel));
        simulation.RunTo(24_000);
        var (border, end) = (Border - 0.5, Count - 1.0);
        var slope = (2.0 - 10) / (border + ((end - border) * 4));
        for (var i = 0; i < Count; i++)
        {
            var exact = 10 + (slope * (Math.Min(i, border) + (Math.Max(0, i - border) * 4)));
            Assert.Equal(exact, simulation.Tissue.Fields[0][i], 1e-6);
        }
    }

    [Fact(
        DisplayName = "A closed box keeps its mass to 1e-12 while factors change in every step: a face that gives more than it takes shows"
    )]
    public unsafe void MassStays()
    {
        var substrate = Fixture.Substrate("a", 3000, 0, 3, isDouble: true) with { DiffusivityLaw = Hindered };
        var grid = new GridSpec(0, 0, 0, 20, 20, 20, 19, 7, 5, false);
        var model = Patterned(grid, [substrate], v => v * 7 % 11 / 11.0);
        model = model with { Matrix = model.Matrix! with { Period = 1 } };
        using var simulation = new Simulation(model, new SimulationOptions());
        var field = simulation.Tissue.Fields[0];
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
            field[field.OffsetOfVoxel(voxel)] = voxel * 5 % 13;
        double Mass() => Enumerable.Range(0, grid.Voxels).Sum(v => field[field.OffsetOfVoxel(v)]);
        var (before, spike) = (Mass(), field[field.OffsetOfVoxel(300)]);
        var factor = ((Field<double>)field).Factors!.X[0];
        Assert.Equal(1, factor);
        simulation.RunTo(300);
        Assert.Equal(1, Mass() / before, 1e-12);
        Assert.NotEqual(spike, field[field.OffsetOfVoxel(300)], 0.1);
        Assert.InRange(((Field<double>)field).Factors!.X[0], 0.3, 0.8);
    }

    [Fact(
        DisplayName = "Substrates of one law and precision share their factors, others do not; the number of stages follows the largest factor that the law allows"
    )]
    public void SharesAndBounds()
    {
        var a = Fixture.Substrate("a", 9000) with { DiffusivityLaw = Hindered };
        var b = a with { Name = "b", DiffusivityLaw = new DiffusivityLaw(Hindered.Factor, 1) };
        var other = a with { Name = "c", DiffusivityLaw = new DiffusivityLaw(Hindered.Factor, 4) };
        var wide = a with { Name = "d", IsDouble = true };
        var model = Patterned(new GridSpec(0, 0, 0, 20, 20, 20, 20, 20, 4, false), [a, b, other, wide], _ => 1);
        using var tissue = new Tissue(model);
        FaceFactors<float>? Of(int s) => ((Field<float>)tissue.Fields[s]).Factors;
        Assert.Same(Of(0), Of(1));
        Assert.NotSame(Of(0), Of(2));
        Assert.Equal(0, tissue.Fields[1].FactorBytes);
        Assert.Equal(3 * tissue.Fields[0].Length * sizeof(float), tissue.Fields[0].FactorBytes);
        Assert.Equal(StageBounds.Of(model, a with { DiffusivityLaw = null }), StageBounds.Of(model, a));
        Assert.Equal(
            StageBounds.Of(model, a with { DiffusivityLaw = null, Diffusion = 36_000 }),
            StageBounds.Of(model, other)
        );
    }

    [Fact(DisplayName = "The compatible scheme refuses a law of diffusivity")]
    public void NotInLod() =>
        Assert.Throws<ArgumentException>(() =>
            new Simulation(
                Patterned(
                    Fixture.Plane(),
                    [Fixture.Substrate(integrator: Integrator.Lod) with { DiffusivityLaw = Hindered }],
                    _ => 1
                ),
                new SimulationOptions()
            )
        );

    [Theory(
        DisplayName = "Cells that build, take up and move between: any threads, chunk and kernel give one state, also through a pause, and the whole structure changes it"
    )]
    [InlineData(2, 64, KernelKind.Vectorized)]
    [InlineData(7, 256, KernelKind.Vectorized)]
    public void SameBits(int threads, int chunk, KernelKind kernel)
    {
        var model = Crowded();
        using var one = new Simulation(model, new SimulationOptions(3));
        using var other = new Simulation(model, new SimulationOptions(3, threads, kernel, chunk));
        one.RunTo(400);
        other.RunTo(217);
        other.RunTo(400);
        Assert.Null(StateHash.Of(one.Tissue).FirstDifference(StateHash.Of(other.Tissue)));
        using var even = new Simulation(
            model with
            {
                Substrates = [.. model.Substrates.Select(s => s with { DiffusivityLaw = null })],
            },
            new SimulationOptions(3)
        );
        even.RunTo(400);
        Assert.Equal("field_a", StateHash.Of(one.Tissue).FirstDifference(StateHash.Of(even.Tissue)));
    }

    [Fact(
        DisplayName = "A tissue given to another simulation at a pause goes on to the same bits: factors are found again from structures"
    )]
    public void Restored()
    {
        var model = Crowded();
        using var whole = new Simulation(model, new SimulationOptions(3));
        whole.RunTo(400);
        using var first = new Simulation(model, new SimulationOptions(3));
        first.RunTo(210);
        using var second = new Simulation(model, new SimulationOptions(3, 2), ScenesCopy.Of(model, first.Tissue));
        second.RunTo(400);
        Assert.Null(StateHash.Of(whole.Tissue).FirstDifference(StateHash.Of(second.Tissue)));
    }

    private static CompiledModel Crowded()
    {
        var grid = Fixture.Plane(400);
        var a = Fixture.Substrate("a", 20_000, 0.1, 1) with { DiffusivityLaw = Hindered };
        var model = Patterned(
            grid,
            [a, a with { Name = "b", IsDouble = true }],
            v => v % 3 / 2.0,
            types: 2,
            (type, b, c) =>
            {
                c[b.Uptake(0)] = 5;
                c[b.Deposition(0)] = type == 0 ? 0.01 : 0;
                c[b.DepositionTarget(0)] = 0.9;
                c[b.Speed] = 1;
                c[b.Persistence] = 3;
            }
        );
        return model with
        {
            Types = [.. model.Types.Select(t => t with { IsMotile = true })],
            Placements =
            [
                new CompiledPlacement
                {
                    Name = "all",
                    Type = 0,
                    Tick = 0,
                    Shape = PlacementShape.Ball,
                    Fill = PlacementFill.Uniform,
                    Count = 300,
                    R2 = 150,
                },
            ],
        };
    }

    /// <summary>de/dt = 0.1 (0.75 pattern - e), with the pattern as a second structure that stays.</summary>
    private static CompiledModel Patterned(
        GridSpec grid,
        ImmutableArray<CompiledSubstrate> substrates,
        Func<int, double> pattern,
        int types = 1,
        Action<int, BehaviorIndex, double[]>? set = null
    )
    {
        var change = new VoxelFormula(
            new Formula([
                Number(0.1),
                Number(0.75),
                new(FormulaOperation.Input, 1),
                new(FormulaOperation.Multiply),
                Own,
                new(FormulaOperation.Subtract),
                new(FormulaOperation.Multiply),
            ]),
            [new(SignalKind.Structure, 0), new(SignalKind.Structure, 1)]
        );
        var still = MatrixBench.Structure(name: "pattern") with
        {
            InitialField = [.. Enumerable.Range(0, grid.Voxels).Select(pattern)],
        };
        return Fixture.Model(
            grid,
            substrates,
            types,
            set,
            matrix: MatrixBench.Matrix(MatrixBench.Structure(change), still)
        );
    }

    private static FormulaStep Number(double value) => new(FormulaOperation.Number, 0, value);
}
