// The arithmetic of rules: Hill functions of several signals.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

/// <summary>Shares (s/h)^p of a sum S, and the response S/(1 + S); the wide forms have the bits of the plain ones.</summary>
internal static class Hill
{
    /// <summary>Whole powers up to here are products; the rest go through <see cref="ExactMath.Pow(double, double)"/>.</summary>
    public const int LargestProduct = 16;

    /// <summary>The power as a count of factors, or 0 where it is none.</summary>
    public static int FactorsOf(double power) =>
        power is >= 1 and <= LargestProduct && power == Math.Floor(power) ? (int)power : 0;

    /// <summary>(max(0, s)/h)^p; a whole p is ((q q) q) q ..., from the left.</summary>
    public static double Share(double signal, double halfMax, double power, int factors)
    {
        var q = (signal < 0 ? 0 : signal) / halfMax;
        if (factors == 0)
            return ExactMath.Pow(q, power);
        var share = q;
        for (var k = 1; k < factors; k++)
            share *= q;
        return share;
    }

    public static Vector512<double> Share(Vector512<double> signal, double halfMax, double power, int factors)
    {
        var isNegative = Vector512.LessThan(signal, Vector512<double>.Zero);
        var q = Vector512.ConditionalSelect(isNegative, Vector512<double>.Zero, signal) / Vector512.Create(halfMax);
        if (factors == 0)
            return ExactMath.Pow(q, Vector512.Create(power));
        var share = q;
        for (var k = 1; k < factors; k++)
            share *= q;
        return share;
    }

    /// <summary>S/(1 + S), and 1 for a sum beyond all numbers.</summary>
    public static double Response(double sum) => double.IsPositiveInfinity(sum) ? 1 : sum / (1 + sum);

    public static Vector512<double> Response(Vector512<double> sum) =>
        Vector512.ConditionalSelect(
            Vector512.Equals(sum, Vector512.Create(double.PositiveInfinity)),
            Vector512<double>.One,
            sum / (Vector512<double>.One + sum)
        );

    /// <summary>U = b0 + (bM - b0) up; B = U + (bm - U) down.</summary>
    public static double Combine(double start, double max, double min, double up, double down)
    {
        var raised = start + ((max - start) * up);
        return raised + ((min - raised) * down);
    }

    public static Vector512<double> Combine(
        Vector512<double> start,
        Vector512<double> max,
        Vector512<double> min,
        Vector512<double> up,
        Vector512<double> down
    )
    {
        var raised = start + ((max - start) * up);
        return raised + ((min - raised) * down);
    }
}
