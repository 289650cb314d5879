// Workers that wait for one another's progress.
namespace Milieu.Engine.Tests;

public sealed class ProgressTests
{
    [Fact(
        DisplayName = "Workers that follow one another come to an end with more of them than cores: a lost report or a wait that never yields hangs"
    )]
    public void ManyFollowOneAnother()
    {
        using var pool = new WorkerPool(6);
        var relay = new Relay(6, failsAt: -1);
        for (var round = 0; round < 3; round++)
        {
            relay.Progress.Reset();
            pool.Run(relay, 6, 1);
        }
        Assert.Equal(6 * 3 * Relay.Laps, relay.Handed);
    }

    [Fact(DisplayName = "When one of them throws, the others stop waiting and its failure is the one reported")]
    public void FailureEndsTheWaiting()
    {
        using var pool = new WorkerPool(4);
        var relay = new Relay(4, failsAt: 2);
        Assert.Throws<InvalidTimeZoneException>(() => pool.Run(relay, 4, 1));
        Assert.False(relay.Progress.Await(2, Relay.Laps));
    }

    /// <summary>Worker w does a lap after worker w-1 did it, and worker 0 after the last did the lap before.</summary>
    private sealed class Relay(int workers, int failsAt) : IRangeJob
    {
        public const int Laps = 200;

        private int _handed;

        public Progress Progress { get; } = new(workers);

        public int Handed => _handed;

        public void Run(int begin, int end, int worker)
        {
            for (var lap = 1; lap <= Laps; lap++)
            {
                if (begin == failsAt && lap == Laps / 2)
                {
                    Progress.Fail();
                    throw new InvalidTimeZoneException();
                }
                var goesOn = begin == 0 ? Progress.Await(workers - 1, lap - 1) : Progress.Await(begin - 1, lap);
                if (!goesOn)
                    return;
                _handed++;
                Progress.Report(begin, lap);
            }
        }
    }
}
