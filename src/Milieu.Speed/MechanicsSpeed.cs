// What sorting, forces and motion take in the dense ball.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;
using Milieu.Runs;

namespace Milieu.Speed;

/// <summary>Times mechanics as a run does them, stage by stage, and a tick on which a Sort is due.</summary>
public static class MechanicsSpeed
{
    private const int Settling = 20;
    private const int Steps = 20;
    private const double MostNanoseconds = 100;
    private const double LeastSpeedUp = 1.9;
    private const int CellsOfGoal = 100_000;

    public static ImmutableArray<SpeedRow> Measure(SpeedWishes wishes)
    {
        using var yardstick = new Yardstick(wishes);
        int[] sizes =
            wishes.Quick ? [2_000]
            : wishes.Full ? [CellsOfGoal, 1_000_000]
            : [CellsOfGoal];
        var rows = sizes.SelectMany(c => wishes.Threads.SelectMany(t => Of(c, t, wishes, yardstick)));
        return [.. SpeedUps.Of([.. rows]).Select(WithGoal)];
    }

    private static IEnumerable<SpeedRow> Of(int cells, int threads, SpeedWishes wishes, Yardstick yardstick)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{cells:N0} cells");
        wishes.Announce(string.Create(CultureInfo.InvariantCulture, $"mechanics, {size}, {threads} threads"));
        using var simulation = DenseBall.Start(cells, new SimulationOptions(Threads: threads));
        var profile = new StageProfile(simulation);
        Run(simulation, wishes.Quick ? 1 : Settling, wishes.Cancellation);
        var readings = Enumerable
            .Range(0, wishes.Effort.Repeats)
            .Select(_ => Read(simulation, profile, wishes))
            .ToArray();
        var rows = simulation.Tissue.Cells;
        SpeedRow Row(string kernel, Func<Reading, double> of, double bytes)
        {
            var time = Measured.Among([.. readings.Select(of)]);
            return new SpeedRow
            {
                Kernel = kernel,
                Size = size,
                Threads = threads,
                Unit = "cell step",
                Nanoseconds = time,
                Bytes = bytes,
                ShareOfCeiling = yardstick.Share(bytes, time.Median, (long)(bytes * cells), threads),
            };
        }
        var state = rows.StateColumns.Sum(c => c.ElementSize);
        var (forces, move) = (readings[0].BytesOfForces, readings[0].BytesOfMove);
        return
        [
            Row("sort, a whole one", r => r.Sort, 2 * state),
            Row("forces", r => r.Forces, forces),
            Row("forces, finding neighbors included", r => r.Forces + r.Commit, forces),
            Row("move", r => r.Move, move),
        ];
    }

    private static Reading Read(Simulation simulation, StageProfile profile, SpeedWishes wishes)
    {
        profile.Reset();
        Run(simulation, wishes.Quick ? 1 : Steps, wishes.Cancellation);
        var stages = profile.Stages.ToDictionary(s => s.Stage);
        ProfiledStage Of(StageKind kind) => stages[kind.ToString()];
        var steps = Of(StageKind.Forces).Calls;
        profile.Reset();
        simulation.Tissue.SortDue = true;
        simulation.Step();
        var sort = profile.Stages.First(s => s.Stage == nameof(StageKind.Commit)).NanosecondsPerUnit;
        return new Reading(
            sort,
            Of(StageKind.Forces).NanosecondsPerUnit,
            // Where fields have ticks of their own, Commit looks at those too.
            Of(StageKind.Commit).NanosecondsPerUnit
                * Of(StageKind.Commit).Calls
                / steps,
            Of(StageKind.Move).NanosecondsPerUnit,
            Of(StageKind.Forces).BytesPerUnit,
            Of(StageKind.Move).BytesPerUnit
        );
    }

    private static void Run(Simulation simulation, int steps, CancellationToken cancellation) =>
        simulation.RunTo(simulation.Tissue.Tick + (steps * simulation.Model.Timing.MechanicsPeriod), cancellation);

    private static SpeedRow WithGoal(SpeedRow row)
    {
        if (!row.Kernel.Contains("neighbors", StringComparison.Ordinal))
            return row;
        if (row.Threads == 1)
            return row with { Goal = new Goal("ns a cell", row.Nanoseconds.Median, MostNanoseconds) };
        return row is { Threads: 2, SpeedUp: { } gain }
            ? row with
            {
                Goal = new Goal("times faster", gain, LeastSpeedUp, IsLeast: true),
            }
            : row;
    }

    private readonly record struct Reading(
        double Sort,
        double Forces,
        double Commit,
        double Move,
        double BytesOfForces,
        double BytesOfMove
    );
}
