// Whole-model speed: milliseconds of wall time a simulated minute, nothing written.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Milieu.Engine;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Bench;

/// <summary>One measurement; medians over repeats.</summary>
/// <param name="Cells">At the start and at the end of the stretch that was timed.</param>
/// <param name="MsPerMinute">Wall milliseconds per simulated minute.</param>
/// <param name="CpuMsPerMinute">Processor milliseconds of all threads; less moved by a busy machine than wall time.</param>
/// <param name="CellStepsPerSecond">Cells times mechanics steps per second of wall time.</param>
internal sealed record Speed(
    string Model,
    int Threads,
    string Kernel,
    int[] Cells,
    int Voxels,
    int Substrates,
    double FromMinutes,
    double Minutes,
    double MsPerMinute,
    double Fastest,
    double Slowest,
    double CpuMsPerMinute,
    double CellStepsPerSecond
);

internal static class ModelSpeed
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Prints a table on standard error and one line of JSON on standard output.</summary>
    public static int Run(string[] wishes)
    {
        var options = Wishes.Parse(wishes);
        var speeds = new List<Speed>();
        Console.Error.WriteLine(
            "model                 threads   cells          ms/min  (fastest-slowest)  cpu ms/min  M cell-steps/s"
        );
        foreach (var file in options.Files)
        foreach (var threads in options.Threads)
        {
            var loaded = ModelText.Load(file, new DiskModelFiles(), []);
            if (loaded.Compiled is not { } model)
            {
                Console.Error.WriteLine(string.Join('\n', loaded.Diagnostics));
                return 3;
            }
            var speed = Measure(model, threads, options);
            speeds.Add(speed);
            Console.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{speed.Model, -22}{threads, 7}   {speed.Cells[0], 6}-{speed.Cells[1], -6}{speed.MsPerMinute, 8:0.00}  ({speed.Fastest:0.00}-{speed.Slowest:0.00})  {speed.CpuMsPerMinute, 10:0.00}  {speed.CellStepsPerSecond / 1e6, 12:0.00}"
                )
            );
        }
        Console.Out.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    runtime = RuntimeInformation.FrameworkDescription,
                    processors = Environment.ProcessorCount,
                    speeds,
                },
                Json
            )
        );
        return 0;
    }

    /// <summary>Each repeat is a new simulation of the same seed, brought to the same tick, so all repeats do the same work.</summary>
    private static Speed Measure(CompiledModel model, int threads, Wishes options)
    {
        var timing = model.Timing;
        var from = (long)(options.From / timing.TickMinutes);
        var to = from + (long)(options.Minutes / timing.TickMinutes);
        var seconds = new List<double>();
        var cpu = new List<double>();
        var cells = new int[2];
        double cellSteps = 0;
        for (var repeat = 0; repeat <= options.Repeats; repeat++)
        {
            using var simulation = new Simulation(
                model,
                new SimulationOptions
                {
                    Seed = 1,
                    Threads = threads,
                    Kernel = options.Kernel,
                }
            );
            simulation.RunTo(from);
            cells[0] = simulation.Tissue.Cells.Count;
            cellSteps = 0;
            var used = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            while (simulation.Tissue.Tick < to)
            {
                if (simulation.Tissue.Tick % timing.MechanicsPeriod == 0)
                    cellSteps += simulation.Tissue.Cells.Count;
                simulation.Step();
            }
            // The first repeat warms up: code is compiled while it runs.
            if (repeat > 0)
            {
                seconds.Add(watch.Elapsed.TotalSeconds);
                cpu.Add((Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            }
            cells[1] = simulation.Tissue.Cells.Count;
        }
        seconds.Sort();
        cpu.Sort();
        var median = seconds[seconds.Count / 2];
        return new Speed(
            model.Name,
            threads,
            options.Kernel.ToString(),
            cells,
            model.Grid.Voxels,
            model.Substrates.Length,
            options.From,
            options.Minutes,
            1000 * median / options.Minutes,
            1000 * seconds[0] / options.Minutes,
            1000 * seconds[^1] / options.Minutes,
            cpu[cpu.Count / 2] / options.Minutes,
            cellSteps / median
        );
    }
}
