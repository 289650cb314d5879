// Nanoseconds a cell of each part of a mechanics step, on one thread.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Bench;

/// <summary>Cells strewn at the density of tissue (one in 2,494 um3, about 14 neighbors each), relaxed, then timed part by part.</summary>
internal static class MechanicsSpeed
{
    private const int Relaxing = 60;
    private const int Timed = 60;

    /// <param name="wishes">Number of cells (100000), then the kernel, then threads.</param>
    public static int Run(string[] wishes)
    {
        var cells = wishes.Length > 0 ? int.Parse(wishes[0], CultureInfo.InvariantCulture) : 100_000;
        var kernel = wishes.Length > 1 ? Enum.Parse<KernelKind>(wishes[1], true) : KernelKind.Vectorized;
        var threads = wishes.Length > 2 ? int.Parse(wishes[2], CultureInfo.InvariantCulture) : 1;
        var edge = Math.Ceiling(Math.Cbrt(cells * 2494.0) / 20) * 20;
        var model = BenchModels.Strewn(cells, edge);
        using var tissue = new Tissue(model);
        using var pool = new WorkerPool(threads);
        var context = new StepContext(model, tissue, new Chance(1), pool, kernel);
        new Founding(context).Run();
        using var forces = new ForcesStage(context);
        var move = new MoveStage(context);
        var spent = new TimeSpan[4];
        var sorts = 0;
        for (var step = 0; step < Relaxing + Timed; step++)
        {
            if (step == Relaxing)
                (spent, sorts) = (new TimeSpan[4], 0);
            if (Time(ref spent[0], context.Sorter.IsDue))
            {
                Time(ref spent[1], context.Sorter.Sort);
                sorts++;
            }
            Time(ref spent[2], forces.Run);
            Time(ref spent[3], move.Run);
            tissue.Tick++;
        }
        string[] names = ["due", "sort", "forces", "move"];
        for (var k = 0; k < names.Length; k++)
            Console.WriteLine($"{names[k], -7} {spent[k].TotalNanoseconds / Timed / cells, 8:F1} ns/cell");
        Console.WriteLine($"{sorts} sorts in {Timed} steps");
        return 0;
    }

    // Processor time, not wall time: other programs' work then spoils less.
    private static void Time(ref TimeSpan spent, Action part)
    {
        var before = Environment.CpuUsage.UserTime;
        part();
        spent += Environment.CpuUsage.UserTime - before;
    }

    private static T Time<T>(ref TimeSpan spent, Func<T> part)
    {
        var before = Environment.CpuUsage.UserTime;
        var result = part();
        spent += Environment.CpuUsage.UserTime - before;
        return result;
    }
}
