// How sure a mean over seeds is.
using Milieu.Engine;

namespace Milieu.Studies;

internal static class Bootstrap
{
    private const int Draws = 4000;

    /// <summary>The 2.5 and 97.5 % quantiles of the means of resampled values; the draws are the same every time.</summary>
    /// <returns>NaN below two values.</returns>
    public static (double Low, double High) OfMean(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return (double.NaN, double.NaN);
        var chance = new Chance(0);
        var means = new double[Draws];
        for (var d = 0; d < Draws; d++)
        {
            for (var k = 0; k < values.Count; k++)
            {
                var draw = chance.Uniform((ulong)d, (uint)k, Purpose.Drift);
                means[d] += values[Math.Min(values.Count - 1, (int)(values.Count * draw))];
            }
            means[d] /= values.Count;
        }
        return (Statistic.Quantile(means, [], 0.025), Statistic.Quantile(means, [], 0.975));
    }
}
