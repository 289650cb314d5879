// Error against time of the field schemes, on a problem whose answer is known.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>Oxygen in a ball of uptake, 50^3 voxels, float, one thread: the same runs give the times and the errors.</summary>
public static class FieldAccuracy
{
    /// <summary>Cells do not move within this, min: the exchange is gathered once for it.</summary>
    private const double Window = 0.1;

    /// <summary>By then every scheme stands at its own steady state, min.</summary>
    private const double Long = 6;

    /// <summary>The scheme that the others' time is measured against: ten of its steps are a mechanics step.</summary>
    public const string Yardstick = "Lod, dt 0.01";

    public static ImmutableArray<AccuracyRow> Measure(SpeedWishes wishes)
    {
        wishes.Announce("accuracy: the steady state and a fine solution");
        var ball = wishes.Quick ? new BallOfUptake(14, 80) : new BallOfUptake(50, 300);
        var fine = Fine(ball);
        var rows = ImmutableArray.CreateBuilder<AccuracyRow>();
        foreach (var dt in (double[])[0.01, 0.02, 0.05, 0.1, 0.2])
            rows.Add(Of(ball, Integrator.Lod, dt, fine, wishes));
        foreach (var dt in (double[])[0.05, 0.1, 0.2, 0.5])
            rows.Add(Of(ball, Integrator.Rkl1, dt, fine, wishes));
        // D dt / dx2 = 0.16: stable, and no density can turn negative.
        rows.Add(Of(ball, Integrator.Explicit, 1.0 / 1600, fine, wishes));
        return rows.ToImmutable();
    }

    private static AccuracyRow Of(
        BallOfUptake ball,
        Integrator integrator,
        double dt,
        double[] fine,
        SpeedWishes wishes
    )
    {
        var scheme = string.Create(CultureInfo.InvariantCulture, $"{integrator}, dt {dt:0.####}");
        wishes.Announce("accuracy: " + scheme);
        using var scene = ball.Start(integrator, dt);
        var steps = Math.Max(1, (int)Math.Round(Window / dt));
        Advance(scene, 1, dt, steps);
        var transient = ball.Distance(scene, fine);
        Advance(scene, Long - 1, dt, steps);
        var steady = ball.Distance(scene, ball.Steady);
        var units = scene.VoxelSubstrates * steps * dt;
        var time = Measured.Of(() => scene.Advance(steps), units, wishes.Effort, wishes.Cancellation);
        return new AccuracyRow(scheme, dt, time.Median, steady, transient);
    }

    /// <summary>One minute after the start, to 1e-5 mmHg: forward Euler in double at two steps, extrapolated.</summary>
    private static double[] Fine(BallOfUptake ball)
    {
        var (coarse, fine) = (Minute(ball, 1.0 / 1600), Minute(ball, 1.0 / 3200));
        for (var voxel = 0; voxel < fine.Length; voxel++)
            fine[voxel] = (2 * fine[voxel]) - coarse[voxel];
        return fine;
    }

    private static double[] Minute(BallOfUptake ball, double dt)
    {
        using var scene = ball.Start(Integrator.Explicit, dt, isDouble: true);
        Advance(scene, 1, dt, (int)Math.Round(Window / dt));
        var field = scene.Tissue.Fields[0];
        return [.. Enumerable.Range(0, scene.Model.Grid.Voxels).Select(v => field[field.OffsetOfVoxel(v)])];
    }

    private static void Advance(FieldScene scene, double minutes, double dt, int window)
    {
        var steps = (int)Math.Round(minutes / dt);
        for (var step = 0; step < steps; step += window)
            scene.Advance(Math.Min(window, steps - step));
    }
}
