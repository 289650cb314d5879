// How far workers have come, for workers that follow one another through the same work.
namespace Milieu.Engine;

/// <summary>A count of finished work for each worker; others wait for a count instead of for everybody.</summary>
/// <remarks>Who waits spins at first and gives its core away later, so that more workers than cores come to an end.</remarks>
internal sealed class Progress(int workers)
{
    // Counts of two workers never share a cache line.
    private const int Apart = 16;
    private readonly long[] _done = new long[(workers + 1) * Apart];
    private volatile bool _failed;

    /// <summary>Before the work starts anew.</summary>
    public void Reset()
    {
        Array.Clear(_done);
        _failed = false;
    }

    /// <summary>The worker has finished <paramref name="count"/> pieces; what it wrote for them can be read.</summary>
    public void Report(int worker, long count) => Volatile.Write(ref _done[(worker + 1) * Apart], count);

    /// <summary>Lets everybody stop waiting.</summary>
    public void Fail() => _failed = true;

    /// <returns>False when a worker failed: the count will not come.</returns>
    public bool Await(int worker, long count)
    {
        ref var done = ref _done[(worker + 1) * Apart];
        for (var spin = new SpinWait(); Volatile.Read(ref done) < count; spin.SpinOnce(sleep1Threshold: -1))
            if (_failed)
                return false;
        return true;
    }
}
