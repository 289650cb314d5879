// The statistics of a comparison with reference seeds: Welch's test, Student's t, Benjamini and Hochberg.
namespace Milieu.Equivalence;

/// <summary>Mean, standard deviation and size of a sample.</summary>
internal readonly record struct Sample(double Mean, double Sd, int Count)
{
    public static Sample Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var square = values.Sum(v => (v - mean) * (v - mean));
        return new Sample(mean, values.Count < 2 ? 0 : Math.Sqrt(square / (values.Count - 1)), values.Count);
    }
}

internal static class Statistics
{
    /// <summary>Two-sided p of Welch's test for equal means.</summary>
    /// <param name="floor">Least standard deviation of either sample: few seeds can agree by luck to the last cell.</param>
    public static double Welch(Sample a, Sample b, double floor = 0)
    {
        var va = Square(Math.Max(a.Sd, floor)) / a.Count;
        var vb = Square(Math.Max(b.Sd, floor)) / b.Count;
        if (va + vb == 0)
            return a.Mean == b.Mean ? 1 : 0;
        var df = Square(va + vb) / ((Square(va) / (a.Count - 1)) + (Square(vb) / (b.Count - 1)));
        return TwoSided((a.Mean - b.Mean) / Math.Sqrt(va + vb), df);
    }

    /// <summary>Probability that |T| exceeds |t|, T of Student's distribution: I_x(df/2, 1/2) at x = df / (df + t^2).</summary>
    public static double TwoSided(double t, double df) => IncompleteBeta(df / 2, 0.5, df / (df + (t * t)));

    /// <summary>Probability that a chi-squared variable exceeds a value.</summary>
    public static double ChiSquared(double value, double df) => 1 - LowerGamma(df / 2, value / 2);

    /// <summary>The hypotheses that fall when the false discovery rate is held at q (Benjamini and Hochberg 1995).</summary>
    public static List<int> Rejected(IReadOnlyList<double> p, double q)
    {
        var order = Enumerable.Range(0, p.Count).OrderBy(i => p[i]).ToList();
        var last = order.FindLastIndex(i => p[i] <= q * (order.IndexOf(i) + 1) / p.Count);
        return order[..(last + 1)];
    }

    /// <summary>Regularized incomplete beta function by Lentz's continued fraction.</summary>
    public static double IncompleteBeta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
            return x <= 0 ? 0 : 1;
        if (x > (a + 1) / (a + b + 2))
            return 1 - IncompleteBeta(b, a, 1 - x);
        var front =
            Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))) / a;
        var (c, d) = (1.0, 1 / NotZero(1 - ((a + b) * x / (a + 1))));
        var fraction = d;
        for (var m = 1; m < 500; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            fraction *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-15)
                break;
        }
        return front * fraction;
    }

    /// <summary>ln of the gamma function for x above 0: Stirling's series after shifting x above 12.</summary>
    public static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 12; x++)
            shift += Math.Log(x);
        var z = 1 / (x * x);
        var series = (1.0 / 12) - (z * ((1.0 / 360) - (z * ((1.0 / 1260) - (z * ((1.0 / 1680) - (z / 1188)))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x) - shift;
    }

    private static double LowerGamma(double a, double x)
    {
        if (x <= 0)
            return 0;
        var term = 1 / a;
        var sum = term;
        for (var n = 1; n < 10000 && term > sum * 1e-16; n++)
        {
            term *= x / (a + n);
            sum += term;
        }
        return Math.Min(1, sum * Math.Exp((a * Math.Log(x)) - x - LogGamma(a)));
    }

    private static double Square(double x) => x * x;

    private static double NotZero(double x) => Math.Abs(x) < 1e-300 ? 1e-300 : x;
}
