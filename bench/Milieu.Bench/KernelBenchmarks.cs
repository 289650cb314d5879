// Micro benchmarks of the two kernels that take most of a step: forces and fields.
using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Milieu.Engine;

namespace Milieu.Bench;

/// <summary>One mechanics step of a dense ball or disc; the time is per step, divide by the cells for ns a cell.</summary>
public class MechanicsBenchmarks
{
    private Simulation _simulation = null!;

    [Params(1_000, 10_000)]
    public int Cells { get; set; }

    [Params(KernelKind.Reference, KernelKind.Vectorized)]
    public KernelKind Kernel { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var model = BenchModels.Ball(Cells);
        _simulation = new Simulation(model, new SimulationOptions { Seed = 1, Kernel = Kernel });
        // Past the first relaxation, where cells still overlap as they were placed.
        _simulation.RunTo(100);
    }

    [GlobalCleanup]
    public void Cleanup() => _simulation.Dispose();

    [Benchmark]
    public void Step() => _simulation.Step();
}

/// <summary>One field window of 0.1 min without cells; divide by the voxels for ns a voxel-substrate.</summary>
public class FieldBenchmarks
{
    private Simulation _simulation = null!;

    [Params(50, 100)]
    public int Edge { get; set; }

    [Params(Integrator.Rkl1, Integrator.Explicit, Integrator.Lod)]
    public Integrator Integrator { get; set; }

    [Params(KernelKind.Reference, KernelKind.Vectorized)]
    public KernelKind Kernel { get; set; }

    [GlobalSetup]
    public void Setup() =>
        _simulation = new Simulation(
            BenchModels.Empty(Edge, Integrator),
            new SimulationOptions { Seed = 1, Kernel = Kernel }
        );

    [GlobalCleanup]
    public void Cleanup() => _simulation.Dispose();

    [Benchmark]
    public void Step() => _simulation.Step();
}

internal static class BenchModels
{
    /// <summary>Resting cells strewn uniformly over a cube; no field.</summary>
    public static CompiledModel Strewn(int cells, double edge) =>
        Ball(1) with
        {
            Grid = Model(edge, []).Grid,
            Placements =
            [
                new CompiledPlacement
                {
                    Name = "strewn",
                    Type = 0,
                    Tick = 0,
                    Shape = PlacementShape.Box,
                    Fill = PlacementFill.Uniform,
                    Count = cells,
                    SizeX = edge,
                    SizeY = edge,
                    SizeZ = edge,
                },
            ],
        };

    /// <summary>Resting cells of 8.41 um, hexagonally close-packed in a ball; no field.</summary>
    public static CompiledModel Ball(int cells)
    {
        var behaviors = new BehaviorIndex(0, 1, 0);
        var constants = new double[behaviors.Count];
        constants[behaviors.Affinity(0)] = 1;
        constants[behaviors.Adhesion] = 0.4;
        constants[behaviors.Repulsion] = 10;
        constants[behaviors.Reach] = 1.25;
        constants[behaviors.Movable] = 1;
        var radius = 8.41 * Math.Cbrt(cells / 0.74);
        return Model(2 * Math.Ceiling((radius + 40) / 20) * 20, []) with
        {
            Types = [Type(constants)],
            Placements =
            [
                new CompiledPlacement
                {
                    Name = "ball",
                    Type = 0,
                    Tick = 0,
                    Shape = PlacementShape.Ball,
                    Fill = PlacementFill.Hexagonal,
                    Count = 0,
                    R2 = radius,
                    Spacing = 2 * 8.41 * 0.95,
                },
            ],
        };
    }

    /// <summary>A cube of voxels with one substrate: oxygen's diffusion, or a cytokine's where the scheme is explicit.</summary>
    public static CompiledModel Empty(int edge, Integrator integrator) =>
        Model(
            edge * 20,
            [
                new CompiledSubstrate
                {
                    Name = "a",
                    Units = "",
                    Diffusion = integrator == Integrator.Explicit ? 500 : 100_000,
                    Decay = 0.1,
                    Integrator = integrator,
                    IsDouble = false,
                    Initial = 38,
                    Faces = [38, 38, 38, 38, 38, 38],
                },
            ]
        );

    /// <summary>A resting cell that takes up the only substrate as a tumor cell takes up oxygen.</summary>
    public static CompiledType Eater
    {
        get
        {
            var behaviors = new BehaviorIndex(1, 1, 0);
            var constants = new double[behaviors.Count];
            constants[behaviors.Uptake(0)] = 10;
            return Type(constants);
        }
    }

    private static CompiledModel Model(double size, ImmutableArray<CompiledSubstrate> substrates)
    {
        var n = (int)(size / 20);
        return new CompiledModel
        {
            Name = "bench",
            Grid = new GridSpec(-size / 2, -size / 2, -size / 2, 20, 20, 20, n, n, n, false),
            Timing = new Timing(0.1, 1, 1, 60, 600),
            Conventions = Conventions.Native,
            Substrates = substrates,
            Types = [],
            Customs = [],
            Placements = [],
        };
    }

    private static CompiledType Type(double[] constants)
    {
        var rest = new PhaseGraph("none", 9999, [new Phase("resting", 9999, false, false, false, false, [])]);
        var death = new DeathModel(rest, 0, 0, 0, 0, 0, 0, 2);
        return new CompiledType
        {
            Name = "cell",
            Constants = [.. constants],
            Volume = new VolumeLaw(2494, 0.75, 540, 0.05, 0.0045, 0.0055, 0, 0, 2),
            Cycle = rest,
            Deaths = [death, death],
            IsMotile = false,
            Taxis = Taxis.None,
        };
    }
}
