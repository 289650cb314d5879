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

    /// <summary>Variance of paired differences over that of differences of independent pairs; null where it has no sense.</summary>
    /// <remarks>var(a - b) / (var a + var b): 1 where common seeds do not help, 0 where they take away all noise.</remarks>
    public static double? LeftByPairing(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var independent = Variance([.. a]) + Variance([.. b]);
        var paired = Variance([.. a.Zip(b, (x, y) => x - y)]);
        return independent > 0 && double.IsFinite(independent) && double.IsFinite(paired) ? paired / independent : null;
    }
}
