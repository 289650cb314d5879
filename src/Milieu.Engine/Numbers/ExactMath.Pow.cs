// pow: the logarithm in two doubles, so that its error survives the multiplication by a large exponent.
namespace Milieu.Engine;

public static partial class ExactMath
{
    private const double Splitter = 134217729; // 2^27 + 1
    private const double TwoThirds = 0.6666666666666666;
    private const double TwoThirdsLow = 3.700743415417188e-17;

    // From here on every power of a number other than 1 is 0 or infinite.
    private const double HugePower = 18446744073709551616.0;

    /// <summary>x^y, with the special values of IEEE 754 (NaN for a negative x and a fractional y).</summary>
    public static double Pow(double x, double y)
    {
        if (IsPlainPower(x, y))
            return PowPlain(x, y);
        if (y == 0 || x == 1)
            return 1;
        if (double.IsNaN(x) || double.IsNaN(y))
            return double.NaN;
        var a = Math.Abs(x);
        var isWhole = Math.Abs(y) >= HugePower || y == Math.Floor(y);
        if (x < 0 && double.IsFinite(x) && !isWhole)
            return double.NaN;
        var isOdd = isWhole && Math.Abs(y) < 9007199254740992.0 && ((long)y & 1) != 0;
        double power;
        if (a == 1)
            power = 1;
        else if (a == 0 || double.IsInfinity(a) || Math.Abs(y) >= HugePower)
            power = (a > 1) == (y > 0) ? double.PositiveInfinity : 0;
        else
            power = PowPlain(a, y);
        return isOdd && double.IsNegative(x) ? -power : power;
    }

    private static bool IsPlainPower(double x, double y) =>
        x > 0 && x < double.PositiveInfinity && Math.Abs(y) < HugePower;

    private static double PowPlain(double x, double y)
    {
        var (log, logLow) = LogPair(x);
        var (high, low) = Product(y, log);
        low += y * logLow;
        if (high > ExpOverflow)
            return double.PositiveInfinity;
        return high < ExpUnderflow ? 0 : ExpSum(high, low);
    }

    // log x within 2^-63 of its value, as the sum of two doubles, for positive finite x.
    private static (double High, double Low) LogPair(double x)
    {
        var (m, k) = Split(x);
        var f = m - 1;
        var d = 2 + f;
        var dLow = f - (d - 2);
        var s = f / d;
        var (p, pLow) = Product(s, d);
        var sLow = (((f - p) - pLow) - (s * dLow)) / d;
        var (z, zLow) = Product(s, s);
        zLow += 2 * s * sLow;

        // log m = s * (2 + 2z/3 + z^2 * tail): only the first two terms need both doubles.
        var (w, wLow) = Product(z, TwoThirds);
        wLow += (z * TwoThirdsLow) + (zLow * TwoThirds) + (z * z * LogTail(z));
        var u = 2 + w;
        var uLow = (w - (u - 2)) + wLow;
        var (h, hLow) = Product(s, u);
        hLow += (s * uLow) + (sLow * u);

        var whole = k * Ln2High;
        var sum = whole + h;
        var part = sum - whole;
        var lost = (whole - (sum - part)) + (h - part);
        var low = lost + (hLow + (k * Ln2Low));
        var high = sum + low;
        return (high, low - (high - sum));
    }

    // 2/5 + 2z/7 + ... + 2z^9/23
    private static double LogTail(double z)
    {
        var p = 2.0 / 23;
        p = (p * z) + (2.0 / 21);
        p = (p * z) + (2.0 / 19);
        p = (p * z) + (2.0 / 17);
        p = (p * z) + (2.0 / 15);
        p = (p * z) + (2.0 / 13);
        p = (p * z) + (2.0 / 11);
        p = (p * z) + (2.0 / 9);
        p = (p * z) + (2.0 / 7);
        return (p * z) + (2.0 / 5);
    }

    // a * b as a rounded product and its error (Dekker 1971, doi:10.1007/BF01397083).
    private static (double High, double Low) Product(double a, double b)
    {
        var high = a * b;
        var ta = Splitter * a;
        var aHigh = ta - (ta - a);
        var aLow = a - aHigh;
        var tb = Splitter * b;
        var bHigh = tb - (tb - b);
        var bLow = b - bHigh;
        var low = (((aHigh * bHigh) - high) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow);
        return (high, low);
    }
}
