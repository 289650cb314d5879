// What the places of a model measure.
namespace Milieu.Model;

/// <summary>The kind of quantity that a place needs.</summary>
public enum Measure
{
    /// <summary>A plain number.</summary>
    Number = 0,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A plain number from 0 to 1.</summary>
    Fraction,
    Length,
    Volume,
    Time,
    Rate,
    Speed,
    Diffusion,

    /// <summary>The density of the substrate at hand, in its own unit.</summary>
    Density,

    /// <summary>Density of the substrate at hand per length.</summary>
    Slope,

    /// <summary>Amount of the substrate at hand per time: density times volume per time.</summary>
    Flow,

    /// <summary>Cells per area or per volume.</summary>
    Crowd,

    /// <summary>A length, or a plain number of radii.</summary>
    LengthOrNumber,

    /// <summary>The unit of the custom variable at hand.</summary>
    Custom,

    Area,
    Mass,

    /// <summary>Mass per amount of substance.</summary>
    MolarMass,

    /// <summary>Checked where its meaning is known.</summary>
    Open,
}

/// <summary>The unit that each measure has in a compiled model.</summary>
public static class Measures
{
    private static readonly Unit Gram = new(1, 1, 0, new Dimension(Mass: 1));
    private static readonly Unit Mole = new(1, 1, 0, new Dimension(Amount: 1));

    /// <param name="own">The unit of the substrate or custom variable at hand.</param>
    public static Unit UnitOf(Measure measure, Unit own) =>
        measure switch
        {
            Measure.Length => Unit.Micron,
            Measure.Area => Unit.Micron.Pow(2),
            Measure.Volume => Unit.Micron.Pow(3),
            Measure.Mass => Gram,
            Measure.MolarMass => Gram / Mole,
            Measure.Time => Unit.Minute,
            Measure.Rate => Unit.One / Unit.Minute,
            Measure.Speed => Unit.Micron / Unit.Minute,
            Measure.Diffusion => Unit.Micron.Pow(2) / Unit.Minute,
            Measure.Density or Measure.Custom => own,
            Measure.Slope => own / Unit.Micron,
            Measure.Flow => own * Unit.Micron.Pow(3) / Unit.Minute,
            _ => Unit.One,
        };

    /// <summary>The unit of a compiled number as text; empty for plain numbers.</summary>
    public static string LabelOf(Measure measure, string label) =>
        measure switch
        {
            Measure.Length => "um",
            Measure.Area => "um2",
            Measure.Volume => "um3",
            Measure.Mass => "g",
            Measure.MolarMass => "g/mol",
            Measure.Time => "min",
            Measure.Rate => "/min",
            Measure.Speed => "um/min",
            Measure.Diffusion => "um2/min",
            Measure.Density or Measure.Custom => label,
            Measure.Slope => label + "/um",
            Measure.Flow => label.Length == 0 ? "um3/min" : label + " um3/min",
            _ => "",
        };

    /// <summary>What to write in such a place.</summary>
    /// <param name="label">The unit of the substrate or custom variable at hand, as text.</param>
    public static string Expected(Measure measure, string label) =>
        measure switch
        {
            Measure.Number => "a plain number",
            Measure.Count => "a whole number",
            Measure.Fraction => "a number from 0 to 1",
            Measure.Length => "a length, such as 20 um",
            Measure.Area => "an area, such as 1.8 m2",
            Measure.Volume => "a volume, such as 2494 um3",
            Measure.Mass => "a mass, such as 70 kg",
            Measure.MolarMass => "a mass per amount, such as 145 kDa or 854 g/mol",
            Measure.Time => "a time, such as 6 min or 5 h",
            Measure.Rate => "a rate, such as 0.1 /min",
            Measure.Speed => "a speed, such as 1 um/min",
            Measure.Diffusion => "a diffusion coefficient, such as 100000 um2/min",
            Measure.Density => label.Length == 0 ? "a plain number" : "a density, such as 1 " + label,
            Measure.Slope => label.Length == 0 ? "a slope, such as 1 /um" : $"a slope, such as 1 {label}/um",
            Measure.Flow => label.Length == 0 ? "a flow, such as 1 um3/min" : $"a flow, such as 1 {label} um3/min",
            Measure.Crowd => "cells per area or volume, such as 1000 /mm2",
            Measure.LengthOrNumber => "a length, such as 15 um, or a number of radii",
            Measure.Custom => label.Length == 0 ? "a plain number" : "a value in " + label,
            _ => "a quantity",
        };
}
