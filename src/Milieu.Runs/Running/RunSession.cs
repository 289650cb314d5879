// The loop of a run: step, and write what is due.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>One session, from wherever the simulation stands to the end or to an interruption.</summary>
internal sealed class RunSession(Simulation simulation, RunRecord record, IProgress<RunProgress>? progress)
{
    private readonly RunCalendar _calendar = new(simulation, record);
    private readonly Pace _pace = new(simulation, record.UntilMinutes, progress);

    public RunOutcome Run(CancellationToken cancellation)
    {
        while (simulation.Tissue.Tick < _calendar.EndTick && !cancellation.IsCancellationRequested)
        {
            _pace.BeforeStep();
            simulation.Step();
            _pace.Report();
        }
        _pace.Report(now: true);
        var seconds = _pace.Seconds;
        return new RunOutcome(
            record.Model,
            record.ModelHash,
            "",
            record.Seed,
            simulation.Options.Threads,
            simulation.Minutes,
            Counts.Of(simulation.Model, simulation.Tissue.Cells),
            seconds,
            _pace.CellSteps / seconds,
            _pace.VoxelSubstrateSteps / seconds,
            "",
            simulation.Tissue.Tick < _calendar.EndTick,
            [],
            new WritingTimes(0, 0, 0, 0)
        );
    }
}
