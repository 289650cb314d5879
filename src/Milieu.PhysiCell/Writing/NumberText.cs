// Numbers as C programs print them, without loss where six digits would lose something.
using System.Globalization;

namespace Milieu.PhysiCell;

/// <summary>Text of numbers in XML and SVG; never depends on the language of the machine.</summary>
internal static class NumberText
{
    // A few last bits are what arithmetic left behind, such as in 61 * 0.1.
    private const double Rounding = 1e-15;

    /// <summary>Six decimals where they hold the number, else the shortest text that reads back to it.</summary>
    public static string Fixed(double value)
    {
        var text = value.ToString("F6", CultureInfo.InvariantCulture);
        var lost = Math.Abs(double.Parse(text, CultureInfo.InvariantCulture) - value);
        return lost <= Rounding * Math.Abs(value) ? text : Shortest(value);
    }

    public static string Shortest(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Six significant digits: for what is looked at.</summary>
    public static string Short(double value) =>
        value.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
