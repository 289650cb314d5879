// What a quantity measures, as powers of base dimensions.
using System.Globalization;
using System.Text;

namespace Milieu.Model;

/// <summary>Powers of length, time, amount of substance, mass, pressure, arbitrary units and international units.</summary>
public readonly record struct Dimension(
    int Length = 0,
    int Time = 0,
    int Amount = 0,
    int Mass = 0,
    int Pressure = 0,
    int Arbitrary = 0,
    int Activity = 0
)
{
    public static Dimension operator *(Dimension a, Dimension b) => a.Plus(b, 1);

    public static Dimension operator /(Dimension a, Dimension b) => a.Plus(b, -1);

    public Dimension Pow(int power) => default(Dimension).Plus(this, power);

    /// <summary>The dimension in plain words where it has any, else in base units.</summary>
    public override string ToString() =>
        this switch
        {
            _ when this == default => "a plain number",
            { Length: 1 } when this == new Dimension(1) => "a length",
            { Length: 2 } when this == new Dimension(2) => "an area",
            { Length: 3 } when this == new Dimension(3) => "a volume",
            { Time: 1 } when this == new Dimension(0, 1) => "a time",
            { Time: -1 } when this == new Dimension(0, -1) => "a rate",
            { Length: 1, Time: -1 } when this == new Dimension(1, -1) => "a speed",
            { Length: 2, Time: -1 } when this == new Dimension(2, -1) => "a diffusion coefficient",
            { Pressure: 1 } when this == new Dimension(Pressure: 1) => "a pressure",
            { Amount: 1, Length: -3 } when this == new Dimension(-3, Amount: 1) => "a concentration",
            { Mass: 1, Length: -3 } when this == new Dimension(-3, Mass: 1) => "a mass concentration",
            _ => "a quantity in " + BaseUnits(),
        };

    private Dimension Plus(Dimension b, int sign) =>
        new(
            Length + (sign * b.Length),
            Time + (sign * b.Time),
            Amount + (sign * b.Amount),
            Mass + (sign * b.Mass),
            Pressure + (sign * b.Pressure),
            Arbitrary + (sign * b.Arbitrary),
            Activity + (sign * b.Activity)
        );

    /// <summary>Base units such as um/min, as <see cref="UnitText"/> reads them; empty for plain numbers.</summary>
    public string BaseUnits()
    {
        var text = new StringBuilder();
        (string, int)[] parts =
        [
            ("mol", Amount),
            ("g", Mass),
            ("mmHg", Pressure),
            ("au", Arbitrary),
            ("IU", Activity),
            ("um", Length),
            ("min", Time),
        ];
        foreach (var (unit, power) in parts.Where(p => p.Item2 != 0).OrderByDescending(p => p.Item2 > 0))
        {
            if (power < 0)
                text.Append('/');
            else if (text.Length > 0)
                text.Append(' ');
            text.Append(unit);
            if (Math.Abs(power) > 1)
                text.Append(Math.Abs(power).ToString(CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
