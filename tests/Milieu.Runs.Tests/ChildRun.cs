// A run in a process of its own, to be killed.
namespace Milieu.Runs.Tests;

internal static class ChildRun
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts the run of a folder, or resumes it where one is there; saves checkpoints fifty times a second.</summary>
    public static int Go(string folder)
    {
        var outcome = File.Exists(Path.Combine(folder, "run.json"))
            ? Runner.Resume(
                new ResumeRequest
                {
                    Folder = folder,
                    Threads = 1,
                    CheckpointEvery = Often,
                }
            )
            : Runner.Start(TestModels.Request(folder) with { Threads = 1, CheckpointEvery = Often });
        return outcome.Interrupted ? 1 : 0;
    }
}
