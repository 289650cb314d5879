// Runs everything that studies ask for and that is not done yet.
using System.Collections.Immutable;
using System.Diagnostics;
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>The front door of running studies.</summary>
public static class StudyRunner
{
    /// <param name="open">Makes the worker of a job.</param>
    /// <exception cref="RunFileException">A folder, a database or a disk refuses; runs that ended are recorded.</exception>
    public static StudiesOutcome Run(
        IReadOnlyList<Study> studies,
        StudyWishes wishes,
        Func<IRunWorker> open,
        IStudyWatch? watch,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var desks = new List<StudyDesk>();
        try
        {
            foreach (var study in studies)
                desks.Add(new StudyDesk(study, wishes));
            var waiting = WaitingRun.Of(desks);
            var reused = desks.Sum(d => d.Planned - d.Pending.Length);
            watch?.Planned(reused + waiting.Count, reused);
            var queue = new RunQueue(waiting, wishes, open, watch);
            queue.Run(cancellation);
            var interrupted = cancellation.IsCancellationRequested;
            ImmutableArray<StudyOutcome> outcomes = [.. desks.Select(d => d.Close())];
            if (outcomes.Length > 1)
                ReportWords.WriteTogether(outcomes, wishes);
            return new StudiesOutcome(outcomes, interrupted, clock.Elapsed.TotalSeconds, queue.Finished);
        }
        finally
        {
            foreach (var desk in desks)
                desk.Dispose();
        }
    }
}
