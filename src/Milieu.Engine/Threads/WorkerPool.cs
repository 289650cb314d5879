// Own threads with static ownership of blocks: the same rows go to the same worker for a given count.
namespace Milieu.Engine;

/// <summary>Work over a range of rows, planes or items; must write only what belongs to its range.</summary>
public interface IRangeJob
{
    /// <param name="begin">First item, a multiple of the chunk.</param>
    /// <param name="end">One past the last item.</param>
    /// <param name="worker">0 .. workers-1, for scratch that is private to a worker and never read by another.</param>
    void Run(int begin, int end, int worker);
}

/// <summary>Spin-then-park workers. Worker 0 is the calling thread.</summary>
public sealed class WorkerPool : IDisposable
{
    private readonly Thread[] _threads;
    private readonly ManualResetEventSlim _wake = new(false, 200);
    private readonly long[] _itemsDone;
    private readonly int _chunk;
    private IRangeJob? _job;
    private int _jobCount;
    private int _jobGrain;
    private int _pending;
    private int _generation;
    private bool _stopping;
    private Exception? _failure;

    /// <param name="workers">Total number of threads that work, the caller included; at least 1.</param>
    /// <param name="chunk">Rows per block of ownership; results must not depend on it.</param>
    public WorkerPool(int workers, int chunk = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunk, 1);
        Workers = workers;
        _chunk = chunk;
        _itemsDone = new long[workers * 8];
        _threads = new Thread[workers - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Loop(worker)) { IsBackground = true, Name = $"milieu-{worker}" };
            _threads[i].Start();
        }
    }

    public int Workers { get; }

    public int Chunk => _chunk;

    /// <summary>How many items each worker has been given so far.</summary>
    public long ItemsDone(int worker) => Volatile.Read(ref _itemsDone[worker * 8]);

    /// <summary>Runs the job over [0, count), split in runs of whole chunks, one run a worker.</summary>
    public void Run(IRangeJob job, int count) => Run(job, count, _chunk);

    /// <summary>As <see cref="Run(IRangeJob, int)"/> with its own grain (planes, substrates: 1).</summary>
    public void Run(IRangeJob job, int count, int grain)
    {
        if (count <= 0)
            return;
        if (Workers == 1 || count <= grain)
        {
            job.Run(0, count, 0);
            _itemsDone[0] += count;
            return;
        }
        _job = job;
        _jobCount = count;
        _jobGrain = grain;
        Volatile.Write(ref _pending, Workers - 1);
        Interlocked.Increment(ref _generation);
        _wake.Set();
        Work(0);
        var spin = new SpinWait();
        while (Volatile.Read(ref _pending) != 0)
            spin.SpinOnce(-1);
        _job = null;
        if (_failure is { } failure)
        {
            _failure = null;
            throw new InvalidOperationException("A worker failed: " + failure.Message, failure);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        Interlocked.Increment(ref _generation);
        _wake.Set();
        foreach (var thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    private void Loop(int worker)
    {
        var seen = 0;
        while (true)
        {
            var spin = new SpinWait();
            while (Volatile.Read(ref _generation) == seen)
            {
                if (spin.Count < 100)
                {
                    spin.SpinOnce(-1);
                    continue;
                }
                _wake.Wait(1);
            }
            seen = Volatile.Read(ref _generation);
            if (_stopping)
                return;
            try
            {
                Work(worker);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }
            if (Interlocked.Decrement(ref _pending) == 0)
                _wake.Reset();
        }
    }

    private void Work(int worker)
    {
        var blocks = (_jobCount + _jobGrain - 1) / _jobGrain;
        var begin = (int)((long)blocks * worker / Workers) * _jobGrain;
        var end = Math.Min((int)((long)blocks * (worker + 1) / Workers) * _jobGrain, _jobCount);
        if (begin >= end)
            return;
        _job!.Run(begin, end, worker);
        _itemsDone[worker * 8] += end - begin;
    }
}
