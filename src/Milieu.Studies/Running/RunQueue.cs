// Shares the machine among the runs that wait.
using System.Diagnostics;
using Milieu.Runs;

namespace Milieu.Studies;

internal sealed record WaitingRun(StudyDesk Desk, PlannedRun Run)
{
    public string LabelIn(bool isOneStudy) =>
        (isOneStudy ? "" : Desk.Name + ": ") + FormattableString.Invariant($"{Run.Arm.Name}, seed {Run.Seed}");
}

/// <summary>As many jobs as asked for, each with a worker that takes the next run; one thread a run while runs wait.</summary>
internal sealed class RunQueue(List<WaitingRun> waiting, StudyWishes wishes, Func<IRunWorker> open, IStudyWatch? watch)
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _isOneStudy = waiting.Select(w => w.Desk).Distinct().Count() == 1;
    private readonly double _allMinutes = waiting.Sum(w => Math.Max(1, w.Run.Arm.EndMinutes));
    private double _doneMinutes;
    private double _startedMinutes;
    private int _next;
    private int _finished;
    private Exception? _broken;

    /// <summary>Returns when all runs have ended, or stopped.</summary>
    public void Run(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var jobs = Enumerable
            .Range(0, Math.Min(wishes.Jobs, waiting.Count))
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
            while (!stop.IsCancellationRequested && Next(out var threads) is { } next)
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
        var task = next.Desk.TaskOf(next.Run, threads);
        var end = worker.Run(task, watch is null ? null : new ToldWatch(watch, place), cancellation);
        next.Desk.Record(next.Run, end, threads);
        lock (_lock)
        {
            if (end.Kind == RunEndKind.Stopped)
                return;
            _finished++;
            _doneMinutes += Math.Max(1, next.Run.Arm.EndMinutes);
            watch?.Ended(place, label, end, _finished, waiting.Count, Left());
        }
    }

    /// <summary>The next run; threads beyond one only where fewer runs than jobs are left.</summary>
    private WaitingRun? Next(out int threads)
    {
        lock (_lock)
        {
            threads = Math.Max(1, wishes.Jobs / Math.Max(1, waiting.Count - _finished));
            if (_next == waiting.Count)
                return null;
            _startedMinutes += Math.Max(1, waiting[_next].Run.Arm.EndMinutes);
            return waiting[_next++];
        }
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
