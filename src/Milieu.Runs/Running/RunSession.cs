// The loop of a run: step, and write what is due.
using System.Collections.Immutable;
using System.Diagnostics;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>One session, from wherever the simulation stands to the end or to an interruption.</summary>
/// <remarks>
/// A checkpoint at a tick stands for "all that was due up to and at this tick is written": resuming cuts away what is
/// later and goes on with what is due next, so that the files of a resumed run equal those of an uninterrupted one.
/// </remarks>
internal sealed class RunSession(
    Simulation simulation,
    RunFolder folder,
    RunRecord record,
    TimeSpan checkpointEvery,
    StageProfile? profile,
    bool estimatesErrors,
    IProgress<RunProgress>? progress
)
{
    private readonly RunCalendar _calendar = new(simulation, record);
    private readonly Pace _pace = new(simulation, record.UntilMinutes, progress);
    private long _nextRow;
    private long _nextFrame;
    private long _nextSvg;
    private long _snapshots;
    private long _svgs;

    private long Tick => simulation.Tissue.Tick;

    /// <param name="doneUpTo">The tick of the checkpoint that this session goes on from; of a new run the one before its first.</param>
    public RunOutcome Run(long doneUpTo, bool isNew, ImmutableArray<string> notes, CancellationToken cancellation)
    {
        using var writer = new RunWriter(simulation, folder, record);
        _nextRow = _calendar.NextRow(doneUpTo);
        _nextFrame = _calendar.NextFrame(doneUpTo);
        _nextSvg = _calendar.NextSvg(doneUpTo);
        _snapshots = _calendar.Frames.UpTo(doneUpTo);
        _svgs = _calendar.Svgs?.UpTo(doneUpTo) ?? 0;
        if (isNew)
            writer.Begin();
        Write(writer);
        var saved = -1L;
        var lastSave = Stopwatch.GetTimestamp();
        if (isNew)
        {
            writer.Checkpoint();
            saved = Tick;
        }
        while (Tick < _calendar.EndTick && !cancellation.IsCancellationRequested)
        {
            _pace.BeforeStep();
            simulation.Step(isUntouched: true);
            Write(writer);
            if (Stopwatch.GetElapsedTime(lastSave) >= checkpointEvery)
            {
                writer.Checkpoint();
                (saved, lastSave) = (Tick, Stopwatch.GetTimestamp());
            }
            _pace.Report();
        }
        if (saved != Tick)
            writer.Checkpoint();
        _pace.Report(now: true);
        var outcome = Outcome(writer, notes);
        writer.Finish(outcome, profile);
        return outcome;
    }

    private void Write(RunWriter writer)
    {
        if (Tick >= _nextRow)
        {
            writer.Row();
            _nextRow = _calendar.NextRow(Tick);
        }
        if (Tick >= _nextFrame)
        {
            // A frame that only the end makes due gets no number: a longer run would not have it.
            writer.Frame(_calendar.Frames.Has(Tick) ? _snapshots++ : null);
            _nextFrame = _calendar.NextFrame(Tick);
        }
        if (Tick >= _nextSvg)
        {
            writer.Svg(_svgs++);
            _nextSvg = _calendar.NextSvg(Tick);
        }
    }

    private RunOutcome Outcome(RunWriter writer, ImmutableArray<string> notes)
    {
        var seconds = _pace.Seconds;
        return new RunOutcome(
            record.Model,
            record.ModelHash,
            CheckpointWriter.Hex(StateHash.Of(simulation.Tissue).Value),
            record.Seed,
            simulation.Options.Threads,
            simulation.Minutes,
            Counts.Of(simulation.Model, simulation.Tissue.Cells),
            seconds,
            _pace.CellSteps / seconds,
            _pace.VoxelSubstrateSteps / seconds,
            folder.Root,
            Tick < _calendar.EndTick,
            notes,
            writer.Times
        )
        {
            Profile = profile?.Stages ?? [],
            Body = [.. BodyRows.Amounts(simulation)],
            Doses = [.. DoseRows.Counts(simulation)],
            FieldErrors = estimatesErrors && Tick >= _calendar.EndTick ? simulation.EstimateFieldErrors() : [],
        };
    }
}
