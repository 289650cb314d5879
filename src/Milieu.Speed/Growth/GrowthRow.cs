// How much one size costs more than another.
using System.Collections.Immutable;

namespace Milieu.Speed;

/// <summary>A series of equal work at growing sizes.</summary>
/// <param name="Name">Such as "LOD, 1 thread".</param>
public sealed record GrowthSeries(string Name, int Threads, ImmutableArray<GrowthPoint> Points)
{
    /// <summary>d log(cost) / d log(size) between a point and the one before; 1 is in proportion. Null for the first.</summary>
    public double? Slope(int point)
    {
        if (point == 0)
            return null;
        var (a, b) = (Points[point - 1], Points[point]);
        return Math.Log(b.Cost.Median / a.Cost.Median) / Math.Log(b.Size / a.Size);
    }
}

/// <param name="Cost">Of all units together; what unit of time is for the series to say.</param>
/// <param name="Bytes">Of the fields and their scratch, as reserved.</param>
public sealed record GrowthPoint(double Size, Measured Cost, long Bytes);
