// One number for many.
namespace Milieu.Studies;

internal enum StatisticKind
{
    Mean = 0,
    Median,
    Quantile,
    Sum,
    Minimum,
    Maximum,
    Deviation,
}

/// <summary>A way to make one number of many, each with a weight.</summary>
/// <param name="Share">The share below a quantile, 0 to 1.</param>
internal sealed record Statistic(StatisticKind Kind, double Share = 0.5)
{
    /// <summary>
    /// Not a number where there is nothing to look at, except for the sum, which is 0. Weighted quantiles interpolate
    /// between the middles of the weights, so that with equal weights the median of an even number is the middle of two.
    /// </summary>
    /// <param name="weights">Of each value, above 0; empty for equal ones.</param>
    public double Of(double[] values, double[] weights)
    {
        if (Kind == StatisticKind.Sum)
            return Total(values, weights);
        if (values.Length == 0)
            return double.NaN;
        return Kind switch
        {
            StatisticKind.Mean => Mean(values, weights),
            StatisticKind.Minimum => values.Min(),
            StatisticKind.Maximum => values.Max(),
            StatisticKind.Deviation => Deviation(values, weights),
            StatisticKind.Median => Quantile(values, weights, 0.5),
            _ => Quantile(values, weights, Share),
        };
    }

    public double Of(double[] values) => Of(values, []);

    /// <summary>As <see cref="Of(double[])"/>, but not a number where it is infinite: depths where there is no edge say nothing.</summary>
    public double FiniteOf(double[] values) => Of(values) is var value && double.IsFinite(value) ? value : double.NaN;

    /// <summary>Equal weights: the value at share * (n - 1), linearly between neighbors.</summary>
    public static double Quantile(double[] values, double[] weights, double share)
    {
        if (values.Length == 0 || Array.Exists(values, double.IsNaN))
            return double.NaN;
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort([.. values], order);
        var low = Half(0);
        var reach = Weight(order, weights, order.Length) - low - Half(order.Length - 1);
        var target = low + (share * reach);
        var before = 0.0;
        for (var k = 0; k < order.Length; k++)
        {
            var middle = before + Half(k);
            if (middle >= target || k == order.Length - 1)
                return k == 0 ? values[order[0]] : Between(k, middle);
            before += 2 * Half(k);
        }
        return double.NaN;

        double Half(int k) => 0.5 * (weights.Length == 0 ? 1 : weights[order[k]]);

        double Between(int k, double middle)
        {
            var (a, b) = (values[order[k - 1]], values[order[k]]);
            var width = Half(k - 1) + Half(k);
            var part = width > 0 ? Math.Clamp(1 - ((middle - target) / width), 0, 1) : 1;
            // Infinities, such as times of events that never came, are values.
            return a == b || part <= 0 ? a
                : part >= 1 ? b
                : a + ((b - a) * part);
        }
    }

    private static double Weight(int[] order, double[] weights, int count) =>
        weights.Length == 0 ? count : order.Sum(k => weights[k]);

    private static double Total(double[] values, double[] weights)
    {
        var sum = 0.0;
        for (var k = 0; k < values.Length; k++)
            sum += values[k] * (weights.Length == 0 ? 1 : weights[k]);
        return sum;
    }

    private static double Mean(double[] values, double[] weights) =>
        Total(values, weights) / (weights.Length == 0 ? values.Length : weights.Sum());

    private static double Deviation(double[] values, double[] weights)
    {
        var mean = Mean(values, weights);
        var squares = Total([.. values.Select(v => (v - mean) * (v - mean))], weights);
        var count = weights.Length == 0 ? values.Length - 1 : weights.Sum();
        return count > 0 ? Math.Sqrt(squares / count) : double.NaN;
    }
}
