// What the machine's memory gives at best, in cache and beyond, measured beside the kernels.
using System.Collections.Immutable;
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>A ceiling of the machine.</summary>
/// <param name="Place">"L2", "L3" or "memory": where arrays of this size lie on common machines.</param>
/// <param name="Bytes">Bytes of all arrays together.</param>
/// <param name="GigabytesPerSecond">Bytes of the arrays that are read plus written, as counted, a nanosecond.</param>
public sealed record Ceiling(
    CeilingKind Kind,
    string Place,
    long Bytes,
    int Threads,
    Measured NanosecondsPerElement,
    double GigabytesPerSecond
);

/// <summary>Measures ceilings.</summary>
public static unsafe class Ceilings
{
    /// <summary>Bytes of all arrays together. The middle one is far above one core's L2 and below a common L3.</summary>
    private static readonly ImmutableArray<(string Place, int Bytes)> Sizes =
    [
        ("L2", 384 << 10),
        ("L3", 8 << 20),
        ("memory", 384 << 20),
    ];

    /// <summary>Every kind at every size.</summary>
    public static ImmutableArray<Ceiling> Measure(int threads, SpeedWishes wishes)
    {
        using var pool = new WorkerPool(threads);
        var found = ImmutableArray.CreateBuilder<Ceiling>();
        foreach (var (place, usual) in Sizes)
        foreach (var kind in Enum.GetValues<CeilingKind>())
        {
            // Filling hundreds of megabytes takes longer than a quick look may.
            var bytes = wishes.Quick ? Math.Min(usual, 12 << 20) : usual;
            var elements = bytes / Arrays(kind) / sizeof(float) / CeilingJob.Grain * CeilingJob.Grain;
            // Each core has an L2 of its own.
            elements *= place == "L2" ? threads : 1;
            var time = Of(kind, elements, pool, wishes.EffortOfLoops, wishes.Cancellation);
            var speed = CeilingJob.BytesPerElement(kind) / time.Median;
            found.Add(new Ceiling(kind, place, (long)elements * Arrays(kind) * sizeof(float), threads, time, speed));
        }
        return found.ToImmutable();
    }

    /// <summary>Nanoseconds an element of floats, for arrays of so many elements.</summary>
    public static Measured Of(
        CeilingKind kind,
        int elements,
        WorkerPool pool,
        Effort effort,
        CancellationToken cancellation
    )
    {
        const int LeastElements = 1 << 20;
        elements = (elements + CeilingJob.Grain - 1) / CeilingJob.Grain * CeilingJob.Grain;
        using var a = Array(elements, 1);
        using var b = Array(Arrays(kind) > 1 ? elements : 0, 2);
        using var c = Array(Arrays(kind) > 2 ? elements : 0, 3);
        var rounds = Math.Max(1, LeastElements / elements);
        var job = new CeilingJob(kind, a.Pointer, b.Pointer, c.Pointer, rounds);
        var units = (double)elements * rounds;
        return Measured.Of(() => pool.Run(job, elements, CeilingJob.Grain), units, effort, cancellation);
    }

    private static int Arrays(CeilingKind kind) => (int)kind + 1;

    private static Column<float> Array(int elements, float value)
    {
        var column = new Column<float>("ceiling");
        column.Reserve(Math.Max(elements, CeilingJob.Grain), 0);
        column.Span(elements).Fill(value);
        return column;
    }
}
