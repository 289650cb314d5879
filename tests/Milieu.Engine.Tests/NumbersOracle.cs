// High-precision oracles for the exact math: whole numbers of 256 bits and more, no library function.
using System.Numerics;

namespace Milieu.Engine.Tests;

/// <summary>A positive or negative number Mantissa * 2^Exponent with many more bits than a double.</summary>
internal readonly record struct BigNumber(BigInteger Mantissa, int Exponent)
{
    /// <summary>|got - this| in units in the last place of this.</summary>
    public double UlpError(double got)
    {
        if (Mantissa.IsZero)
            return got == 0 ? 0 : double.PositiveInfinity;
        var binade = (int)BigInteger.Abs(Mantissa).GetBitLength() + Exponent - 1;
        var ulp = Math.Max(binade - 52, -1074);
        if (!double.IsFinite(got))
            return binade >= 1024 ? 0 : double.PositiveInfinity;
        var g = Oracle.Of(got);
        var common = Math.Min(g.Exponent, Exponent);
        var difference = BigInteger.Abs((g.Mantissa << (g.Exponent - common)) - (Mantissa << (Exponent - common)));
        var drop = Math.Max(0, (int)difference.GetBitLength() - 100);
        return (double)(difference >> drop) * Math.ScaleB(1, common + drop - ulp);
    }
}

/// <summary>exp, log, pow, sin, cos and cbrt to about 200 bits.</summary>
internal static class Oracle
{
    private const int F = 320;
    private const int PiBits = 1600;
    private static readonly BigInteger One = BigInteger.One << F;
    private static readonly BigInteger Ln2 = LogOf2();
    private static readonly BigInteger Pi = PiDigits();

    /// <summary>The double itself.</summary>
    public static BigNumber Of(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var e = (int)((bits >> 52) & 0x7FF);
        var m = new BigInteger(bits & 0xFFFFFFFFFFFFF) + (e == 0 ? 0 : BigInteger.One << 52);
        return new BigNumber(x < 0 ? -m : m, Math.Max(e, 1) - 1075);
    }

    public static BigNumber Exp(double x) => ExpFixed(Fixed(Of(x), F));

    public static BigNumber Log(double x) => new(LogFixed(x), -F);

    public static BigNumber Pow(double x, double y)
    {
        var b = Of(y);
        var product = LogFixed(x) * b.Mantissa;
        return ExpFixed(b.Exponent >= 0 ? product << b.Exponent : product >> -b.Exponent);
    }

    public static BigNumber Cbrt(double x)
    {
        var b = Of(Math.Abs(x));
        var (m, e) = (b.Mantissa, b.Exponent);
        while (e % 3 != 0)
            (m, e) = (m << 1, e - 1);
        var target = m << 300;
        var root = BigInteger.One << (((int)target.GetBitLength() / 3) + 1);
        while (true)
        {
            var next = ((2 * root) + (target / (root * root))) / 3;
            if (next >= root)
                break;
            root = next;
        }
        return new BigNumber(x < 0 ? -root : root, (e / 3) - 100);
    }

    public static BigNumber Sin(double x) => Math.Abs(x) < 1e-15 ? SinOfTiny(Of(x)) : SinCos(x).Sin;

    public static BigNumber Cos(double x) => SinCos(x).Cos;

    private static (BigNumber Sin, BigNumber Cos) SinCos(double x)
    {
        var half = Pi >> 1;
        var a = Fixed(Of(Math.Abs(x)), PiBits);
        var quadrant = (a + (half >> 1)) / half;
        var r = (a - (quadrant * half)) >> (PiBits - F);
        var (sin, cos) = (Taylor(r, r, 2), Taylor(One, r, 1));
        (sin, cos) = (int)(quadrant % 4) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
        return (new BigNumber(x < 0 ? -sin : sin, -F), new BigNumber(cos, -F));
    }

    // x - x^3/6, as the fixed point of the general case would lose a tiny angle.
    private static BigNumber SinOfTiny(BigNumber x)
    {
        var m = x.Mantissa;
        return new BigNumber((m << F) - ((m * m * m << F) / 6 >> (-2 * x.Exponent)), x.Exponent - F);
    }

    private static BigInteger Taylor(BigInteger first, BigInteger r, int step)
    {
        var (sum, term) = (first, first);
        for (var n = step; !term.IsZero; n += 2)
        {
            term = -(((term * r) >> F) * r >> F) / (n * (n + 1));
            sum += term;
        }
        return sum;
    }

    private static BigNumber ExpFixed(BigInteger x)
    {
        var k = (x + (Ln2 >> 1)) / Ln2;
        var r = x - (k * Ln2);
        var (sum, term) = (One, One);
        for (var n = 1; !term.IsZero && n < 200; n++)
        {
            term = ((term * r) >> F) / n;
            sum += term;
        }
        return new BigNumber(sum, (int)k - F);
    }

    private static BigInteger LogFixed(double x)
    {
        var b = Of(x);
        var k = (int)b.Mantissa.GetBitLength();
        var m = b.Mantissa << (F - k);
        if (3 * m < 2 * One)
            (m, k) = (m << 1, k - 1);
        var s = ((m - One) << F) / (m + One);
        return (2 * Atanh(s)) + ((k + b.Exponent) * Ln2);
    }

    private static BigInteger Atanh(BigInteger s)
    {
        var (sum, power, square) = (s, s, (s * s) >> F);
        for (var n = 3; !power.IsZero && n < 1000; n += 2)
        {
            power = (power * square) >> F;
            sum += power / n;
        }
        return sum;
    }

    private static BigInteger Fixed(BigNumber b, int bits) =>
        b.Exponent + bits >= 0 ? b.Mantissa << (b.Exponent + bits) : b.Mantissa >> -(b.Exponent + bits);

    // ln 2 = 2 atanh(1/3)
    private static BigInteger LogOf2() => 2 * Atanh(One / 3);

    // Machin: pi = 16 atan(1/5) - 4 atan(1/239)
    private static BigInteger PiDigits()
    {
        const int Guard = 64;
        return ((16 * Atan(5, PiBits + Guard)) - (4 * Atan(239, PiBits + Guard))) >> Guard;
    }

    private static BigInteger Atan(int inverse, int bits)
    {
        var term = (BigInteger.One << bits) / inverse;
        var sum = term;
        for (var n = 3; !term.IsZero; n += 2)
        {
            term = -term / (inverse * inverse);
            sum += term / n;
        }
        return sum;
    }
}
