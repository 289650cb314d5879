// What a field step takes, by scheme, size and threads.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>Times field steps in boxes without cells, and the exchange of the dense ball.</summary>
public static class FieldSpeed
{
    /// <summary>Field steps between two mechanics steps in PhysiCell mode.</summary>
    private const int LodWindow = 10;

    /// <summary>Bytes of a float that is read and written.</summary>
    private const int InOut = 8;

    public static ImmutableArray<SpeedRow> Measure(SpeedWishes wishes)
    {
        using var yardstick = new Yardstick(wishes);
        var rows = ImmutableArray.CreateBuilder<SpeedRow>();
        int[] edges = wishes.Quick ? [16, 24] : [64, 100, 256];
        foreach (var edge in edges)
        foreach (var integrator in (Integrator[])[Integrator.Lod, Integrator.Rkl1, Integrator.Explicit])
        foreach (var threads in wishes.Threads)
            rows.AddRange(Of(FieldScene.Box(edge, edge, edge, 1, integrator), threads, wishes, yardstick));
        foreach (var threads in wishes.Threads)
            rows.AddRange(
                Of(
                    FieldScene.Uneven(FieldScene.Box(edges[0], edges[0], edges[0], 1, Integrator.Rkl1)),
                    threads,
                    wishes,
                    yardstick
                )
            );
        foreach (var integrator in (Integrator[])[Integrator.Lod, Integrator.Rkl1])
        foreach (var threads in wishes.Threads)
            rows.AddRange(Of(FieldScene.Box(50, 50, 1, 5, integrator), threads, wishes, yardstick));
        foreach (var native in (bool[])[false, true])
        foreach (var threads in wishes.Threads)
            rows.AddRange(ExchangeSpeed.Measure(wishes.Quick ? 2_000 : 100_000, native, threads, wishes));
        return SpeedUps.Of(rows.ToImmutable());
    }

    private static IEnumerable<SpeedRow> Of(CompiledModel model, int threads, SpeedWishes wishes, Yardstick yardstick)
    {
        var integrator = model.Substrates[0].Integrator;
        var size = SizeOf(model);
        wishes.Announce(string.Create(CultureInfo.InvariantCulture, $"{integrator} step, {size}, {threads} threads"));
        using var scene = new FieldScene(model, threads);
        var window = integrator == Integrator.Lod ? LodWindow : 1;
        var units = scene.VoxelSubstrates * window;
        var time = Measured.Of(() => scene.Advance(window), units, wishes.Effort, wishes.Cancellation);
        var bytes = scene.Elements * sizeof(float);
        var copy = yardstick.Pass(scene.Elements, threads) * scene.Elements / scene.VoxelSubstrates;
        SpeedRow Row(string kernel, string unit, Measured each, double moved, long footprint) =>
            new()
            {
                Kernel = kernel,
                Size = size,
                Threads = threads,
                Unit = unit,
                Nanoseconds = each,
                Bytes = moved,
                ShareOfCeiling = yardstick.Share(moved, each.Median, footprint, threads),
                Copies = each.Median / copy,
            };
        if (integrator != Integrator.Rkl1)
        {
            var step = Row(integrator + " step", "voxel-substrate step", time, InOut, bytes);
            return [integrator == Integrator.Lod && threads == 1 ? step with { Goal = GoalOf(model, step) } : step];
        }
        // A stage reads two copies of the field, writes one of them, and reads three factors where diffusion varies.
        var varies = model.Substrates[0].Varies;
        var (moves, of) = varies ? (3 * InOut, ", uneven") : (1.5 * InOut, "");
        var stages = StageBounds.Of(model, model.Substrates[0]).Bare;
        var stage = Row($"Rkl1 stage{of}", "voxel-substrate stage", time.Times(1.0 / stages), moves, 2 * bytes);
        var name = string.Create(CultureInfo.InvariantCulture, $"Rkl1 window{of}, {stages} stages");
        return [Row(name, "voxel-substrate 0.1 min", time, moves * stages, 2 * bytes), stage];
    }

    private static Goal? GoalOf(CompiledModel model, SpeedRow row) =>
        model.Grid.Nx switch
        {
            64 or 100 => new Goal("copy passes", row.Copies!.Value, 10),
            256 => new Goal("copy passes", row.Copies!.Value, 5),
            _ => null,
        };

    private static string SizeOf(CompiledModel model)
    {
        var (grid, count) = (model.Grid, model.Substrates.Length);
        var voxels = grid.Is2D
            ? string.Create(CultureInfo.InvariantCulture, $"{grid.Nx} x {grid.Ny}")
            : string.Create(CultureInfo.InvariantCulture, $"{grid.Nx}^3");
        return voxels + (count == 1 ? " voxels" : string.Create(CultureInfo.InvariantCulture, $" voxels x {count}"));
    }
}
