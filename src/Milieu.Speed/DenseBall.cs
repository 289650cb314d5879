// The tissue that speed is measured with: a ball of cells at the density of tissue.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Speed;

/// <summary>One cell in 2,494 um3, about 14 neighbors within the reach of adhesion each, oxygen held at 38 mmHg on six faces.</summary>
/// <remarks>Cells start on a hexagonal close packing of that density, each moved at random along every axis by up to a
/// tenth of its spacing: nothing overlaps more than in tissue at rest, so forces are normal from the first step on. The
/// model is the embedded dense-ball.yaml.</remarks>
public static class DenseBall
{
    /// <summary>um3.</summary>
    public const double VolumeOfCell = 2494;

    private const string File = "dense-ball.yaml";
    private const double Jitter = 0.1;

    /// <summary>um from the ball's rim to the faces, at least: room to grow.</summary>
    private const double Margin = 100;
    private const double Voxel = 20;

    /// <summary>Distance of nearest neighbors in a close packing of the density, um.</summary>
    private static readonly double Spacing = Math.Cbrt(Math.Sqrt(2) * VolumeOfCell);

    /// <summary>Radius of the ball of so many cells, um.</summary>
    public static double Radius(int cells) => Math.Cbrt(cells * VolumeOfCell * 3 / (4 * Math.PI));

    /// <summary>The model, in a box for so many cells, none of them placed.</summary>
    /// <param name="native">Milieu's steps (0.1, 0.1, 6 min) and RKL1; otherwise PhysiCell's (0.01, 0.1, 6 min) and LOD.</param>
    public static CompiledModel Model(int cells, bool native = false)
    {
        var edge = 2 * Voxel * Math.Ceiling((Radius(cells) + Margin) / Voxel);
        var length = edge.ToString(CultureInfo.InvariantCulture) + " um";
        var files = new MemoryFiles { [File] = Text() };
        string[] sets =
        [
            $"domain.size=[{length}, {length}, {length}]",
            "time.mode=" + (native ? "native" : "physicell"),
        ];
        var loaded = ModelText.Load(File, files, sets);
        return loaded.Compiled
            ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics.Select(d => d.ToString())));
    }

    /// <summary>A simulation of the model at tick 0, its cells placed. The caller disposes it.</summary>
    public static Simulation Start(int cells, SimulationOptions options, bool native = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 1);
        var model = Model(cells, native);
        var simulation = new Simulation(model, options);
        // The points are needed once: the simulation's own model does not keep them.
        var ball = new CompiledPlacement
        {
            Name = "ball",
            Type = 0,
            Tick = 0,
            Shape = PlacementShape.Ball,
            Fill = PlacementFill.Hexagonal,
            Count = 0,
            R2 = Radius(cells) + Spacing,
        };
        var placed = ball with
        {
            Shape = PlacementShape.Points,
            Fill = PlacementFill.Uniform,
            Count = cells,
            Points = Points(model.Grid, ball, cells),
        };
        new Founding(simulation.Context with { Model = model with { Placements = [placed] } }).Run();
        return simulation;
    }

    /// <summary>x, y, z of the lattice points nearest the center, jittered.</summary>
    private static ImmutableArray<double> Points(GridSpec grid, CompiledPlacement ball, int cells)
    {
        var nearest = new Region(grid, ball).Lattice(Spacing).ToArray();
        Array.Sort(Array.ConvertAll(nearest, p => (p.X * p.X) + (p.Y * p.Y) + (p.Z * p.Z)), nearest);
        var chance = new Chance(1);
        var points = ImmutableArray.CreateBuilder<double>(3 * cells);
        for (var k = 0; k < cells; k++)
        {
            var (a, b) = chance.Pair((ulong)k, 0, Purpose.PlacePosition);
            var (c, _) = chance.Pair((ulong)k, 0, Purpose.PlacePosition, 1);
            points.Add(nearest[k].X + (Jitter * Spacing * ((2 * a) - 1)));
            points.Add(nearest[k].Y + (Jitter * Spacing * ((2 * b) - 1)));
            points.Add(nearest[k].Z + (Jitter * Spacing * ((2 * c) - 1)));
        }
        return points.MoveToImmutable();
    }

    private static string Text()
    {
        using var stream = typeof(DenseBall).Assembly.GetManifestResourceStream(File)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
