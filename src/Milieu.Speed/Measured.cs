// Repeated timing: the median, and the range as a sign of how busy the machine was.
using System.Diagnostics;

namespace Milieu.Speed;

/// <summary>Wall nanoseconds of a unit of work: the median of repeats, with the fastest and the slowest.</summary>
public readonly record struct Measured(double Median, double Fastest, double Slowest)
{
    /// <summary>Times a piece of work after it has run often enough to be compiled for speed.</summary>
    /// <param name="work">Does the same work at every call.</param>
    /// <param name="units">Units of work in a call.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static Measured Of(Action work, double units, Effort effort, CancellationToken cancellation)
    {
        var calls = WarmUp(work, effort, cancellation);
        var times = new double[effort.Repeats];
        for (var repeat = 0; repeat < times.Length; repeat++)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            for (var call = 0; call < calls; call++)
                work();
            times[repeat] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls / units;
        }
        return Among(times);
    }

    /// <summary>The median and the range of several readings.</summary>
    public static Measured Among(ReadOnlySpan<double> readings)
    {
        var sorted = readings.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
        return new Measured(median, sorted[0], sorted[^1]);
    }

    /// <summary>Nanoseconds times a factor, such as the units of a smaller unit.</summary>
    public Measured Times(double factor) => new(Median * factor, Fastest * factor, Slowest * factor);

    /// <returns>Calls that fill the time of a repeat.</returns>
    private static int WarmUp(Action work, Effort effort, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var last = TimeSpan.Zero;
        var calls = 0;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var before = Stopwatch.GetTimestamp();
            work();
            last = Stopwatch.GetElapsedTime(before);
            calls++;
        } while (Stopwatch.GetElapsedTime(start) < effort.WarmUp || calls < effort.LeastCalls);
        return (int)Math.Clamp(effort.Repeat / Max(last, TimeSpan.FromTicks(1)), 1, 1e6);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

/// <summary>How much time a measurement may take.</summary>
/// <param name="Repeats">Readings, of which the median counts.</param>
/// <param name="WarmUp">At least so long before the first reading.</param>
/// <param name="LeastCalls">At least so many calls before the first reading.</param>
/// <param name="Repeat">About so long a reading; one call where that takes longer.</param>
public sealed record Effort(int Repeats, TimeSpan WarmUp, int LeastCalls, TimeSpan Repeat)
{
    /// <summary>Figures to report.</summary>
    public static Effort Usual { get; } = new(7, TimeSpan.FromSeconds(0.3), 3, TimeSpan.FromMilliseconds(40));

    /// <summary>For loops that are compiled for speed from their first call on.</summary>
    public static Effort OfLoops { get; } = new(7, TimeSpan.FromSeconds(0.02), 2, TimeSpan.FromMilliseconds(20));

    /// <summary>Figures that only show that everything runs.</summary>
    public static Effort Quick { get; } = new(3, TimeSpan.Zero, 1, TimeSpan.FromMilliseconds(1));
}
