// A tissue with fields and hand-placed cells, advanced by the fields stage alone.
using System.Collections.Immutable;

namespace Milieu.Engine.Tests;

/// <summary>Fields under test: no other stage runs.</summary>
internal sealed class FieldsBench : IDisposable
{
    private readonly WorkerPool _pool;

    public FieldsBench(CompiledModel model, KernelKind kernel, int threads = 1, int chunk = 256)
    {
        Model = model;
        Tissue = new Tissue(model);
        _pool = new WorkerPool(threads, chunk);
        Context = new StepContext(model, Tissue, new Chance(1), _pool, kernel);
        Stage = new FieldsStage(Context);
    }

    public CompiledModel Model { get; }

    public Tissue Tissue { get; }

    public StepContext Context { get; }

    public FieldsStage Stage { get; }

    public WorkerPool Pool => _pool;

    public Field this[int substrate] => Tissue.Fields[substrate];

    public double At(int substrate, int i, int j = 0, int k = 0) => this[substrate][this[substrate].Offset(i, j, k)];

    public void Set(int substrate, Func<int, int, int, double> value)
    {
        var grid = Model.Grid;
        for (var k = 0; k < grid.Nz; k++)
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
            this[substrate][this[substrate].Offset(i, j, k)] = value(i, j, k);
    }

    /// <summary>Adds a cell of MCF-7 volume (fluid and solids add up to <paramref name="volume"/>).</summary>
    public int Add(double x, double y, double z, int type = 0, double volume = 2494)
    {
        var cells = Tissue.Cells;
        var row = cells.Count;
        cells.SetCount(row + 1);
        (cells.X[row], cells.Y[row], cells.Z[row]) = (x, y, z);
        cells.Type[row] = (ushort)type;
        cells.Fluid[row] = 0.75 * volume;
        cells.CytoplasmicSolid[row] = 0.25 * volume;
        return row;
    }

    public int AddIn(int i, int j = 0, int k = 0, int type = 0, double volume = 2494) =>
        Add(Model.Grid.CenterX(i), Model.Grid.CenterY(j), Model.Grid.CenterZ(k), type, volume);

    public void Advance(int steps, int window = 1)
    {
        for (var step = 0; step < steps; step += window)
            Stage.Advance(Math.Min(window, steps - step));
    }

    /// <summary>Sum of density times voxel volume.</summary>
    public double Mass(int substrate)
    {
        var sum = 0.0;
        for (var voxel = 0; voxel < Model.Grid.Voxels; voxel++)
            sum += this[substrate][this[substrate].OffsetOfVoxel(voxel)];
        return sum * Model.Grid.VoxelVolume;
    }

    public double Internalized(int substrate) =>
        Enumerable.Range(0, Tissue.Cells.Count).Sum(r => Tissue.Cells.InternalizedOf(substrate)![r]);

    public static CompiledModel Model1(
        GridSpec grid,
        CompiledSubstrate substrate,
        double dt = 0.1,
        double secretion = 0,
        double target = 0,
        double uptake = 0,
        double export = 0,
        int types = 1
    ) =>
        Fixture.Model(
            grid,
            [substrate],
            types,
            (_, b, c) =>
            {
                c[b.Secretion(0)] = secretion;
                c[b.SecretionTarget(0)] = target;
                c[b.Uptake(0)] = uptake;
                c[b.Export(0)] = export;
            }
        ) with
        {
            Timing = new Timing(dt, 1, 1, 60, 600),
        };

    public static GridSpec Line(int n, double h = 10) => new(0, 0, 0, h, h, h, n, 1, 1, true);

    public static GridSpec Box(int nx, int ny, int nz, double h = 20) => new(0, 0, 0, h, h, h, nx, ny, nz, nz == 1);

    public static ImmutableArray<double> NoFlux { get; } =
    [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];

    public void Dispose()
    {
        Stage.Dispose();
        _pool.Dispose();
        Tissue.Dispose();
    }
}
