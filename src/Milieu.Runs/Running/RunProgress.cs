// What a watcher of a run is told, about ten times a second.
namespace Milieu.Runs;

/// <param name="Minutes">Simulated so far.</param>
/// <param name="EndMinutes">Where the run ends.</param>
/// <param name="Cells">Cells now, dead ones included.</param>
/// <param name="CellStepsPerSecond">Cells times mechanics steps per second of wall time, over the last few reports.</param>
/// <param name="TimeLeft">Estimated from the recent speed; null until one is known.</param>
public sealed record RunProgress(
    double Minutes,
    double EndMinutes,
    int Cells,
    double CellStepsPerSecond,
    TimeSpan? TimeLeft
)
{
    /// <summary>0 to 1.</summary>
    public double Fraction => EndMinutes > 0 ? Math.Clamp(Minutes / EndMinutes, 0, 1) : 1;
}
