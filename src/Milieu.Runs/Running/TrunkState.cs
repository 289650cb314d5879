// The state from which a run branches off: another run's, at a time.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>The state of a trunk, found on the disk or made again.</summary>
internal sealed class TrunkState : IDisposable
{
    private readonly Simulation _simulation;

    private TrunkState(Simulation simulation) => _simulation = simulation;

    /// <summary>The state of a run at a time, from the newest checkpoint that does not lie after it.</summary>
    /// <exception cref="RunFileException">No run folder, damaged, or the run never came so far.</exception>
    public static (TrunkState State, BranchRecord Record) Of(
        BranchPoint point,
        int threads,
        CancellationToken cancellation
    )
    {
        var record = RunFolder.ReadRecord(point.Folder);
        var options = new SimulationOptions(record.Seed, threads, record.KernelKind);
        var simulation = Nearest(point, record, options);
        var state = new TrunkState(simulation);
        try
        {
            if (point.AtMinutes is { } minutes)
                state.GoTo(point.Folder, minutes, record, cancellation);
            var hash = CheckpointWriter.Hex(StateHash.Of(simulation.Tissue).Value);
            return (state, new BranchRecord(point.Folder, record.ModelHash, record.Seed, simulation.Minutes, hash));
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>The arm, standing where the trunk stands.</summary>
    /// <exception cref="BranchException">The arm cannot take on this state.</exception>
    public Simulation Arm(CompiledModel arm, SimulationOptions options) =>
        Branch.Start(_simulation.Model, _simulation.Tissue, arm, options);

    public void Dispose() => _simulation.Dispose();

    private static Simulation Nearest(BranchPoint point, RunRecord record, SimulationOptions options)
    {
        var checkpoints = Path.Combine(point.Folder, RunFolder.CheckpointsName);
        var ticks = point.AtMinutes is { } at
            ? DueTicks.Whole(at / RunFolder.ReadModel(point.Folder).Timing.TickMinutes)
            : long.MaxValue;
        if (CheckpointShelf.Newest(checkpoints, record.ModelHash, out _, ticks) is { } restored)
            return new Simulation(restored.Model, options, restored.Tissue);
        if (record.Branch is not null)
        {
            var start = CheckpointReader.Read(Path.Combine(point.Folder, RunFolder.StartName));
            if (start.Directory.Tick <= ticks)
                return new Simulation(start.Model, options, start.Tissue);
            start.Tissue.Dispose();
            throw new RunFileException(
                point.Folder,
                Invariant(
                    $"{point.Folder} itself branched off at {record.Branch.Minutes} min; choose that time or a later one"
                )
            );
        }
        if (point.AtMinutes is null)
            throw new RunFileException(point.Folder, $"{point.Folder} holds no checkpoint");
        return new Simulation(RunFolder.ReadModel(point.Folder), options);
    }

    private void GoTo(string folder, double minutes, RunRecord record, CancellationToken cancellation)
    {
        if (minutes > record.UntilMinutes)
            throw new RunFileException(
                folder,
                Invariant(
                    $"{folder} ends at {record.UntilMinutes} min and cannot be branched at {minutes} min: resume it --until then"
                )
            );
        var tick = _simulation.NextBusyTick(DueTicks.Whole(minutes / _simulation.Model.Timing.TickMinutes));
        if (!_simulation.RunTo(tick, cancellation))
            throw new OperationCanceledException(cancellation);
        FiniteState.Check(_simulation);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
