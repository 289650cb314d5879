// sin and cos, for any finite angle.

namespace Milieu.Engine;

public static partial class ExactMath
{
    private const double QuarterPi = 0.78539816339744828;
    private const double TwoOverPi = 0.63661977236758134;
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    // pi/2 in three pieces of 32 bits (times a 20-bit quadrant they stay exact) and a rest.
    private const double HalfPi1 = 1.5707963267341256;
    private const double HalfPi2 = 6.077100506303966e-11;
    private const double HalfPi3 = 2.0222662487111665e-21;
    private const double HalfPi4 = 8.4784276603689e-32;
    private const double LargeAngle = 1048576;

    /// <summary>Sine of an angle in radians; NaN where it is not finite.</summary>
    public static double Sin(double angle) => SinCos(angle).Sin;

    /// <summary>Cosine of an angle in radians; NaN where it is not finite.</summary>
    public static double Cos(double angle) => SinCos(angle).Cos;

    /// <summary>Sine and cosine together.</summary>
    public static (double Sin, double Cos) SinCos(double angle)
    {
        if (!double.IsFinite(angle))
            return (double.NaN, double.NaN);
        var a = Math.Abs(angle);
        var (quadrant, r, low) =
            a <= QuarterPi ? (0, a, 0)
            : a < LargeAngle ? ReduceSmall(a)
            : ReduceLarge(a);
        var sin = SinSum(r, low);
        var cos = CosSum(r, low);
        (sin, cos) = (quadrant & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
        return (double.IsNegative(angle) ? -sin : sin, cos);
    }

    // a = quadrant * pi/2 + r + low, |r| <= pi/4 (Cody and Waite's reduction).
    private static (int Quadrant, double R, double Low) ReduceSmall(double a)
    {
        var k = ((a * TwoOverPi) + Rounder) - Rounder;
        var first = a - (k * HalfPi1);
        var (second, lost2) = Difference(first, k * HalfPi2);
        var (third, lost3) = Difference(second, k * HalfPi3);
        var rest = (lost2 + lost3) - (k * HalfPi4);
        var r = third + rest;
        return ((int)k, r, (third - r) + rest);
    }

    // The same for any finite a: a * 2/pi in 192 bits of fixed point (Payne and Hanek's reduction).
    private static (int Quadrant, double R, double Low) ReduceLarge(double a)
    {
        var bits = BitConverter.DoubleToInt64Bits(a);
        var m = (ulong)((bits & MantissaMask) | (1L << 52));
        var start = (int)(bits >> 52) - 1075 + 62;
        var low = (UInt128)Window(start + 128) * m;
        var middle = ((UInt128)Window(start + 64) * m) + (low >> 64);
        var top = (Window(start) * m) + (ulong)(middle >> 64);
        var quadrant = (int)(top >> 62);
        var fraction = (new UInt128(top, (ulong)middle) << 2) | (((ulong)low) >> 62);
        var isNegative = (fraction >> 127) != 0;
        if (isNegative)
            (quadrant, fraction) = (quadrant + 1, UInt128.Zero - fraction);
        var shift = (int)UInt128.LeadingZeroCount(fraction);
        fraction <<= shift;
        var high = (ulong)(fraction >> 75) * PowerOf2(-53 - shift);
        var rest = (ulong)((fraction << 53) >> 75) * PowerOf2(-106 - shift);
        var (r, error) = Product(high, HalfPi);
        error += (high * HalfPiLow) + (rest * HalfPi);
        return isNegative ? (quadrant, -r, -error) : (quadrant, r, error);
    }

    // 64 bits of 2/pi, from a bit position that counts 64 zeros in front of the point.
    private static ulong Window(int position)
    {
        var word = position >> 6;
        var shift = position & 63;
        var high = word == 0 ? 0 : TwoOverPiBits[word - 1];
        return shift == 0 ? high : (high << shift) | (TwoOverPiBits[word] >> (64 - shift));
    }

    private static (double High, double Low) Difference(double a, double b)
    {
        var high = a - b;
        var part = high - a;
        return (high, (a - (high - part)) - (b + part));
    }

    // r - r^3/3! + ... + r^17/17! for |r| <= pi/4
    private static double SinSum(double r, double low)
    {
        var z = r * r;
        var p = 1.0 / 355687428096000;
        p = (p * z) - (1.0 / 1307674368000);
        p = (p * z) + (1.0 / 6227020800);
        p = (p * z) - (1.0 / 39916800);
        p = (p * z) + (1.0 / 362880);
        p = (p * z) - (1.0 / 5040);
        p = (p * z) + (1.0 / 120);
        p = (p * z) - (1.0 / 6);
        return r + ((r * z * p) + (low * (1 - (0.5 * z))));
    }

    // 1 - r^2/2! + ... - r^18/18!
    private static double CosSum(double r, double low)
    {
        var z = r * r;
        var p = -1.0 / 6402373705728000;
        p = (p * z) + (1.0 / 20922789888000);
        p = (p * z) - (1.0 / 87178291200);
        p = (p * z) + (1.0 / 479001600);
        p = (p * z) - (1.0 / 3628800);
        p = (p * z) + (1.0 / 40320);
        p = (p * z) - (1.0 / 720);
        p = (p * z) + (1.0 / 24);
        var half = 0.5 * z;
        var one = 1 - half;
        return one + (((1 - one) - half) + ((z * z * p) - (r * low)));
    }

    // The first 1,216 bits of 2/pi after the point.
    private static ReadOnlySpan<ulong> TwoOverPiBits =>
        [
            0xA2F9836E4E441529,
            0xFC2757D1F534DDC0,
            0xDB6295993C439041,
            0xFE5163ABDEBBC561,
            0xB7246E3A424DD2E0,
            0x06492EEA09D1921C,
            0xFE1DEB1CB129A73E,
            0xE88235F52EBB4484,
            0xE99C7026B45F7E41,
            0x3991D639835339F4,
            0x9C845F8BBDF9283B,
            0x1FF897FFDE05980F,
            0xEF2F118B5A0A6D1F,
            0x6D367ECF27CB09B7,
            0x4F463F669E5FEA2D,
            0x7527BAC7EBE5F17B,
            0x3D0739F78A5292EA,
            0x6BFB5FB11F8D5D08,
            0x56033046FC7B6BAB,
        ];
}
