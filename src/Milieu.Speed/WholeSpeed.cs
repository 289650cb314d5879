// What a simulated minute of the dense ball takes, and how much memory.
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>The whole loop at a number of cells.</summary>
/// <param name="Mode">"physicell" (LOD, 0.01 min) or "native" (RKL1, 0.1 min).</param>
/// <param name="SecondsPerMinute">Wall seconds of a simulated minute; repeats of six minutes, so that each holds a phenotype step.</param>
/// <param name="CountedBytes">Columns, fields, their scratch and bins, as reserved.</param>
/// <param name="ResidentBytes">Of the process, everything included.</param>
/// <param name="AllocatedPerStep">Managed bytes a mechanics step.</param>
public sealed record WholeRow(
    int Cells,
    int Voxels,
    string Mode,
    int Threads,
    Measured SecondsPerMinute,
    double? SpeedUp,
    long CountedBytes,
    long ResidentBytes,
    double AllocatedPerStep,
    ImmutableArray<Goal> Goals
)
{
    public double NanosecondsPerCellMinute => 1e9 * SecondsPerMinute.Median / Cells;

    public double BytesPerCell => (double)CountedBytes / Cells;
}

/// <summary>Times whole simulations.</summary>
public static class WholeSpeed
{
    private const double RepeatMinutes = 6;

    public static ImmutableArray<WholeRow> Measure(SpeedWishes wishes)
    {
        int[] sizes =
            wishes.Quick ? [1_000]
            : wishes.Full ? [10_000, 100_000, 1_000_000]
            : [10_000, 100_000];
        var rows = ImmutableArray.CreateBuilder<WholeRow>();
        foreach (var cells in sizes)
        foreach (var native in (bool[])[false, true])
        {
            WholeRow? first = null;
            foreach (var threads in wishes.Threads)
            {
                var repeats = wishes.Quick ? 1 : RepeatsOf(cells);
                var row = Of(cells, native, threads, repeats, wishes);
                rows.Add(
                    first is null
                        ? row
                        : row with
                        {
                            SpeedUp = first.SecondsPerMinute.Median / row.SecondsPerMinute.Median,
                        }
                );
                first ??= row;
            }
        }
        return rows.ToImmutable();
    }

    /// <summary>One simulation: settled, then timed.</summary>
    internal static WholeRow Of(int cells, bool native, int threads, int repeats, SpeedWishes wishes)
    {
        var mode = native ? "native" : "physicell";
        wishes.Announce(string.Create(CultureInfo.InvariantCulture, $"{cells:N0} cells, {mode}, {threads} threads"));
        using var simulation = DenseBall.Start(cells, new SimulationOptions(Threads: threads), native);
        // What founding threw away is no part of what a run holds.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var minutes = wishes.Quick ? 0.1 : RepeatMinutes;
        WarmUp(simulation, wishes);
        var times = new double[repeats];
        var allocated = long.MaxValue;
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var (before, start) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
            Run(simulation, minutes, wishes.Cancellation);
            times[repeat] = Stopwatch.GetElapsedTime(start).TotalSeconds / minutes;
            // The least: what the runtime allocates while it compiles on the way is not the step's.
            allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        var row = new WholeRow(
            cells,
            simulation.Model.Grid.Voxels,
            mode,
            threads,
            Measured.Among(times),
            null,
            Memory.Counted(simulation),
            Memory.Resident,
            allocated * simulation.Model.Timing.MechanicsMinutes / minutes,
            []
        );
        return row with { Goals = GoalsOf(row) };
    }

    private static int RepeatsOf(int cells) => cells < 50_000 ? 7 : 3;

    /// <summary>Past the first phenotype step, and on until code is compiled for speed.</summary>
    private static void WarmUp(Simulation simulation, SpeedWishes wishes)
    {
        var start = Stopwatch.GetTimestamp();
        do Run(simulation, 0.1, wishes.Cancellation);
        while (Stopwatch.GetElapsedTime(start) < wishes.Effort.WarmUp * 2);
    }

    private static void Run(Simulation simulation, double minutes, CancellationToken cancellation)
    {
        var ticks = (long)Math.Round(minutes / simulation.Model.Timing.TickMinutes);
        if (!simulation.RunTo(simulation.Tissue.Tick + ticks, cancellation))
            cancellation.ThrowIfCancellationRequested();
    }

    private static ImmutableArray<Goal> GoalsOf(WholeRow row)
    {
        var time = row.SecondsPerMinute.Median;
        var goals = ImmutableArray.CreateBuilder<Goal>();
        if (row is { Mode: "physicell", Threads: 1, Cells: 100_000 })
            goals.Add(new Goal("s a simulated minute", time, 0.30));
        if (row is { Mode: "physicell", Threads: 1, Cells: 1_000_000 })
            goals.Add(new Goal("s a simulated minute", time, 3.5));
        if (row is { Mode: "physicell", Cells: 1_000_000 })
        {
            goals.Add(new Goal("MB counted", row.CountedBytes / 1e6, 350));
            goals.Add(new Goal("MB resident", row.ResidentBytes / 1e6, 600));
        }
        return goals.ToImmutable();
    }
}
