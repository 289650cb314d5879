// Shares the machine among the runs that wait.
using System.Diagnostics;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>
/// As many jobs as asked for, each with a worker that takes the next run; one thread a run while runs wait. An arm waits for its
/// trunk.
/// </summary>
internal sealed class RunQueue(List<WaitingRun> waiting, StudyWishes wishes, Func<IRunWorker> open, IStudyWatch? watch)
{
    private readonly object _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _isOneStudy = waiting.SelectMany(w => w.Asked).Select(a => a.Desk).Distinct().Count() == 1;
    private readonly double _allMinutes = waiting.Sum(w => w.Minutes);
    private readonly int _all = waiting.Count;
    private readonly List<WaitingRun> _waiting = [.. waiting];

    // Desks have folders of their own, and so trunks of their own.
    private readonly HashSet<(StudyDesk, string)> _growing =
    [
        .. waiting
            .Where(w => waiting.Exists(o => o.Desk == w.Desk && o.Run.Trunk?.Identity == w.Run.Identity))
            .Select(w => (w.Desk, w.Run.Identity)),
    ];
    private double _doneMinutes;
    private double _startedMinutes;
    private int _finished;
    private Exception? _broken;

    /// <summary>Runs that have ended.</summary>
    public int Finished => _finished;

    /// <summary>Returns when all runs have ended, or stopped.</summary>
    public void Run(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var wake = stop.Token.Register(Wake);
        var jobs = Enumerable
            .Range(0, Math.Min(wishes.Jobs, _all))
            .Select(place =>
                Task.Factory.StartNew(
                    () => Job(place, stop),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            )
            .ToArray();
        Task.WaitAll(jobs, CancellationToken.None);
        if (_broken is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_broken);
    }

    private void Job(int place, CancellationTokenSource stop)
    {
        try
        {
            using var worker = open();
            while (Next(stop.Token, out var threads) is { } next)
                One(place, worker, next, threads, stop.Token);
        }
#pragma warning disable CA1031 // whatever it is, it is thrown again when the other jobs have stopped
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The database or the disk of a study refuses: nothing more could be recorded.
            lock (_lock)
                _broken ??= e;
            stop.Cancel();
        }
    }

    private void One(int place, IRunWorker worker, WaitingRun next, int threads, CancellationToken cancellation)
    {
        var label = next.LabelIn(_isOneStudy);
        watch?.Started(place, label);
        var task = next.TaskOf(threads);
        var end = worker.Run(task, watch is null ? null : new ToldWatch(watch, place), cancellation);
        if (end.Kind == RunEndKind.Stopped)
            return;
        End(place, next, end, threads);
        foreach (var arm in Freed(next, end.Kind == RunEndKind.Failed))
            End(place, arm, end with { Reason = "its trunk broke: " + end.Reason }, threads);
    }

    private void End(int place, WaitingRun run, RunEnd end, int threads)
    {
        run.Record(end, threads);
        lock (_lock)
        {
            _finished++;
            _doneMinutes += run.Minutes;
            watch?.Ended(place, run.LabelIn(_isOneStudy), end, _finished, _all, Left());
        }
    }

    /// <summary>Lets the arms of a trunk go, or takes them away where there is nothing from which they could start.</summary>
    private List<WaitingRun> Freed(WaitingRun trunk, bool isBroken)
    {
        lock (_lock)
        {
            List<WaitingRun> arms = [];
            if (_growing.Remove((trunk.Desk, trunk.Run.Identity)) && isBroken)
            {
                arms = _waiting.FindAll(w => w.Desk == trunk.Desk && w.Run.Trunk?.Identity == trunk.Run.Identity);
                _startedMinutes += arms.Sum(a => a.Minutes);
                _waiting.RemoveAll(arms.Contains);
            }
            Monitor.PulseAll(_lock);
            return arms;
        }
    }

    /// <summary>The next run that can start; threads beyond one only where fewer runs than jobs are left.</summary>
    private WaitingRun? Next(CancellationToken stop, out int threads)
    {
        lock (_lock)
            while (true)
            {
                threads = Math.Max(1, wishes.Jobs / Math.Max(1, _all - _finished));
                if (stop.IsCancellationRequested || _waiting.Count == 0)
                    return null;
                var next = _waiting.FindIndex(w =>
                    w.Run.Trunk is not { } trunk || !_growing.Contains((w.Desk, trunk.Identity))
                );
                if (next >= 0)
                {
                    var run = _waiting[next];
                    _waiting.RemoveAt(next);
                    _startedMinutes += run.Minutes;
                    return run;
                }
                Monitor.Wait(_lock);
            }
    }

    private void Wake()
    {
        lock (_lock)
            Monitor.PulseAll(_lock);
    }

    // Runs under way count half: that is where they are on average.
    private TimeSpan? Left() =>
        0.5 * (_startedMinutes + _doneMinutes) is var done and > 0
            ? _clock.Elapsed * ((_allMinutes - done) / done)
            : null;

    private sealed class ToldWatch(IStudyWatch watch, int place) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => watch.Progress(place, value);
    }
}
