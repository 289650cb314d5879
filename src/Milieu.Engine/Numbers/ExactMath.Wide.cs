// The same functions, eight lanes at a time, with the bits of the scalar ones.
using System.Runtime.Intrinsics;

namespace Milieu.Engine;

public static partial class ExactMath
{
    /// <summary>e^x lane by lane.</summary>
    public static Vector512<double> Exp(Vector512<double> x)
    {
        var over = Vector512.GreaterThan(x, Vector512.Create(ExpOverflow));
        var under = Vector512.LessThan(x, Vector512.Create(ExpUnderflow));
        var sum = ExpSum(x, Vector512<double>.Zero);
        sum = Vector512.ConditionalSelect(over, Vector512.Create(double.PositiveInfinity), sum);
        sum = Vector512.ConditionalSelect(under, Vector512<double>.Zero, sum);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), sum, x);
    }

    /// <summary>Natural logarithm lane by lane.</summary>
    public static Vector512<double> Log(Vector512<double> x)
    {
        if (!IsPositiveNormal(x))
            return Vector512.Create(
                Vector256.Create(Log(x[0]), Log(x[1]), Log(x[2]), Log(x[3])),
                Vector256.Create(Log(x[4]), Log(x[5]), Log(x[6]), Log(x[7]))
            );
        var (m, k) = Split(x);
        var f = m - Vector512<double>.One;
        var half = Lanes(0.5) * f * f;
        var s = f / (Lanes(2) + f);
        var r = LogSeries(s * s);
        return (k * Lanes(Ln2High)) - ((half - ((s * (half + r)) + (k * Lanes(Ln2Low)))) - f);
    }

    /// <summary>x^y lane by lane.</summary>
    public static Vector512<double> Pow(Vector512<double> x, Vector512<double> y)
    {
        if (!IsPositiveNormal(x) || !Vector512.LessThanAll(Vector512.Abs(y), Lanes(HugePower)))
            return Vector512.Create(
                Vector256.Create(Pow(x[0], y[0]), Pow(x[1], y[1]), Pow(x[2], y[2]), Pow(x[3], y[3])),
                Vector256.Create(Pow(x[4], y[4]), Pow(x[5], y[5]), Pow(x[6], y[6]), Pow(x[7], y[7]))
            );
        var (log, logLow) = LogPair(x);
        var (high, low) = Product(y, log);
        low += y * logLow;
        var power = ExpSum(high, low);
        var over = Vector512.GreaterThan(high, Lanes(ExpOverflow));
        power = Vector512.ConditionalSelect(over, Lanes(double.PositiveInfinity), power);
        return Vector512.ConditionalSelect(
            Vector512.LessThan(high, Lanes(ExpUnderflow)),
            Vector512<double>.Zero,
            power
        );
    }

    /// <summary>Cube root lane by lane.</summary>
    public static Vector512<double> Cbrt(Vector512<double> x)
    {
        if (!IsPositiveNormal(x))
            return Vector512.Create(
                Vector256.Create(Cbrt(x[0]), Cbrt(x[1]), Cbrt(x[2]), Cbrt(x[3])),
                Vector256.Create(Cbrt(x[4]), Cbrt(x[5]), Cbrt(x[6]), Cbrt(x[7]))
            );
        var bits = x.AsInt64();
        var e = ToDouble(Vector512.ShiftRightLogical(bits, 52)) - Lanes(1023);
        var third = (((e - Vector512<double>.One) * Lanes(1.0 / 3.0)) + Lanes(Rounder)) - Lanes(Rounder);
        var rest = e - (Lanes(3) * third);
        var m = Mantissa(bits);
        var t = CbrtStart(m);
        var isOne = Vector512.Equals(rest, Vector512<double>.One);
        var isTwo = Vector512.Equals(rest, Lanes(2));
        t *= Vector512.ConditionalSelect(
            isOne,
            Lanes(Cbrt2),
            Vector512.ConditionalSelect(isTwo, Lanes(Cbrt4), Lanes(1))
        );
        m *= Vector512.ConditionalSelect(isOne, Lanes(2), Vector512.ConditionalSelect(isTwo, Lanes(4), Lanes(1)));
        return CbrtRefine(t, m) * PowerOf2((third + Lanes(Rounder)).AsInt64() - Vector512.Create(RounderBits));
    }

    private static Vector512<double> Lanes(double value) => Vector512.Create(value);

    private static bool IsPositiveNormal(Vector512<double> x) =>
        Vector512.GreaterThanOrEqualAll(x, Lanes(SmallestNormal))
        && Vector512.LessThanAll(x, Lanes(double.PositiveInfinity));

    private static Vector512<double> ExpSum(Vector512<double> high, Vector512<double> low)
    {
        var shifted = (high * Lanes(InverseLn2)) + Lanes(Rounder);
        var k = shifted - Lanes(Rounder);
        var lead = high - (k * Lanes(Ln2High));
        var tail = low - (k * Lanes(Ln2Low));
        var r = lead + tail;
        var lost = (lead - r) + tail;
        var sum = r + ((r * r * ExpSeries(r)) + lost);
        var n = shifted.AsInt64() - Vector512.Create(RounderBits);
        var first = Vector512.ShiftRightArithmetic(n, 1);
        return ((Vector512<double>.One + sum) * PowerOf2(first)) * PowerOf2(n - first);
    }

    private static Vector512<double> ExpSeries(Vector512<double> r)
    {
        var p = Lanes(1.0 / 6227020800);
        p = (p * r) + Lanes(1.0 / 479001600);
        p = (p * r) + Lanes(1.0 / 39916800);
        p = (p * r) + Lanes(1.0 / 3628800);
        p = (p * r) + Lanes(1.0 / 362880);
        p = (p * r) + Lanes(1.0 / 40320);
        p = (p * r) + Lanes(1.0 / 5040);
        p = (p * r) + Lanes(1.0 / 720);
        p = (p * r) + Lanes(1.0 / 120);
        p = (p * r) + Lanes(1.0 / 24);
        p = (p * r) + Lanes(1.0 / 6);
        return (p * r) + Lanes(0.5);
    }

    private static Vector512<double> LogSeries(Vector512<double> z) => z * ((z * LogTail(z)) + Lanes(2.0 / 3));

    private static (Vector512<double> High, Vector512<double> Low) LogPair(Vector512<double> x)
    {
        var (m, k) = Split(x);
        var f = m - Vector512<double>.One;
        var d = Lanes(2) + f;
        var dLow = f - (d - Lanes(2));
        var s = f / d;
        var (p, pLow) = Product(s, d);
        var sLow = (((f - p) - pLow) - (s * dLow)) / d;
        var (z, zLow) = Product(s, s);
        zLow += Lanes(2) * s * sLow;
        var (w, wLow) = Product(z, Lanes(TwoThirds));
        wLow += (z * Lanes(TwoThirdsLow)) + (zLow * Lanes(TwoThirds)) + (z * z * LogTail(z));
        var u = Lanes(2) + w;
        var uLow = (w - (u - Lanes(2))) + wLow;
        var (h, hLow) = Product(s, u);
        hLow += (s * uLow) + (sLow * u);
        var whole = k * Lanes(Ln2High);
        var sum = whole + h;
        var part = sum - whole;
        var lost = (whole - (sum - part)) + (h - part);
        var low = lost + (hLow + (k * Lanes(Ln2Low)));
        var high = sum + low;
        return (high, low - (high - sum));
    }

    private static Vector512<double> LogTail(Vector512<double> z)
    {
        var p = Lanes(2.0 / 23);
        p = (p * z) + Lanes(2.0 / 21);
        p = (p * z) + Lanes(2.0 / 19);
        p = (p * z) + Lanes(2.0 / 17);
        p = (p * z) + Lanes(2.0 / 15);
        p = (p * z) + Lanes(2.0 / 13);
        p = (p * z) + Lanes(2.0 / 11);
        p = (p * z) + Lanes(2.0 / 9);
        p = (p * z) + Lanes(2.0 / 7);
        return (p * z) + Lanes(2.0 / 5);
    }

    private static (Vector512<double> M, Vector512<double> K) Split(Vector512<double> x)
    {
        var bits = x.AsInt64();
        var k = ToDouble(Vector512.ShiftRightLogical(bits, 52)) - Lanes(1023);
        var m = Mantissa(bits);
        var isLarge = Vector512.GreaterThanOrEqual(m, Lanes(Root2));
        return (
            Vector512.ConditionalSelect(isLarge, Lanes(0.5) * m, m),
            Vector512.ConditionalSelect(isLarge, k + Vector512<double>.One, k)
        );
    }

    private static Vector512<double> CbrtStart(Vector512<double> m) =>
        (((((Lanes(0.022148699) * m) - Lanes(0.15866246)) * m) + Lanes(0.58082639)) * m) + Lanes(0.55579096);

    private static Vector512<double> CbrtRefine(Vector512<double> t, Vector512<double> m)
    {
        var cube = t * t * t;
        t += t * ((m - cube) / ((Lanes(2) * cube) + m));
        t = ((t.AsInt64() + Vector512.Create(1L << 35)) & Vector512.Create(~((1L << 36) - 1))).AsDouble();
        cube = t * t * t;
        var e = (m - cube) / cube;
        return t + (t * (e * (Lanes(1.0 / 3) - (e * (Lanes(1.0 / 9) - (e * Lanes(5.0 / 81)))))));
    }

    private static (Vector512<double> High, Vector512<double> Low) Product(Vector512<double> a, Vector512<double> b)
    {
        var splitter = Lanes(Splitter);
        var high = a * b;
        var ta = splitter * a;
        var aHigh = ta - (ta - a);
        var aLow = a - aHigh;
        var tb = splitter * b;
        var bHigh = tb - (tb - b);
        var bLow = b - bHigh;
        var low = (((aHigh * bHigh) - high) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow);
        return (high, low);
    }

    private static Vector512<double> Mantissa(Vector512<long> bits) =>
        ((bits & Vector512.Create(MantissaMask)) | Vector512.Create(OneBits)).AsDouble();

    // Whole numbers below 2^52: placed in the mantissa of 2^52.
    private static Vector512<double> ToDouble(Vector512<long> whole) =>
        (whole | Vector512.Create(0x4330000000000000L)).AsDouble() - Lanes(4503599627370496.0);

    private static Vector512<double> PowerOf2(Vector512<long> k) =>
        Vector512.ShiftLeft(k + Vector512.Create(1023L), 52).AsDouble();
}
