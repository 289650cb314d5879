// Medians, variances, and what pairing by seed is worth.
namespace Milieu.Studies;

internal static class Spread
{
    /// <summary>The middle value, or the mean of the two in the middle; NaN of nothing. Infinities are values.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
            return double.NaN;
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return low == high ? low : 0.5 * (low + high);
    }

    /// <summary>The variance of a sample (n - 1); NaN below two values.</summary>
    public static double Variance(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            return double.NaN;
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
    }

    /// <summary>The 95 % interval of a share.</summary>
    /// <remarks>Wilson's score interval.</remarks>
    public static (double Low, double High) Wilson(int hits, int all)
    {
        const double Z = 1.959963984540054;
        var (share, n) = ((double)hits / all, (double)all);
        var middle = (share + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>Variance of paired differences over that of differences of independent pairs; null where it has no sense.</summary>
    /// <remarks>var(a - b) / (var a + var b): 1 where common seeds do not help, 0 where they take away all noise.</remarks>
    public static double? LeftByPairing(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var independent = Variance([.. a]) + Variance([.. b]);
        var paired = Variance([.. a.Zip(b, (x, y) => x - y)]);
        return independent > 0 && double.IsFinite(independent) && double.IsFinite(paired) ? paired / independent : null;
    }
}
