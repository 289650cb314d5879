// When something that comes back is due: pauses snapped to ticks that do not change a run's bits.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Multiples of an interval, each at the first busy tick that does not lie before it.</summary>
internal sealed class DueTicks(Simulation simulation, double minutes)
{
    private readonly double _every = minutes / simulation.Model.Timing.TickMinutes;

    /// <summary>The first due tick after <paramref name="tick"/>.</summary>
    public long After(long tick)
    {
        for (var k = Math.Max(0, (long)(tick / _every)); ; k++)
            if (At(k) is var due && due > tick)
                return due;
    }

    public bool Has(long tick)
    {
        var k = (long)(tick / _every);
        return At(k) == tick || At(k + 1) == tick;
    }

    /// <summary>How many there are up to and at a tick: the number that the next one gets.</summary>
    public long UpTo(long tick)
    {
        var (count, last) = (0L, -1L);
        for (var k = 0L; At(k) is var due && due <= tick; k++)
            if (due != last)
                (count, last) = (count + 1, due);
        return count;
    }

    /// <summary>Whole ticks; decimal minutes over decimal ticks miss them by rounding: a millionth of a tick is forgiven.</summary>
    public static long Whole(double ticks) => (long)Math.Ceiling(ticks - 1e-6);

    private long At(long k) => simulation.NextBusyTick(Whole(k * _every));
}
