// How fast a run goes, and how long it has left.
using System.Diagnostics;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Counts work step by step and tells a watcher about ten times a second.</summary>
internal sealed class Pace(Simulation simulation, double endMinutes, IProgress<RunProgress>? progress)
{
    private const double ReportSeconds = 0.1;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly long _startTick = simulation.Tissue.Tick;
    private double _reported = -1;
    private double _markSeconds;
    private double _markCellSteps;
    private double _markMinutes = simulation.Minutes;
    private double _cellSpeed;
    private double _minuteSpeed;

    public double Seconds => _watch.Elapsed.TotalSeconds;

    /// <summary>Cells times mechanics steps since the start of this session.</summary>
    public double CellSteps { get; private set; }

    /// <summary>Voxels times substrates times field windows since the start of this session.</summary>
    public double VoxelSubstrateSteps
    {
        get
        {
            var period = simulation.Model.Timing.FieldPeriod;
            var windows = Ceiling(simulation.Tissue.Tick, period) - Ceiling(_startTick, period);
            return (double)windows * simulation.Model.Grid.Voxels * simulation.Model.Substrates.Length;
        }
    }

    public void BeforeStep()
    {
        if (simulation.Tissue.Tick % simulation.Model.Timing.MechanicsPeriod == 0)
            CellSteps += simulation.Tissue.Cells.Count;
    }

    /// <summary>Reports if a tenth of a second has passed, or at once when <paramref name="now"/>.</summary>
    public void Report(bool now = false)
    {
        if (progress == null)
            return;
        var seconds = Seconds;
        if (!now && seconds - _reported < ReportSeconds)
            return;
        _reported = seconds;
        Measure(seconds);
        var left = endMinutes - simulation.Minutes;
        progress.Report(
            new RunProgress(
                simulation.Minutes,
                endMinutes,
                simulation.Tissue.Cells.Count,
                _cellSpeed,
                _minuteSpeed > 0 ? TimeSpan.FromSeconds(Math.Min(Math.Max(left, 0) / _minuteSpeed, 1e8)) : null
            )
        );
    }

    // Speeds over about the last second, smoothed, so that the time left neither jumps nor lags a growing tissue.
    private void Measure(double seconds)
    {
        var span = seconds - _markSeconds;
        if (span < ReportSeconds / 2)
            return;
        var weight = _minuteSpeed > 0 ? Math.Min(1, span) * 0.5 : 1;
        _cellSpeed += weight * (((CellSteps - _markCellSteps) / span) - _cellSpeed);
        _minuteSpeed += weight * (((simulation.Minutes - _markMinutes) / span) - _minuteSpeed);
        (_markSeconds, _markCellSteps, _markMinutes) = (seconds, CellSteps, simulation.Minutes);
    }

    private static long Ceiling(long tick, int period) => (tick + period - 1) / period;
}
