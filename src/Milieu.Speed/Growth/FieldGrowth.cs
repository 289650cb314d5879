// How field steps grow with voxels and with substrates.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>Milliseconds of a simulated minute of fields without cells: 100 steps of LOD, or 10 windows of RKL1.</summary>
public static class FieldGrowth
{
    private const double StepsPerMinute = 100;
    private const double WindowsPerMinute = 10;

    /// <summary>Cubes of one substrate.</summary>
    public static ImmutableArray<GrowthSeries> Voxels(SpeedWishes wishes)
    {
        int[] edges = wishes.Quick ? [8, 16] : [22, 46, 100, 146, 216];
        return [.. Series(wishes, [.. edges.Select(e => (Math.Pow(e, 3), (e, e, e, 1)))], "")];
    }

    /// <summary>One grid and more and more substrates: a cube, and a plane as in 2-D models.</summary>
    public static ImmutableArray<GrowthSeries> Substrates(SpeedWishes wishes)
    {
        int[] counts = wishes.Quick ? [1, 2] : [1, 2, 5, 10, 20, 40];
        var (cube, plane) = wishes.Quick ? (8, 16) : (64, 50);
        return
        [
            .. Series(wishes, [.. counts.Select(n => ((double)n, (cube, cube, cube, n)))], $"{cube}^3, "),
            .. Series(wishes, [.. counts.Select(n => ((double)n, (plane, plane, 1, n)))], $"{plane} x {plane}, "),
        ];
    }

    private static IEnumerable<GrowthSeries> Series(
        SpeedWishes wishes,
        (double Size, (int Nx, int Ny, int Nz, int Substrates) Box)[] sizes,
        string where
    )
    {
        foreach (var integrator in (Integrator[])[Integrator.Lod, Integrator.Rkl1])
        foreach (var threads in wishes.Threads)
        {
            var scheme = integrator == Integrator.Lod ? "LOD" : "RKL1";
            var name = string.Create(CultureInfo.InvariantCulture, $"{where}{scheme}, {Threads(threads)}");
            wishes.Announce(name);
            yield return new GrowthSeries(
                name,
                threads,
                [.. sizes.Select(s => Point(s.Size, s.Box, integrator, threads, wishes))]
            );
        }
    }

    internal static string Threads(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";

    private static GrowthPoint Point(
        double size,
        (int Nx, int Ny, int Nz, int Substrates) box,
        Integrator integrator,
        int threads,
        SpeedWishes wishes
    )
    {
        var model = FieldScene.Box(box.Nx, box.Ny, box.Nz, box.Substrates, integrator);
        using var scene = new FieldScene(model, threads);
        var window = integrator == Integrator.Lod ? 10 : 1;
        var time = Measured.Of(() => scene.Advance(window), 1, wishes.Effort, wishes.Cancellation);
        var windows = integrator == Integrator.Lod ? StepsPerMinute / window : WindowsPerMinute;
        return new GrowthPoint(size, time.Times(windows / 1e6), scene.Bytes);
    }
}
