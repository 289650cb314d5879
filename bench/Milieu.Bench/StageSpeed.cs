// Where the time of a step goes: processor milliseconds a simulated minute by stage.
using System.Globalization;
using Milieu.Engine;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Bench;

internal static class StageSpeed
{
    /// <summary>One run a model and a number of threads, of processor time, which a busy machine moves little; the stretch before warms up.</summary>
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
            var start = Environment.CpuUsage.TotalTime;
            simulation.RunTo(simulation.Tissue.Tick + Ticks(model, options.Minutes));
            var total = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / options.Minutes;
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
                $"{model}, {threads} threads, {cells} cells: {total:0.000} cpu ms/min"
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
        private TimeSpan _used;

        public double Milliseconds => _used.TotalMilliseconds;

        public Timed Around(IStage inner)
        {
            _inner = inner;
            return this;
        }

        public void Reset() => _used = TimeSpan.Zero;

        public void Run()
        {
            var start = Environment.CpuUsage.TotalTime;
            _inner!.Run();
            _used += Environment.CpuUsage.TotalTime - start;
        }
    }
}
