// Where the time of a step goes: milliseconds a simulated minute by stage.
using System.Diagnostics;
using System.Globalization;
using Milieu.Engine;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Bench;

internal static class StageSpeed
{
    /// <summary>One run a model and a number of threads; the stretch before the timed one warms up.</summary>
    public static int Run(string[] wishes)
    {
        var options = Wishes.Parse(wishes);
        foreach (var file in options.Files)
        foreach (var threads in options.Threads)
        {
            if (ModelText.Load(file, new DiskModelFiles(), []).Compiled is not { } model)
                return 3;
            using var simulation = new Simulation(
                model,
                new SimulationOptions
                {
                    Seed = 1,
                    Threads = threads,
                    Kernel = options.Kernel,
                }
            );
            var timed = Plan.Of(model).ToDictionary(p => p.Kind, _ => new Timed());
            foreach (var (kind, stage) in timed)
                simulation.Replace(kind, (_, inner) => stage.Around(inner));
            simulation.RunTo(Ticks(model, Math.Max(options.From, 10)));
            foreach (var stage in timed.Values)
                stage.Reset();
            var watch = Stopwatch.StartNew();
            simulation.RunTo(simulation.Tissue.Tick + Ticks(model, options.Minutes));
            var total = watch.Elapsed.TotalMilliseconds / options.Minutes;
            Print(model.Name, threads, simulation.Tissue.Cells.Count, total, timed, options.Minutes);
        }
        return 0;
    }

    private static long Ticks(CompiledModel model, double minutes) => (long)(minutes / model.Timing.TickMinutes);

    private static void Print(
        string model,
        int threads,
        int cells,
        double total,
        Dictionary<StageKind, Timed> stages,
        double minutes
    )
    {
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{model}, {threads} threads, {cells} cells: {total:0.000} ms/min"
            )
        );
        foreach (var (kind, stage) in stages)
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {kind, -10}{stage.Milliseconds / minutes, 9:0.000}  {100 * stage.Milliseconds / minutes / total, 5:0.0} %"
                )
            );
    }

    private sealed class Timed : IStage
    {
        private IStage? _inner;
        private long _ticks;

        public double Milliseconds => 1000.0 * _ticks / Stopwatch.Frequency;

        public Timed Around(IStage inner)
        {
            _inner = inner;
            return this;
        }

        public void Reset() => _ticks = 0;

        public void Run()
        {
            var start = Stopwatch.GetTimestamp();
            _inner!.Run();
            _ticks += Stopwatch.GetTimestamp() - start;
        }
    }
}
