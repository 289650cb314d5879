// Copy passes over arrays of given sizes: what every kernel is compared with, in the same run.
using Milieu.Engine;

namespace Milieu.Speed;

/// <summary>Measures each size once.</summary>
internal sealed class Yardstick(SpeedWishes wishes) : IDisposable
{
    private readonly Dictionary<int, WorkerPool> _pools = [];
    private readonly Dictionary<(long Elements, int Threads), Measured> _passes = [];

    /// <summary>Nanoseconds a float of a pass that reads and writes an array in place.</summary>
    public double Pass(long elements, int threads)
    {
        if (!_passes.TryGetValue((elements, threads), out var pass))
        {
            if (!_pools.TryGetValue(threads, out var pool))
                _pools[threads] = pool = new WorkerPool(threads);
            var count = (int)Math.Min(elements, 1 << 28);
            pass = Ceilings.Of(CeilingKind.Pass, count, pool, wishes.EffortOfLoops, wishes.Cancellation);
            _passes[(elements, threads)] = pass;
        }
        return pass.Median;
    }

    /// <summary>Share of the ceiling: the time of a pass that moves so many bytes, over the time taken.</summary>
    /// <param name="footprint">Bytes of all arrays that the kernel touches: says in which cache they lie.</param>
    public double Share(double bytes, double nanoseconds, long footprint, int threads) =>
        bytes / CeilingJob.BytesPerElement(CeilingKind.Pass) * Pass(footprint / sizeof(float), threads) / nanoseconds;

    public void Dispose()
    {
        foreach (var pool in _pools.Values)
            pool.Dispose();
    }
}
