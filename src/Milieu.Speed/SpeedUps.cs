// What threads bring.
using System.Collections.Immutable;

namespace Milieu.Speed;

internal static class SpeedUps
{
    /// <summary>Adds to every row how many times faster it is than the first row of the same kernel and size.</summary>
    public static ImmutableArray<SpeedRow> Of(ImmutableArray<SpeedRow> rows)
    {
        var first = new Dictionary<(string, string), SpeedRow>();
        return [.. rows.Select(With)];

        SpeedRow With(SpeedRow row)
        {
            if (first.TryAdd((row.Kernel, row.Size), row))
                return row;
            return row with { SpeedUp = first[(row.Kernel, row.Size)].Nanoseconds.Median / row.Nanoseconds.Median };
        }
    }
}
