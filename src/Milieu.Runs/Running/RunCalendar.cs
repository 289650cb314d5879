// When a run writes what.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Ticks of rows (counts and hashes), of frames, of SVG snapshots, and of the end. The same for a run and for its resumption.</summary>
internal sealed class RunCalendar
{
    private readonly DueTicks _rows;

    public RunCalendar(Simulation simulation, RunRecord record)
    {
        _rows = new DueTicks(simulation, record.HashMinutes);
        Frames = new DueTicks(simulation, record.FrameMinutes);
        Svgs =
            !record.Pictures || record.SvgMinutes == 0 ? null
            : record.SvgMinutes is { } minutes ? new DueTicks(simulation, minutes)
            : Frames;
        var end = DueTicks.Whole(record.UntilMinutes / simulation.Model.Timing.TickMinutes);
        EndTick = simulation.NextBusyTick(simulation.Model.Conventions.RunEndTick ? end + 1 : end);
    }

    public long EndTick { get; }

    /// <summary>Frames that their interval makes due, not the one that the end adds.</summary>
    public DueTicks Frames { get; }

    /// <summary>SVG snapshots of output/; null for none.</summary>
    public DueTicks? Svgs { get; }

    /// <summary>The first tick after <paramref name="tick"/> at which a row is due.</summary>
    public long NextRow(long tick) => OrEnd(_rows.After(tick), tick);

    /// <summary>The first tick after <paramref name="tick"/> at which a frame is due.</summary>
    public long NextFrame(long tick) => OrEnd(Frames.After(tick), tick);

    public long NextSvg(long tick) => Svgs?.After(tick) ?? long.MaxValue;

    private long OrEnd(long due, long tick) => Math.Min(due, tick < EndTick ? EndTick : long.MaxValue);
}
