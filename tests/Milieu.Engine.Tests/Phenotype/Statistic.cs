// The few statistics that tests of chance need.
namespace Milieu.Engine.Tests;

internal static class Statistic
{
    /// <summary>How many standard deviations a binomial count lies from its mean.</summary>
    public static double BinomialZ(long successes, long trials, double p) =>
        (successes - (trials * p)) / Math.Sqrt(trials * p * (1 - p));

    /// <summary>Kolmogorov-Smirnov distance times sqrt(n): above 1.95 with probability 0.001.</summary>
    public static double Kolmogorov(IEnumerable<double> sample, Func<double, double> distribution)
    {
        var sorted = sample.Order().ToArray();
        var largest = 0.0;
        for (var k = 0; k < sorted.Length; k++)
        {
            var f = distribution(sorted[k]);
            largest = Math.Max(largest, Math.Max(((k + 1.0) / sorted.Length) - f, f - ((double)k / sorted.Length)));
        }
        return largest * Math.Sqrt(sorted.Length);
    }

    /// <summary>Chi-square of counts that should be equal, as a z by Wilson and Hilferty.</summary>
    public static double UniformZ(IReadOnlyCollection<int> counts)
    {
        var mean = counts.Average();
        var chi2 = counts.Sum(c => (c - mean) * (c - mean) / mean);
        var k = counts.Count - 1.0;
        return (Math.Cbrt(chi2 / k) - (1 - (2 / (9 * k)))) / Math.Sqrt(2 / (9 * k));
    }

    /// <summary>Distribution of the standard normal, by Abramowitz and Stegun 7.1.26 (error below 1.5e-7).</summary>
    public static double Normal(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * z));
        var series =
            t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        var erf = 1 - (series * Math.Exp(-z * z));
        return x >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
    }

    public static double Mean(IReadOnlyCollection<double> values) => values.Average();

    public static double Deviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
