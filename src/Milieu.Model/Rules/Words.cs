// One word of the vocabulary: a signal or a behavior.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>A substrate or custom variable with the unit that its numbers are in.</summary>
/// <param name="Label">The unit as text; empty for plain numbers.</param>
public sealed record NamedUnit(string Name, Unit Unit, string Label)
{
    /// <param name="units">The unit as text; plain numbers where it is none.</param>
    public static NamedUnit Of(string name, string units) =>
        new(name, UnitText.TryParse(units, out var unit, out _) ? unit : Unit.One, units);
}

/// <param name="Name">The field's name for it.</param>
/// <param name="Own">The substrate or custom variable whose unit it has; null where neither matters.</param>
public sealed record BehaviorWord(int Index, string Name, Measure Measure, NamedUnit? Own)
{
    public Unit Unit => Measures.UnitOf(Measure, Own?.Unit ?? Unit.One);

    public string Expected => Measures.Expected(Measure, Own?.Label ?? "");

    /// <summary>A number of this kind with its unit.</summary>
    public string Text(double value) => WordText.Of(value, Measures.LabelOf(Measure, Own?.Label ?? ""));
}

/// <summary>What a cell senses: a kind and, where the kind needs one, an index.</summary>
public sealed record SignalWord(SignalKind Kind, int Index, string Name, Measure Measure, NamedUnit? Own)
{
    public Unit Unit => Measures.UnitOf(Measure, Own?.Unit ?? Unit.One);

    /// <summary>Its unit as text; empty for plain numbers.</summary>
    public string Label => Measures.LabelOf(Measure, Own?.Label ?? "");

    public string Expected => Measures.Expected(Measure, Own?.Label ?? "");

    /// <summary>A number of this kind with its unit.</summary>
    public string Text(double value) => WordText.Of(value, Label);
}

internal static class WordText
{
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(double number, string label) =>
        (number.ToString("R", CultureInfo.InvariantCulture) + " " + label).TrimEnd();
}
