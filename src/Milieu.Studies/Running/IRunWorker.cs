// Who carries out the runs of a study.
using Milieu.Runs;

namespace Milieu.Studies;

/// <summary>Carries out one run after another.</summary>
public interface IRunWorker : IDisposable
{
    /// <summary>Runs a task to its end; cancelling lets it save a checkpoint and stop.</summary>
    RunEnd Run(RunTask task, IProgress<RunProgress>? progress, CancellationToken cancellation);
}
