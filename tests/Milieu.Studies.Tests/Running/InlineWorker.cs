// A worker inside the test's own process, and a folder that goes when the test ends.
using Milieu.Runs;

namespace Milieu.Studies.Tests;

internal sealed class InlineWorker(Func<RunTask, RunEnd?>? instead = null) : IRunWorker
{
    public RunEnd Run(RunTask task, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        instead?.Invoke(task) ?? StudyRun.Run(task, progress, cancellation);

    public void Dispose() { }
}

internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("milieu-studies-").FullName;

    public string Of(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
