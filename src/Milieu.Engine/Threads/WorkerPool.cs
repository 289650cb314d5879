// Own threads with static ownership of blocks: the same rows go to the same worker for a given count.
using System.Runtime.ExceptionServices;

namespace Milieu.Engine;

/// <summary>Work over a range of rows, planes or items; must write only what belongs to its range.</summary>
public interface IRangeJob
{
    /// <param name="begin">First item, a multiple of the chunk.</param>
    /// <param name="end">One past the last item.</param>
    /// <param name="worker">0 .. workers-1, for scratch that is private to a worker and never read by another.</param>
    void Run(int begin, int end, int worker);
}

/// <summary>Spin-then-park workers. Worker 0 is the calling thread. One caller at a time; a job starts no other job.</summary>
public sealed class WorkerPool : IDisposable
{
    // About 50 us: the serial gaps between the jobs of a step are shorter, so workers seldom sleep within one.
    private const int SpinTurns = 1500;

    // A few ns a row: fewer rows than this cost less than waking a worker.
    private const int LightChunks = 16;

    private readonly Worker[] _workers;
    private readonly int _spinTurns;
    private IRangeJob? _job;
    private int _jobCount;
    private int _jobGrain;
    private int _pending;
    private int _generation;
    private bool _stopping;

    /// <param name="workers">Total number of threads that work, the caller included; at least 1.</param>
    /// <param name="chunk">Rows per block of ownership; results must not depend on it.</param>
    public WorkerPool(int workers, int chunk = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunk, 1);
        Chunk = chunk;

        // Spinning with more workers than cores only keeps the others from working.
        _spinTurns = workers <= Environment.ProcessorCount ? SpinTurns : 0;
        _workers = new Worker[workers];
        for (var i = 0; i < workers; i++)
            _workers[i] = new Worker();
        for (var i = 1; i < workers; i++)
        {
            var worker = i;
            _workers[i].Thread = new Thread(() => Loop(worker)) { IsBackground = true, Name = $"milieu-{i}" };
            _workers[i].Thread!.Start();
        }
    }

    public int Workers => _workers.Length;

    /// <summary>Rows per block of ownership.</summary>
    public int Chunk { get; }

    /// <summary>How many items each worker has been given so far.</summary>
    public long ItemsDone(int worker) => Volatile.Read(ref _workers[worker].ItemsDone);

    /// <summary>Runs the job over [0, count), split in runs of whole chunks, one run a worker.</summary>
    /// <remarks>A job of at most one chunk runs on the caller alone: waking a worker would cost more.</remarks>
    public void Run(IRangeJob job, int count) => Run(job, count, Chunk);

    /// <summary>As <see cref="Run(IRangeJob, int)"/> for work of a few ns a row: many chunks stay on one worker.</summary>
    public void RunLight(IRangeJob job, int count) => Run(job, count, Chunk * LightChunks);

    /// <summary>As <see cref="Run(IRangeJob, int)"/> with its own grain (planes, substrates: 1).</summary>
    /// <exception cref="Exception">The failure of the lowest worker that failed, once all have stopped.</exception>
    public void Run(IRangeJob job, int count, int grain)
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        if (_job is not null)
            throw new InvalidOperationException("A job may not start another job.");
        if (count <= 0)
            return;
        _job = job;
        try
        {
            if (_workers.Length == 1 || count <= grain)
            {
                job.Run(0, count, 0);
                _workers[0].ItemsDone += count;
                return;
            }
            _jobCount = count;
            _jobGrain = grain;
            _pending = _workers.Length - 1;
            Wake();
            Work(0);
            for (int left; (left = Volatile.Read(ref _pending)) != 0; )
                AwaitChange(_workers[0], ref _pending, left);
        }
        finally
        {
            _job = null;
        }
        ThrowFailure();
    }

    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        Wake();
        foreach (var worker in _workers)
            worker.Dispose();
    }

    private void Wake()
    {
        Interlocked.Increment(ref _generation);
        foreach (var worker in _workers)
            Unpark(worker);
    }

    private void Loop(int index)
    {
        var self = _workers[index];
        var seen = 0;
        while (true)
        {
            while (Volatile.Read(ref _generation) == seen)
                AwaitChange(self, ref _generation, seen);
            seen = Volatile.Read(ref _generation);
            if (_stopping)
                return;
            Work(index);
            if (Interlocked.Decrement(ref _pending) == 0)
                Unpark(_workers[0]);
        }
    }

    private void Work(int index)
    {
        var blocks = (_jobCount + _jobGrain - 1) / _jobGrain;
        var begin = (int)((long)blocks * index / _workers.Length) * _jobGrain;
        var end = (int)Math.Min((long)blocks * (index + 1) / _workers.Length * _jobGrain, _jobCount);
        if (begin >= end)
            return;
        try
        {
            _job!.Run(begin, end, index);
            _workers[index].ItemsDone += end - begin;
        }
        catch (Exception failure)
        {
            _workers[index].Failure = failure;
        }
    }

    // The lowest worker's failure, so that which one is reported does not depend on timing.
    private void ThrowFailure()
    {
        Exception? first = null;
        foreach (var worker in _workers)
        {
            first ??= worker.Failure;
            worker.Failure = null;
        }
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
    }

    // Returns once the word may hold something else than the value. A wake-up cannot be lost: the worker says that it
    // parks before it looks at the word for the last time, and the waker changes the word before it looks who parks.
    private void AwaitChange(Worker self, ref int word, int value)
    {
        for (var turn = 0; turn < _spinTurns; turn++)
        {
            if (Volatile.Read(ref word) != value)
                return;
            Thread.SpinWait(1);
        }
        Interlocked.Exchange(ref self.Parked, 1);
        if (Volatile.Read(ref word) == value || Interlocked.Exchange(ref self.Parked, 0) == 0)
            self.Signal.WaitOne();
    }

    private static void Unpark(Worker worker)
    {
        if (Volatile.Read(ref worker.Parked) != 0 && Interlocked.Exchange(ref worker.Parked, 0) != 0)
            worker.Signal.Set();
    }

    private sealed class Worker : IDisposable
    {
        public readonly AutoResetEvent Signal = new(false);
        public Thread? Thread;
        public Exception? Failure;
        public long ItemsDone;
        public int Parked;

        public void Dispose()
        {
            Thread?.Join();
            Signal.Dispose();
        }
    }
}
