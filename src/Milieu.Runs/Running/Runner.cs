// The front door of running: start a run, go on with one.
using System.Globalization;
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
    /// <exception cref="BranchException">The model cannot go on from the run that it is to branch off from.</exception>
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

    /// <summary>The seed of a run: a run that branches off from it shares its chance unless it is given another.</summary>
    /// <exception cref="RunFileException">The folder is no run folder.</exception>
    public static ulong SeedOf(string folder) => RunFolder.ReadRecord(folder).Seed;

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
        using var simulation = Begin(request, options, ref record, cancellation);
        var hashes = RowText.HashesHeader(StateHash.Of(simulation.Tissue));
        List<(string, string)> logs =
        [
            (RunFolder.CountsName, RowText.CountsHeader(model)),
            (RunFolder.HashesName, hashes),
        ];
        if (model.Body is { } body)
            logs.Add((RunFolder.BodyName, BodyRows.Header(body)));
        using var folder = RunFolder.Create(disk, request, record, logs);
        // Its trunk may go away: what a branched run began with stays with it, for replay and for a kill at once.
        if (record.Branch is not null)
            new CheckpointWriter(simulation, record.ModelHash, CompiledModelText.ToJson(model)).Write(
                disk,
                folder.In(RunFolder.StartName)
            );
        var profile = request.Profile ? new StageProfile(simulation) : null;
        var (every, estimates) = (request.CheckpointEvery, request.EstimateErrors);
        var session = new RunSession(simulation, folder, record, every, profile, estimates, progress);
        return session.Run(simulation.Tissue.Tick - 1, isNew: true, [], cancellation);
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
        using var simulation =
            restored is not null ? new Simulation(restored.Model, options, restored.Tissue)
            : record.Branch is null ? new Simulation(RunFolder.ReadModel(request.Folder), options)
            : FromStart(request.Folder, options);
        var isNew = restored is null;
        var done = restored?.Directory.Tick ?? simulation.Tissue.Tick - 1;
        folder.Truncate(done);
        var calendar = new RunCalendar(simulation, record);
        OutputFolder.Truncate(folder.Output, calendar.Frames.UpTo(done), calendar.Svgs?.UpTo(done) ?? 0);
        var profile = request.Profile ? new StageProfile(simulation) : null;
        var (every, estimates) = (request.CheckpointEvery, request.EstimateErrors);
        var session = new RunSession(simulation, folder, record, every, profile, estimates, progress);
        return session.Run(done, isNew, notes, cancellation);
    }

    /// <summary>A branched run at its beginning.</summary>
    internal static Simulation FromStart(string folder, SimulationOptions options)
    {
        var start = CheckpointReader.Read(Path.Combine(folder, RunFolder.StartName));
        return new Simulation(start.Model, options, start.Tissue);
    }

    private static Simulation Begin(
        RunRequest request,
        SimulationOptions options,
        ref RunRecord record,
        CancellationToken cancellation
    )
    {
        if (request.From is not { } point)
            return new Simulation(request.Model, options);
        var (trunk, branch) = TrunkState.Of(point, request.Threads, cancellation);
        using (trunk)
        {
            record = record with { Branch = branch };
            if (record.UntilMinutes <= branch.Minutes)
                throw new BranchException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the run is to end at {record.UntilMinutes} min, but it branches off at {branch.Minutes} min"
                    )
                );
            return trunk.Arm(request.Model, options);
        }
    }
}
