// Units of measure and how one becomes another without needless rounding.
namespace Milieu.Model;

/// <summary>A unit is Numerator / Denominator * 10^Exponent of the base units (um, min, mol, g, mmHg, au, IU).</summary>
/// <remarks>Whole factors and powers of ten are kept apart, so that 0.3 mM is exactly 300 uM and 2 h exactly 120 min.</remarks>
public readonly record struct Unit(double Numerator, double Denominator, int Exponent, Dimension Dimension)
{
    public static Unit One { get; } = new(1, 1, 0, default);

    public static Unit Micron { get; } = new(1, 1, 0, new Dimension(1));

    public static Unit Minute { get; } = new(1, 1, 0, new Dimension(0, 1));

    public static Unit operator *(Unit a, Unit b) =>
        new(
            a.Numerator * b.Numerator,
            a.Denominator * b.Denominator,
            a.Exponent + b.Exponent,
            a.Dimension * b.Dimension
        );

    public static Unit operator /(Unit a, Unit b) =>
        new(
            a.Numerator * b.Denominator,
            a.Denominator * b.Numerator,
            a.Exponent - b.Exponent,
            a.Dimension / b.Dimension
        );

    public Unit Pow(int power)
    {
        var result = One;
        for (var i = 0; i < Math.Abs(power); i++)
            result = power > 0 ? result * this : result / this;
        return result;
    }

    /// <summary>A value in this unit, in the other; null when they measure different things.</summary>
    public double? Convert(double value, Unit other)
    {
        if (Dimension != other.Dimension)
            return null;
        var ratio = this / other;
        var exponent = ratio.Exponent;
        if (ratio.Numerator != ratio.Denominator)
            value = value * ratio.Numerator / ratio.Denominator;
        for (; exponent > 22; exponent -= 22)
            value *= 1e22;
        for (; exponent < -22; exponent += 22)
            value /= 1e22;
        return exponent >= 0 ? value * Ten(exponent) : value / Ten(-exponent);
    }

    // Powers up to 10^22 are exact in double.
    private static double Ten(int power)
    {
        var result = 1.0;
        for (var i = 0; i < power; i++)
            result *= 10;
        return result;
    }
}
