// What the exchange of cells with the fields takes in the dense ball.
using System.Diagnostics;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>Field windows of the dense ball: what is done once a window, and what every step takes.</summary>
internal static class ExchangeSpeed
{
    /// <summary>A short and a long window tell the two parts apart.</summary>
    private const int Long = 51;

    public static IEnumerable<SpeedRow> Measure(int cells, bool native, int threads, SpeedWishes wishes)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{cells:N0} cells");
        var scheme = native ? "Rkl1" : "Lod";
        wishes.Announce(string.Create(CultureInfo.InvariantCulture, $"exchange, {scheme}, {size}, {threads} threads"));
        using var simulation = DenseBall.Start(cells, new SimulationOptions(Threads: threads), native);
        using var stage = new FieldsStage(simulation.Context);
        var count = simulation.Tissue.Cells.Count;
        // In pairs, so that what moves the machine moves both.
        var (once, each) = (new double[wishes.Effort.Repeats], new double[wishes.Effort.Repeats]);
        Window(stage, 1, wishes);
        for (var repeat = 0; repeat < once.Length; repeat++)
        {
            var (one, many) = (Window(stage, 1, wishes), Window(stage, Long, wishes));
            each[repeat] = (many - one) / (Long - 1);
            once[repeat] = one - each[repeat];
        }
        SpeedRow Row(string kernel, string unit, Measured time) =>
            new()
            {
                Kernel = kernel,
                Size = size,
                Threads = threads,
                Unit = unit,
                Nanoseconds = time,
            };
        return
        [
            Row(
                $"{scheme} step with exchange",
                "voxel step",
                Measured.Among(each).Times(1.0 / simulation.Model.Grid.Voxels)
            ),
            Row($"{scheme} exchange refresh", "cell-substrate window", Measured.Among(once).Times(1.0 / count)),
        ];
    }

    /// <returns>Nanoseconds of a window, in the mean over so many that they fill a reading.</returns>
    private static double Window(FieldsStage stage, int steps, SpeedWishes wishes)
    {
        var start = Stopwatch.GetTimestamp();
        var windows = 0;
        while (windows == 0 || Stopwatch.GetElapsedTime(start) < wishes.Effort.Repeat)
        {
            wishes.Cancellation.ThrowIfCancellationRequested();
            stage.Advance(steps);
            windows++;
        }
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / windows;
    }
}
