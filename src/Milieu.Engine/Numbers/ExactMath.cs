// The transcendental functions of the engine: the same bits on every machine (law 5).
namespace Milieu.Engine;

/// <summary>exp, log, pow, sin, cos and cbrt in double, below 2 ulp, from plain IEEE operations in a fixed order.</summary>
/// <remarks>
/// Each function reduces its argument to a short interval and sums a Taylor series there; no fused multiply-add, no table,
/// no call into the C library, whose last bit differs from machine to machine. The overloads on <c>Vector512</c> do the same
/// operations in the same order and give the same bits lane by lane. Errors and method: docs/science/exact-math.md.
/// </remarks>
public static partial class ExactMath
{
    private const double InverseLn2 = 1.4426950408889634074;

    // The leading 40 bits of ln 2, so that k * Ln2High is exact for every exponent k, and what is left.
    private const double Ln2High = 0.6931471805592082;
    private const double Ln2Low = 7.371002565167799e-13;

    // Adding and subtracting 1.5 * 2^52 rounds to the nearest whole number.
    private const double Rounder = 6755399441055744.0;
    private const long RounderBits = 0x4338000000000000;
    private const double TwoTo54 = 18014398509481984.0;
    private const long MantissaMask = 0x000FFFFFFFFFFFFF;
    private const long OneBits = 0x3FF0000000000000;

    // Beyond these e^x is infinite or zero; closer in, the last multiplication rounds as it must.
    private const double ExpOverflow = 710;
    private const double ExpUnderflow = -746;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double Root2 = 1.4142135623730951;

    private const double Cbrt2 = 1.2599210498948732;
    private const double Cbrt4 = 1.5874010519681996;

    /// <summary>e^x.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > ExpOverflow)
            return double.PositiveInfinity;
        return x < ExpUnderflow ? 0 : ExpSum(x, 0);
    }

    /// <summary>Natural logarithm; NaN below zero, -infinity at zero.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return LogSpecial(x);
        var (m, k) = Split(x);
        var f = m - 1;
        var half = 0.5 * f * f;
        var s = f / (2 + f);
        var r = LogSeries(s * s);
        return (k * Ln2High) - ((half - ((s * (half + r)) + (k * Ln2Low))) - f);
    }

    /// <summary>Cube root, of negative numbers too.</summary>
    public static double Cbrt(double x)
    {
        if (x == 0 || !double.IsFinite(x))
            return x;
        var a = Math.Abs(x);
        var isSubnormal = a < SmallestNormal;
        var bits = BitConverter.DoubleToInt64Bits(isSubnormal ? a * TwoTo54 : a);
        var e = (double)((bits >> 52) - 1023);
        var third = (((e - 1) * (1.0 / 3.0)) + Rounder) - Rounder;
        var rest = e - (3 * third);
        var m = BitConverter.Int64BitsToDouble((bits & MantissaMask) | OneBits);
        var t = CbrtStart(m);
        if (rest == 1)
            (t, m) = (t * Cbrt2, m * 2);
        else if (rest == 2)
            (t, m) = (t * Cbrt4, m * 4);
        var root = CbrtRefine(t, m);
        if (isSubnormal)
            third -= 18;
        return double.CopySign(root * PowerOf2((long)third), x);
    }

    // exp(high + low) for ExpUnderflow <= high <= ExpOverflow: 2^k * (1 + r + r^2/2! + ... + r^13/13!), |r| <= ln2/2.
    private static double ExpSum(double high, double low)
    {
        var shifted = (high * InverseLn2) + Rounder;
        var k = shifted - Rounder;
        var lead = high - (k * Ln2High);
        var tail = low - (k * Ln2Low);
        var r = lead + tail;
        var lost = (lead - r) + tail;
        var sum = r + ((r * r * ExpSeries(r)) + lost);
        var n = BitConverter.DoubleToInt64Bits(shifted) - RounderBits;
        var first = n >> 1;
        return ((1 + sum) * PowerOf2(first)) * PowerOf2(n - first);
    }

    // 1/2! + r/3! + ... + r^11/13!
    private static double ExpSeries(double r)
    {
        var p = 1.0 / 6227020800;
        p = (p * r) + (1.0 / 479001600);
        p = (p * r) + (1.0 / 39916800);
        p = (p * r) + (1.0 / 3628800);
        p = (p * r) + (1.0 / 362880);
        p = (p * r) + (1.0 / 40320);
        p = (p * r) + (1.0 / 5040);
        p = (p * r) + (1.0 / 720);
        p = (p * r) + (1.0 / 120);
        p = (p * r) + (1.0 / 24);
        p = (p * r) + (1.0 / 6);
        return (p * r) + 0.5;
    }

    // 2z/3 + 2z^2/5 + ... + 2z^11/23: log((1+s)/(1-s)) = s * (2 + this) with z = s^2 <= 0.0295.
    private static double LogSeries(double z) => z * ((z * LogTail(z)) + (2.0 / 3));

    // x = m * 2^k with m in [sqrt(1/2), sqrt(2)), for positive finite x.
    private static (double M, double K) Split(double x)
    {
        var isSubnormal = x < SmallestNormal;
        var bits = BitConverter.DoubleToInt64Bits(isSubnormal ? x * TwoTo54 : x);
        var k = (double)((bits >> 52) - 1023);
        var m = BitConverter.Int64BitsToDouble((bits & MantissaMask) | OneBits);
        if (isSubnormal)
            k -= 54;
        if (m >= Root2)
            (m, k) = (0.5 * m, k + 1);
        return (m, k);
    }

    private static double LogSpecial(double x) =>
        x == 0 ? double.NegativeInfinity
        : x > 0 ? double.PositiveInfinity
        : double.NaN;

    // Within 1e-4 of the cube root of m in [1, 2] (Chebyshev fit).
    private static double CbrtStart(double m) =>
        (((((0.022148699 * m) - 0.15866246) * m) + 0.58082639) * m) + 0.55579096;

    // From within 1e-3 of the cube root of m to within 0.51 ulp.
    private static double CbrtRefine(double t, double m)
    {
        var cube = t * t * t;
        t += t * ((m - cube) / ((2 * cube) + m));

        // With 17 bits kept, t^3 and m - t^3 are exact, and the series of cbrt(1 + e) needs three terms.
        t = BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(t) + (1L << 35)) & ~((1L << 36) - 1));
        cube = t * t * t;
        var e = (m - cube) / cube;
        return t + (t * (e * ((1.0 / 3) - (e * ((1.0 / 9) - (e * (5.0 / 81)))))));
    }

    private static double PowerOf2(long k) => BitConverter.Int64BitsToDouble((k + 1023) << 52);
}
