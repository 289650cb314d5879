// Oxygen in a ball of cells that take it up, as numbers: what field schemes are judged by.
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>A cube whose two outer layers of voxels are held at 38 mmHg, and a ball in which three cells share each voxel.</summary>
/// <remarks>Edge of a voxel 20 um, D = 100,000 um2/min, decay 0.1/min, cells of 2,494 um3 that take up 10/min.</remarks>
internal sealed class BallOfUptake
{
    private const double Voxel = 20;
    private const double Held = 38;
    private const double Diffusion = 100_000;
    private const double Decay = 0.1;
    private const double Uptake = 10;
    private const int CellsInVoxel = 3;
    private readonly int _n;
    private readonly double _radius;

    /// <param name="n">Voxels along an edge.</param>
    /// <param name="radius">um; a voxel is in the ball where its center is.</param>
    public BallOfUptake(int n, double radius)
    {
        (_n, _radius) = (n, radius);
        var grid = Grid;
        var (isHeld, rate) = (new bool[grid.Voxels], new double[grid.Voxels]);
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
        {
            isHeld[voxel] = IsShell(voxel);
            rate[voxel] =
                Decay + (IsInside(voxel) ? CellsInVoxel * DenseBall.VolumeOfCell * Uptake / grid.VoxelVolume : 0);
        }
        Steady = SteadyState.Solve(n, isHeld, Held, Diffusion / (Voxel * Voxel), rate);
    }

    /// <summary>The steady state of the equations in space, to 1e-10 mmHg, x fastest.</summary>
    public double[] Steady { get; }

    private GridSpec Grid => new(0, 0, 0, Voxel, Voxel, Voxel, _n, _n, _n, false);

    /// <summary>The ball at 38 mmHg everywhere, its cells in place. The caller disposes it.</summary>
    public FieldScene Start(Integrator integrator, double minutes, bool isDouble = false)
    {
        var behaviors = new BehaviorIndex(1, 1, 0);
        var constants = new double[behaviors.Count];
        constants[behaviors.Uptake(0)] = Uptake;
        var rest = new PhaseGraph("none", 9999, [new Phase("resting", 9999, false, false, false, false, [])]);
        var death = new DeathModel(rest, 0, 0, 0, 0, 0, 0, 2);
        var model = new CompiledModel
        {
            Name = "ball of uptake",
            Grid = Grid,
            Timing = new Timing(minutes, 1, 1, 1, 1),
            Conventions = Conventions.Native,
            Substrates = [Oxygen(integrator, isDouble)],
            Types =
            [
                new CompiledType
                {
                    Name = "cell",
                    Constants = [.. constants],
                    Volume = new VolumeLaw(DenseBall.VolumeOfCell, 0.75, 540, 0, 0, 0, 0, 0, 2),
                    Cycle = rest,
                    Deaths = [death, death],
                    IsMotile = false,
                    Taxis = Taxis.None,
                },
            ],
            Customs = [],
            Placements = [],
        };
        var scene = new FieldScene(model, threads: 1);
        Fill(scene.Tissue.Cells);
        return scene;
    }

    /// <summary>Largest distance of a field from densities, mmHg.</summary>
    public double Distance(FieldScene scene, double[] densities)
    {
        var field = scene.Tissue.Fields[0];
        var largest = 0.0;
        for (var voxel = 0; voxel < densities.Length; voxel++)
            largest = Math.Max(largest, Math.Abs(field[field.OffsetOfVoxel(voxel)] - densities[voxel]));
        return largest;
    }

    private CompiledSubstrate Oxygen(Integrator integrator, bool isDouble) =>
        new()
        {
            Name = "oxygen",
            Units = "mmHg",
            Diffusion = Diffusion,
            Decay = Decay,
            Integrator = integrator,
            IsDouble = isDouble,
            Initial = Held,
            Faces = [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN],
            Regions = [new DirichletRegion("shell", Held, [.. Enumerable.Range(0, Grid.Voxels).Where(IsShell)])],
        };

    private void Fill(Cells cells)
    {
        var grid = Grid;
        var row = 0;
        for (var voxel = 0; voxel < grid.Voxels; voxel++)
        {
            if (!IsInside(voxel))
                continue;
            cells.SetCount(row + CellsInVoxel);
            for (var end = row + CellsInVoxel; row < end; row++)
            {
                cells.X[row] = grid.CenterX(voxel % _n);
                cells.Y[row] = grid.CenterY(voxel / _n % _n);
                cells.Z[row] = grid.CenterZ(voxel / (_n * _n));
                cells.Fluid[row] = DenseBall.VolumeOfCell;
            }
        }
    }

    private bool IsShell(int voxel) =>
        Math.Min(Rim(voxel % _n), Math.Min(Rim(voxel / _n % _n), Rim(voxel / (_n * _n)))) < 2;

    private int Rim(int index) => Math.Min(index, _n - 1 - index);

    private bool IsInside(int voxel)
    {
        double Square(int index) => (index + 0.5 - (0.5 * _n)) * (index + 0.5 - (0.5 * _n)) * Voxel * Voxel;
        return Square(voxel % _n) + Square(voxel / _n % _n) + Square(voxel / (_n * _n)) <= _radius * _radius;
    }
}
