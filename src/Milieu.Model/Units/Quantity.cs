// A number with its unit, as an author writes it.
using System.Globalization;
using System.Text.RegularExpressions;

namespace Milieu.Model;

/// <summary>Text such as <c>0.1 /min</c>, or a number that is already in the units of its place.</summary>
/// <remarks>A text that cannot be read is kept: the compiler names it with its place.</remarks>
public sealed partial class Quantity
{
    private Quantity(string text, double number, Unit? unit)
    {
        Text = text;
        Number = number;
        Unit = unit;
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The number before the unit.</summary>
    public double Number { get; }

    /// <summary>Null when the number is in the units of its place.</summary>
    public Unit? Unit { get; }

    /// <summary>The unit as written; empty for plain numbers.</summary>
    public string UnitLabel { get; private init; } = "";

    /// <summary>Why the text is no quantity; null when it is one.</summary>
    public string? Problem { get; private init; }

    /// <summary>The word <c>none</c>: nothing is held here.</summary>
    public bool IsNone { get; private init; }

    /// <summary>A number in the units that its place has in a compiled model: um, min, the substrate's own density.</summary>
    public static Quantity Plain(double number) =>
        new(number.ToString("R", CultureInfo.InvariantCulture), number, null);

    public static Quantity Parse(string text)
    {
        if (string.Equals(text.Trim(), "none", StringComparison.OrdinalIgnoreCase))
            return new Quantity(text, double.NaN, Milieu.Model.Unit.One) { IsNone = true };
        var match = Pattern().Match(text);
        if (!match.Success)
            return new Quantity(text, double.NaN, Milieu.Model.Unit.One) { Problem = "not a number with a unit" };
        var number = ReadNumber(match.Groups[1].Value);
        if (!UnitText.TryParse(match.Groups[2].Value, out var unit, out var unknown))
        {
            var near = Nearest.To(unknown, UnitText.Known);
            var hint = near is null ? "" : $" (did you mean '{near}'?)";
            return new Quantity(text, number, Milieu.Model.Unit.One) { Problem = $"unknown unit '{unknown}'{hint}" };
        }
        return new Quantity(text, number, unit)
        {
            UnitLabel = unit == Milieu.Model.Unit.One ? "" : match.Groups[2].Value,
        };
    }

    public static implicit operator Quantity(string text) => Parse(text);

    /// <summary>The value in a unit; null when it cannot be one.</summary>
    public double? In(Unit unit)
    {
        if (Problem is not null || IsNone)
            return null;
        return Unit is { } own ? own.Convert(Number, unit) : Number;
    }

    public override string ToString() => Text;

    private static double ReadNumber(string text) =>
        text.Trim('.').ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INF" or "+INF" or "+.INF" or "INFINITY" => double.PositiveInfinity,
            "-INF" or "-.INF" or "-INFINITY" => double.NegativeInfinity,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    [GeneratedRegex(
        @"^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|\.?nan|[-+]?\.?inf(?:inity)?)(?![\d.])\s*(.*?)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}
