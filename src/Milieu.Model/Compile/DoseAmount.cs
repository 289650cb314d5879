// How much a dose is, for the patient at hand.
using System.Text.RegularExpressions;

namespace Milieu.Model;

/// <summary>Amounts such as 240 mg, 3 mg/kg, 100 mg/m2 or 1e8 cells, in the unit of the species that takes them.</summary>
internal sealed partial class DoseAmount(PatientSpec patient)
{
    private static readonly Unit Kilogram = new(1, 1, 3, new Dimension(Mass: 1));
    private static readonly Unit SquareMeter = Unit.Micron.Pow(2) * new Unit(1, 1, 12, default);

    /// <summary>kg.</summary>
    public double Weight { get; } = InUnit(patient.Weight, Kilogram, 70);

    /// <summary>m2, by Mosteller's formula unless said.</summary>
    public double Surface =>
        InUnit(
            patient.Surface,
            SquareMeter,
            Math.Sqrt(Weight * InUnit(patient.Height, Unit.Micron * new Unit(1, 1, 4, default), 170) / 3600)
        );

    /// <summary>The text without what it is per, and by how much that multiplies it.</summary>
    public (string Text, double Times) Split(string text)
    {
        var match = PerPatient().Match(text);
        if (!match.Success)
            return (text, 1);
        return (match.Groups[1].Value, match.Groups[2].Value == "kg" ? Weight : Surface);
    }

    private static double InUnit(Quantity? quantity, Unit unit, double fallback) =>
        quantity?.In(unit) is { } value && double.IsFinite(value) ? value : fallback;

    [GeneratedRegex(@"^\s*([0-9.eE+-]+\s*[A-Za-zµ]+)\s*/\s*(kg|m2|m\^2)\s*$")]
    private static partial Regex PerPatient();
}
