// The worker pool under stress: nobody sleeps through a job, failures surface, nothing is allocated.
using System.Diagnostics;

namespace Milieu.Engine.Tests;

public class ThreadsPoolTests
{
    [Theory(
        DisplayName = "Thousands of jobs of changing size, with pauses that let workers park, do every item exactly once; a lost wake-up would hang and a stale job would miscount"
    )]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 4)]
    [InlineData(7, 1)]
    public void EveryItemOnce(int workers, int chunk)
    {
        using var pool = new WorkerPool(workers, chunk);
        var job = new Count(new int[97]);
        var clock = Stopwatch.StartNew();
        var expected = 0L;
        for (var round = 0; round < 2000 && clock.ElapsedMilliseconds < 20_000; round++)
        {
            var count = 1 + ((round * 31) % job.Hits.Length);
            Array.Clear(job.Hits);
            pool.Run(job, count);
            for (var i = 0; i < job.Hits.Length; i++)
                Assert.Equal(i < count ? 1 : 0, job.Hits[i]);
            expected += count;
            if (round % 200 == 0)
                Thread.Sleep(2);
        }
        var done = Enumerable.Range(0, workers).Sum(pool.ItemsDone);
        Assert.Equal(expected, done);
        Assert.All(Enumerable.Range(0, workers), w => Assert.True(pool.ItemsDone(w) > 0, $"worker {w} never worked"));
    }

    [Fact(
        DisplayName = "Ownership is static: the same count gives each worker the same whole chunks, which is what lets a worker keep rows in its cache"
    )]
    public void OwnershipIsStatic()
    {
        using var pool = new WorkerPool(3, 16);
        var job = new Owner(new int[1000]);
        pool.Run(job, 1000);
        var first = (int[])job.Worker.Clone();
        Array.Fill(job.Worker, -1);
        pool.Run(job, 1000);
        Assert.Equal(first, job.Worker);
        for (var i = 1; i < 1000; i++)
        {
            Assert.True(first[i] >= first[i - 1]);
            if (i % 16 != 0)
                Assert.Equal(first[i - 1], first[i]);
        }
        Assert.Equal(2, first[^1]);
    }

    [Theory(
        DisplayName = "A failure on any worker, the caller included, is thrown as it was after all have stopped, and the pool works on"
    )]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void FailuresSurface(int workers, int failing)
    {
        using var pool = new WorkerPool(workers, 1);
        var job = new Fail(failing);
        for (var round = 0; round < 50; round++)
        {
            var thrown = Assert.Throws<ArithmeticException>(() => pool.Run(job, 9));
            Assert.Equal($"worker {failing}", thrown.Message);
            Assert.Equal(workers, job.Entered);
            Assert.Equal(job.Entered, job.Left);
            job.Entered = job.Left = 0;
            var count = new Count(new int[9]);
            pool.Run(count, 9);
            Assert.All(count.Hits, h => Assert.Equal(1, h));
        }
    }

    [Fact(DisplayName = "When several workers fail, the lowest one's failure is reported, whatever finished first")]
    public void LowestFailureWins()
    {
        using var pool = new WorkerPool(4, 1);
        for (var round = 0; round < 50; round++)
            Assert.Equal("worker 0", Assert.Throws<ArithmeticException>(() => pool.Run(new Fail(-1), 8)).Message);
    }

    [Fact(DisplayName = "A job that starts a job is refused instead of deadlocking, for any number of workers")]
    public void NoJobsWithinJobs()
    {
        foreach (var workers in new[] { 1, 2 })
        {
            using var pool = new WorkerPool(workers, 1);
            Assert.Throws<InvalidOperationException>(() => pool.Run(new Nest(pool), 4));
            pool.Run(new Count(new int[4]), 4);
        }
    }

    [Fact(DisplayName = "Dispose ends the workers, twice is harmless, and a job afterwards is refused")]
    public void DisposeIsSafe()
    {
        for (var round = 0; round < 30; round++)
        {
            var pool = new WorkerPool(3, 1);
            if (round % 2 == 0)
                pool.Run(new Count(new int[8]), 8);
            pool.Dispose();
            pool.Dispose();
            Assert.Throws<ObjectDisposedException>(() => pool.Run(new Count(new int[8]), 8));
        }
    }

    [Fact(DisplayName = "A run of a job allocates nothing on the calling thread nor on a worker")]
    public void NothingAllocated()
    {
        using var pool = new WorkerPool(2, 1);
        var job = new Allocated();
        for (var i = 0; i < 2000; i++)
            pool.Run(job, 4);
        var before = job.Sample(pool);
        for (var i = 0; i < 2000; i++)
            pool.Run(job, 4);
        var after = job.Sample(pool);
        Assert.Equal(before, after);
    }

    [Theory(DisplayName = "Less than one worker or row per chunk is refused")]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-3, 256)]
    public void RefusesNonsense(int workers, int chunk) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(workers, chunk));

    private sealed class Count(int[] hits) : IRangeJob
    {
        public int[] Hits => hits;

        public void Run(int begin, int end, int worker)
        {
            for (var i = begin; i < end; i++)
                hits[i]++;
        }
    }

    private sealed class Owner(int[] worker) : IRangeJob
    {
        public int[] Worker => worker;

        public void Run(int begin, int end, int worker1) => worker.AsSpan(begin, end - begin).Fill(worker1);
    }

    private sealed class Fail(int failing) : IRangeJob
    {
        public int Entered;
        public int Left;

        public void Run(int begin, int end, int worker)
        {
            Interlocked.Increment(ref Entered);
            try
            {
                if (failing == worker || failing < 0)
                    throw new ArithmeticException($"worker {worker}");
                Thread.SpinWait(2000);
            }
            finally
            {
                Interlocked.Increment(ref Left);
            }
        }
    }

    private sealed class Nest(WorkerPool pool) : IRangeJob
    {
        public void Run(int begin, int end, int worker) => pool.Run(this, 4);
    }

    private sealed class Allocated : IRangeJob
    {
        private readonly long[] _bytes = new long[2];
        private bool _isSampling;

        public (long, long) Sample(WorkerPool pool)
        {
            _isSampling = true;
            pool.Run(this, 4);
            _isSampling = false;
            return (_bytes[0], _bytes[1]);
        }

        public void Run(int begin, int end, int worker)
        {
            if (_isSampling)
                _bytes[worker] = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
