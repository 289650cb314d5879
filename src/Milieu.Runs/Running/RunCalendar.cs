// When a run writes: pauses snapped to ticks that do not change its bits.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Ticks of rows (counts and hashes), of frames, and of the end. The same for a run and for its resumption.</summary>
internal sealed class RunCalendar
{
    private readonly Simulation _simulation;
    private readonly double _rowTicks;
    private readonly double _frameTicks;

    public RunCalendar(Simulation simulation, RunRecord record)
    {
        _simulation = simulation;
        var timing = simulation.Model.Timing;
        _rowTicks = record.HashMinutes / timing.TickMinutes;
        _frameTicks = record.FrameMinutes / timing.TickMinutes;
        var end = TicksOf(record.UntilMinutes / timing.TickMinutes);
        EndTick = simulation.NextBusyTick(simulation.Model.Conventions.RunEndTick ? end + 1 : end);
    }

    public long EndTick { get; }

    /// <summary>The first tick after <paramref name="tick"/> at which a row is due.</summary>
    public long NextRow(long tick) => Next(tick, _rowTicks);

    /// <summary>The first tick after <paramref name="tick"/> at which a frame is due.</summary>
    public long NextFrame(long tick) => Next(tick, _frameTicks);

    /// <summary>Frames that the interval alone makes due, up to and at a tick: the number that the next one gets.</summary>
    public long FramesUpTo(long tick)
    {
        var (count, last) = (0L, -1L);
        for (var k = 0L; FrameTick(k) is var due && due <= tick; k++)
            if (due != last)
                (count, last) = (count + 1, due);
        return count;
    }

    /// <summary>Whether the interval, and not only the end of the run, makes a frame due.</summary>
    public bool IsFrame(long tick)
    {
        var k = (long)(tick / _frameTicks);
        return FrameTick(k) == tick || FrameTick(k + 1) == tick;
    }

    private long FrameTick(long k) => _simulation.NextBusyTick(TicksOf(k * _frameTicks));

    private long Next(long tick, double every)
    {
        for (var k = Math.Max(0, (long)(tick / every)); ; k++)
            if (_simulation.NextBusyTick(TicksOf(k * every)) is var due && due > tick)
                return Math.Min(due, tick < EndTick ? EndTick : long.MaxValue);
    }

    // Decimal minutes over decimal ticks miss whole numbers by rounding: forgive a millionth of a tick.
    private static long TicksOf(double ticks) => (long)Math.Ceiling(ticks - 1e-6);
}
