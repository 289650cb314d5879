// Nanoseconds a voxel of a step of the compatible scheme, beside a pass that only reads and writes the same array.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using Milieu.Engine;

namespace Milieu.Bench;

/// <summary>Windows of ten steps of 0.01 min, oxygen's diffusion, float: without walls, with six held walls, with a cell in every voxel too.</summary>
/// <remarks>What a window does once for its cells is left out: the steps with cells are the difference of two windows.</remarks>
internal static class LodSpeed
{
    private const int Steps = 10;
    private const int Repeats = 15;

    private static readonly (int Nx, int Ny, int Nz)[] Grids =
    [
        (50, 50, 1),
        (100, 100, 1),
        (400, 400, 1),
        (50, 50, 50),
        (64, 64, 64),
        (96, 96, 96),
        (100, 100, 100),
        (128, 128, 128),
        (256, 256, 256),
    ];

    /// <param name="wishes">Threads (1), then edges to keep (all).</param>
    public static int Run(string[] wishes)
    {
        var threads = wishes.Length > 0 ? int.Parse(wishes[0], CultureInfo.InvariantCulture) : 1;
        Console.WriteLine("voxels, ns a voxel: copy  bare  walls  cells  bare/copy  walls/copy  processor/wall");
        foreach (var grid in Grids)
        {
            var name = $"{grid.Nx}x{grid.Ny}x{grid.Nz}";
            if (wishes.Length > 1 && !wishes.Skip(1).Contains(name))
                continue;
            var voxels = (double)grid.Nx * grid.Ny * grid.Nz;
            var used = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var bare = Step(Model(grid, double.NaN), threads, false, 1) / voxels;
            var walls = Step(Model(grid, 38), threads, false, 1) / voxels;
            var busy = (Environment.CpuUsage.TotalTime - used) / Stopwatch.GetElapsedTime(start);
            var model = Model(grid, 38);
            var cells = ((Step(model, threads, true, 6) * 6) - Step(model, threads, true, 1)) / 5 / voxels;
            var copy = Copy(model) / voxels;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -12} {copy:F3}  {bare:F3}  {walls:F3}  {cells:F3}  {bare / copy:F1}  {walls / copy:F1}  {busy:F2}"
                )
            );
        }
        return 0;
    }

    private static CompiledModel Model((int Nx, int Ny, int Nz) grid, double wall) =>
        BenchModels.Empty(grid.Nx, Integrator.Lod) with
        {
            Grid = new GridSpec(0, 0, 0, 20, 20, 20, grid.Nx, grid.Ny, grid.Nz, grid.Nz == 1),
            Timing = new Timing(0.01, 1, 10, 600, 60000),
            Types = [BenchModels.Eater],
            Substrates =
            [
                BenchModels.Empty(grid.Nx, Integrator.Lod).Substrates[0] with
                {
                    // Without walls to feed it a decaying field would end in denormal numbers, which are slow.
                    Decay = double.IsNaN(wall) ? 0 : 0.1,
                    Faces = [wall, wall, wall, wall, wall, wall],
                },
            ],
        };

    /// <summary>Nanoseconds a step.</summary>
    private static double Step(CompiledModel model, int threads, bool crowded, int windows)
    {
        using var tissue = new Tissue(model);
        using var pool = new WorkerPool(threads);
        var context = new StepContext(model, tissue, new Chance(1), pool, KernelKind.Vectorized);
        if (crowded)
            Fill(model.Grid, tissue.Cells);
        using var stage = new FieldsStage(context);
        return Median(() => stage.Advance(windows * Steps), windows * Steps);
    }

    private static void Fill(GridSpec grid, Cells cells)
    {
        cells.SetCount(grid.Voxels);
        for (var row = 0; row < grid.Voxels; row++)
        {
            cells.X[row] = grid.CenterX(row % grid.Nx);
            cells.Y[row] = grid.CenterY(row / grid.Nx % grid.Ny);
            cells.Z[row] = grid.CenterZ(row / grid.Nx / grid.Ny);
            cells.Fluid[row] = 2494;
        }
    }

    private static unsafe double Copy(CompiledModel model)
    {
        using var tissue = new Tissue(model);
        var field = (Field<float>)tissue.Fields[0];
        var once = Vector512.Create(1.0000001f);
        return Median(
            () =>
            {
                var end = field.Values.Pointer + field.Length;
                for (var pass = 0; pass < Steps; pass++)
                for (var at = field.Values.Pointer; at < end; at += 64)
                {
                    (Vector512.Load(at) * once).Store(at);
                    (Vector512.Load(at + 16) * once).Store(at + 16);
                    (Vector512.Load(at + 32) * once).Store(at + 32);
                    (Vector512.Load(at + 48) * once).Store(at + 48);
                }
            },
            Steps
        );
    }

    /// <summary>Median over the repeats, each some 40 ms or a call; the stretch before warms up.</summary>
    private static double Median(Action action, int steps)
    {
        var calls = 0;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < 0.4; calls++)
            action();
        calls = Math.Max(1, calls / 30);
        var times = Enumerable.Range(0, Repeats).Select(_ => Time(action, calls)).Order().ToArray();
        return times[Repeats / 2] / calls / steps;
    }

    private static double Time(Action action, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
