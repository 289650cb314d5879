// A number that a cell or a place in the tissue has, under the name by which measures call it.
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Where the number of a name comes from.</summary>
internal enum ValueSource
{
    Signal = 0,
    Behavior,

    /// <summary>A substrate, a structure, or the anisotropy of fibers.</summary>
    Field,
    X,
    Y,
    Z,
    Radius,
    Divisions,

    /// <summary>Length of the velocity of the last step of motion, um/min.</summary>
    Speed,

    /// <summary>How deep inside the nest, um; negative outside.</summary>
    Depth,

    /// <summary>Share of the volume that live tumor cells fill, smoothed.</summary>
    TumorFraction,
}

/// <param name="Label">The unit as text; empty for plain numbers.</param>
/// <param name="Own">The name in the model where <paramref name="Source"/> is a signal, a behavior or a substrate.</param>
internal sealed record NamedValue(string Name, Unit Unit, string Label, ValueSource Source, string Own = "");
