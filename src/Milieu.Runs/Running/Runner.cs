// The front door of running: start a run, go on with one.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Runs;

/// <summary>Runs models into run folders.</summary>
/// <remarks>Cancelling leaves a checkpoint and returns an outcome with Interrupted set; it does not throw.</remarks>
public static class Runner
{
    /// <summary>Runs a model from tick 0 into a new run folder.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An interval is not above zero, or the end is negative.</exception>
    /// <exception cref="RunFileException">A file or disk fails; the last good checkpoint stays.</exception>
    /// <exception cref="NonFiniteStateException">The state stopped being numbers.</exception>
    public static RunOutcome Start(
        RunRequest request,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    ) => Start(request, new RunDisk(), progress, cancellation);

    /// <summary>Goes on from the newest good checkpoint; rows and frames after it are written again, to the same bits.</summary>
    /// <exception cref="RunFileException">The folder is no run folder, or holds no checkpoint that can be trusted.</exception>
    /// <exception cref="NonFiniteStateException">The state stopped being numbers.</exception>
    public static RunOutcome Resume(
        ResumeRequest request,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    ) => Resume(request, new RunDisk(), progress, cancellation);

    internal static RunOutcome Start(
        RunRequest request,
        RunDisk disk,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        var model = request.Model;
        var record = RunRecord.Of(request, CompiledModelText.Hash(model));
        var options = new SimulationOptions(request.Seed, request.Threads, request.Kernel);
        using var simulation = new Simulation(model, options);
        var hashes = RowText.HashesHeader(StateHash.Of(simulation.Tissue));
        List<(string, string)> logs =
        [
            (RunFolder.CountsName, RowText.CountsHeader(model)),
            (RunFolder.HashesName, hashes),
        ];
        if (model.Body is { } body)
            logs.Add((RunFolder.BodyName, BodyRows.Header(body)));
        using var folder = RunFolder.Create(disk, request, record, logs);
        var profile = request.Profile ? new StageProfile(simulation) : null;
        var (every, estimates) = (request.CheckpointEvery, request.EstimateErrors);
        var session = new RunSession(simulation, folder, record, every, profile, estimates, progress);
        return session.Run(-1, [], cancellation);
    }

    internal static RunOutcome Resume(
        ResumeRequest request,
        RunDisk disk,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        using var folder = RunFolder.Open(disk, request.Folder);
        var record = RunFolder.ReadRecord(request.Folder);
        if (request.UntilMinutes is { } until && until != record.UntilMinutes)
        {
            record = record with { UntilMinutes = until };
            folder.WriteRecord(record);
        }
        var options = new SimulationOptions(record.Seed, request.Threads, record.KernelKind);
        var restored = CheckpointShelf.Newest(folder.Checkpoints, record.ModelHash, out var notes);
        // A run that was killed before its first checkpoint starts again: same model, same seed, same bits.
        using var simulation = restored is null
            ? new Simulation(RunFolder.ReadModel(request.Folder), options)
            : new Simulation(restored.Model, options, restored.Tissue);
        var done = restored?.Directory.Tick ?? -1;
        folder.Truncate(done);
        var calendar = new RunCalendar(simulation, record);
        OutputFolder.Truncate(folder.Output, calendar.Frames.UpTo(done), calendar.Svgs?.UpTo(done) ?? 0);
        var profile = request.Profile ? new StageProfile(simulation) : null;
        var (every, estimates) = (request.CheckpointEvery, request.EstimateErrors);
        var session = new RunSession(simulation, folder, record, every, profile, estimates, progress);
        return session.Run(done, notes, cancellation);
    }
}
