// Reads units such as um2/min, 1/h, ng/mL, nM.
using System.Globalization;

namespace Milieu.Model;

/// <summary>The names of units and their grammar: factors joined by spaces, '*' or '/', each with an optional power.</summary>
public static class UnitText
{
    // 1 mmHg = 133.322387415 Pa; 1 mol = 6.02214076e23 molecules (SI brochure, 9th edition, doi:10.59161/QDDV9103).
    private static readonly Dictionary<string, Unit> Names = new(StringComparer.Ordinal)
    {
        ["min"] = Unit.Minute,
        ["minute"] = Unit.Minute,
        ["minutes"] = Unit.Minute,
        ["s"] = Time(1, 60),
        ["sec"] = Time(1, 60),
        ["second"] = Time(1, 60),
        ["seconds"] = Time(1, 60),
        ["h"] = Time(60),
        ["hr"] = Time(60),
        ["hour"] = Time(60),
        ["hours"] = Time(60),
        ["d"] = Time(1440),
        ["day"] = Time(1440),
        ["days"] = Time(1440),
        ["week"] = Time(10080),
        ["weeks"] = Time(10080),
        ["um"] = Unit.Micron,
        ["micron"] = Unit.Micron,
        ["microns"] = Unit.Micron,
        ["nm"] = Length(-3),
        ["mm"] = Length(3),
        ["cm"] = Length(4),
        ["m"] = Length(6),
        ["L"] = Volume(15),
        ["mL"] = Volume(12),
        ["uL"] = Volume(9),
        ["nL"] = Volume(6),
        ["pL"] = Volume(3),
        ["fL"] = Volume(0),
        ["mol"] = Amount(0),
        ["mmol"] = Amount(-3),
        ["umol"] = Amount(-6),
        ["nmol"] = Amount(-9),
        ["pmol"] = Amount(-12),
        ["fmol"] = Amount(-15),
        ["amol"] = Amount(-18),
        ["zmol"] = Amount(-21),
        ["molecule"] = new(1, 6.02214076, -23, new Dimension(Amount: 1)),
        ["molecules"] = new(1, 6.02214076, -23, new Dimension(Amount: 1)),
        ["M"] = Molar(0),
        ["mM"] = Molar(-3),
        ["uM"] = Molar(-6),
        ["nM"] = Molar(-9),
        ["pM"] = Molar(-12),
        ["fM"] = Molar(-15),
        ["kg"] = Mass(3),
        ["g"] = Mass(0),
        ["mg"] = Mass(-3),
        ["ug"] = Mass(-6),
        ["ng"] = Mass(-9),
        ["pg"] = Mass(-12),
        ["fg"] = Mass(-15),
        ["mmHg"] = Pressure(1, 1, 0),
        ["Pa"] = Pressure(1, 133.322387415, 0),
        ["kPa"] = Pressure(1, 133.322387415, 3),
        ["au"] = new(1, 1, 0, new Dimension(Arbitrary: 1)),
        ["IU"] = new(1, 1, 0, new Dimension(Activity: 1)),
        ["cell"] = Unit.One,
        ["cells"] = Unit.One,
        ["PFU"] = Unit.One,
        ["Gy"] = Unit.One,
        ["Da"] = Mass(0) / Amount(0),
        ["kDa"] = Mass(3) / Amount(0),
        ["%"] = new(1, 1, -2, default),
        ["dimensionless"] = Unit.One,
        ["1"] = Unit.One,
    };

    /// <summary>Every name of a unit, for messages and documents.</summary>
    public static IReadOnlyCollection<string> Known => Names.Keys;

    /// <summary>Parses a unit; the empty text is a plain number.</summary>
    /// <param name="unknown">The first part that is no unit.</param>
    public static bool TryParse(string text, out Unit unit, out string unknown)
    {
        unit = Unit.One;
        unknown = "";
        var divide = false;
        foreach (var token in Tokens(text))
        {
            if (token is "/" or "per")
            {
                if (divide)
                    return Fail(text, out unknown);
                divide = true;
            }
            else if (token is not ("*" or "·"))
            {
                if (!TryFactor(token, out var factor))
                    return Fail(token, out unknown);
                unit = divide ? unit / factor : unit * factor;
                divide = false;
            }
        }
        return !divide || Fail(text, out unknown);
    }

    private static bool Fail(string what, out string unknown)
    {
        unknown = what;
        return false;
    }

    private static IEnumerable<string> Tokens(string text) =>
        text.Replace('µ', 'u')
            .Replace('μ', 'u')
            .Replace("²", "2", StringComparison.Ordinal)
            .Replace("³", "3", StringComparison.Ordinal)
            .Replace("/", " / ", StringComparison.Ordinal)
            .Replace("*", " * ", StringComparison.Ordinal)
            .Replace("·", " · ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool TryFactor(string token, out Unit factor)
    {
        if (Names.TryGetValue(token, out factor))
            return true;
        var end = token.Length;
        while (end > 0 && (char.IsAsciiDigit(token[end - 1]) || token[end - 1] == '-'))
            end--;
        if (
            !Names.TryGetValue(token[..end].TrimEnd('^'), out factor)
            || !int.TryParse(token[end..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power)
            || Math.Abs(power) > 9
        )
            return false;
        factor = factor.Pow(power);
        return true;
    }

    private static Unit Time(double minutes, double parts = 1) => new(minutes, parts, 0, new Dimension(0, 1));

    private static Unit Length(int exponent) => new(1, 1, exponent, new Dimension(1));

    private static Unit Volume(int exponent) => new(1, 1, exponent, new Dimension(3));

    private static Unit Amount(int exponent) => new(1, 1, exponent, new Dimension(Amount: 1));

    private static Unit Molar(int exponent) => new(1, 1, exponent - 15, new Dimension(-3, Amount: 1));

    private static Unit Mass(int exponent) => new(1, 1, exponent, new Dimension(Mass: 1));

    private static Unit Pressure(double numerator, double denominator, int exponent) =>
        new(numerator, denominator, exponent, new Dimension(Pressure: 1));
}
