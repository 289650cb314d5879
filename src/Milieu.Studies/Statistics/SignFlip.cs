// The sign-flip test of paired differences.
using Milieu.Engine;

namespace Milieu.Studies;

/// <summary>Are paired differences above zero, or is it luck?</summary>
/// <remarks>
/// Under the null hypothesis a difference is as likely to be -d as d, so that all 2^n choices of signs are equally likely:
/// p = (choices with a sum at least as large as that seen) / 2^n. The sum runs over the differences themselves, or over
/// their ranks by size (Wilcoxon's statistic) where one is infinite, as times to events that never came are. Exact to 20
/// pairs, above that from 100,000 random choices. Source: Fisher, The Design of Experiments, 1935.
/// </remarks>
internal static class SignFlip
{
    private const int MostExact = 20;
    private const int Draws = 100_000;

    /// <summary>The least p that so many pairs can give.</summary>
    public static double Least(int pairs) => pairs == 0 ? 1 : Math.Max(Math.Pow(0.5, pairs), 1.0 / (Draws + 1));

    /// <summary>One-sided p; 1 where there are no pairs.</summary>
    /// <param name="differences">Not NaN; may be infinite.</param>
    public static double P(IReadOnlyList<double> differences)
    {
        var weights = differences.Any(double.IsInfinity) ? Ranked(differences) : [.. differences];
        if (weights.Length == 0)
            return 1;
        var seen = weights.Sum();
        // Sums that differ by rounding alone are equal.
        var enough = seen - (1e-12 * weights.Sum(Math.Abs));
        return weights.Length <= MostExact ? Exact(weights, enough) : Drawn(weights, enough);
    }

    private static double Exact(double[] weights, double enough)
    {
        var count = 0;
        for (var signs = 0; signs < 1 << weights.Length; signs++)
        {
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
                sum += (signs & (1 << i)) == 0 ? weights[i] : -weights[i];
            if (sum >= enough)
                count++;
        }
        return (double)count / (1 << weights.Length);
    }

    private static double Drawn(double[] weights, double enough)
    {
        var chance = new Chance(0);
        var count = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
                sum += chance.Uniform((ulong)draw, (uint)i, Purpose.Drift) < 0.5 ? weights[i] : -weights[i];
            if (sum >= enough)
                count++;
        }
        return (count + 1.0) / (Draws + 1);
    }

    private static double[] Ranked(IReadOnlyList<double> differences)
    {
        var sizes = differences.Where(d => d != 0).Select(Math.Abs).Order().ToArray();
        return
        [
            .. differences.Select(d =>
            {
                if (d == 0)
                    return 0;
                var below = sizes.Count(s => s < Math.Abs(d));
                var equal = sizes.Count(s => s == Math.Abs(d));
                return Math.Sign(d) * (below + ((equal + 1) / 2.0));
            }),
        ];
    }
}
